/// The template texts that a run renders from: those in the binary, or a user's own.
public struct TemplateLibrary: Sendable {
  /// By path below templates/, for example `acceleration/deploy_all.sh`.
  private let files: [String: SourceFile]

  /// - Parameter files: each named as diagnostics shall name it, with its path below the folder.
  public init(files: [(path: String, file: SourceFile)]) {
    self.files = Dictionary(files.map { ($0.path, $0.file) }) { first, _ in first }
  }

  /// The templates that were in templates/ when the binary was built.
  public static let embedded = TemplateLibrary(
    files: EmbeddedResources.templates.map { path, text in
      (
        String(path.dropFirst("templates/".count)),
        SourceFile(name: path, text: text, isOnDisk: false)
      )
    })

  /// The file of this name in the stack's own folder, else in common/.
  public func file(_ name: String, stack: String) -> SourceFile? {
    path(of: name, stack: stack).flatMap { files[$0] }
  }

  /// Where that file stands below templates/: the same for those in the binary and for a user's own.
  public func path(of name: String, stack: String) -> String? {
    ["\(stack)/\(name)", "common/\(name)"].first { files[$0] != nil }
  }
}
