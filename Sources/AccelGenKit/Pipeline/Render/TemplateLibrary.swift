/// The template texts that a run renders from: those in the binary, or a user's own.
public struct TemplateLibrary: Sendable {
  /// A file, and its path below templates/: the same for those in the binary and for a user's own.
  public struct Entry: Sendable {
    /// For example `common/runtime/words.sh`.
    public let path: String
    public let file: SourceFile
  }

  private let entries: [String: Entry]

  /// - Parameter files: each named as diagnostics shall name it, with its path below the folder.
  public init(files: [(path: String, file: SourceFile)]) {
    let entries = files.map { ($0.path, Entry(path: $0.path, file: $0.file)) }
    self.entries = Dictionary(entries) { first, _ in first }
  }

  /// The templates that were in templates/ when the binary was built.
  public static let embedded = TemplateLibrary(
    files: EmbeddedResources.templates.map { path, text in
      (
        String(path.dropFirst("templates/".count)),
        SourceFile(name: path, text: text, isOnDisk: false)
      )
    })

  /// The file of this name, or of this path with sub-folders, in the stack's own folder, else in common/.
  public func entry(_ name: String, stack: String) -> Entry? {
    entries["\(stack)/\(name)"] ?? entries["common/\(name)"]
  }

  /// The same without its path.
  public func file(_ name: String, stack: String) -> SourceFile? { entry(name, stack: stack)?.file }
}
