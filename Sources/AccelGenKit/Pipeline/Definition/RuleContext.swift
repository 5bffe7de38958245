/// What a rule may ask of the world. The library reads no file itself: the command hands in the means.
public struct RuleContext: Sendable {
  /// Reads a file that an env template names; a relative path is relative to the env template.
  public let readAttachment: @Sendable (String) -> AttachmentContent

  public init(readAttachment: @escaping @Sendable (String) -> AttachmentContent) {
    self.readAttachment = readAttachment
  }
}

/// What came of reading a file that an env template names.
public enum AttachmentContent: Sendable, Equatable {
  /// Its text, under the path that a user would type.
  case file(SourceFile)
  case missing
  /// It is not in the env template's folder or below it, and was not read.
  case outside
  /// It exists, but is not a UTF-8 text, is too large or cannot be read; the reason,
  /// a sentence that names the file.
  case unreadable(String)
}
