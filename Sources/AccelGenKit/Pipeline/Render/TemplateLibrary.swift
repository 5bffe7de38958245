/// The template texts that a run renders from: those in the binary, or a user's own.
public struct TemplateLibrary: Sendable {
  /// A user's own, by path below the folder; nil for those in the binary.
  private let files: [String: TemplateFile]?

  /// - Parameter files: each named as diagnostics shall name it, with its path below the folder.
  public init(files: [(path: String, file: SourceFile)]) {
    let files = files.map { ($0.path, TemplateFile(path: $0.path, file: $0.file)) }
    self.files = Dictionary(files) { first, _ in first }
  }

  private init() { files = nil }

  /// The templates that were in templates/ when the binary was built.
  public static let embedded = TemplateLibrary()

  /// Whether they are those in the binary: a test has checked them, and no run needs to.
  var isEmbedded: Bool { files == nil }

  /// The file of this name, or of this path with sub-folders, in the stack's own folder, else in common/.
  public func template(_ name: String, stack: String) -> TemplateFile? {
    if let files { return files["\(stack)/\(name)"] ?? files["common/\(name)"] }
    for folder in [stack, "common"] {
      guard let text = EmbeddedResources.template(name, in: folder) else { continue }
      return TemplateFile(builtIn: text, path: "\(folder)/\(name)")
    }
    return nil
  }

  /// The same with the places in its text.
  public func file(_ name: String, stack: String) -> SourceFile? {
    template(name, stack: stack)?.source
  }
}
