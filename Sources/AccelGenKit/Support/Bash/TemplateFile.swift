/// A template's text, and what it is called.
public struct TemplateFile: Sendable {
  /// Its path below templates/: the same for one in the binary and for a user's own.
  public let path: String
  public let text: String
  /// Made when somebody asks, for it has tables of places in the text.
  private let content: Content

  private enum Content {
    case builtIn
    case file(SourceFile)
  }

  /// - Parameter file: named as diagnostics shall name it.
  public init(path: String, file: SourceFile) {
    self.path = path
    text = file.text
    content = .file(file)
  }

  /// One that is in the binary.
  init(builtIn text: String, path: String) {
    self.path = path
    self.text = text
    content = .builtIn
  }

  public var source: SourceFile {
    switch content {
    case .builtIn: SourceFile(name: "templates/\(path)", text: text, isOnDisk: false)
    case .file(let file): file
    }
  }

  public func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: source, range: range) }
}
