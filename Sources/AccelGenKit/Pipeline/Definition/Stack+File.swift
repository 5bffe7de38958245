extension Stack {
  /// A file that a deployment consists of.
  public struct File: Sendable {
    public enum Content: Sendable {
      /// Rendered from the template of this name, in the stack's own folder or in common/.
      case template
      /// The env template that the deployment was made from.
      case envTemplate
      /// A text that a file named in the env template holds, kept beside the scripts that use it;
      /// the key of that parameter.
      case attachment(key: String)
      /// What is no script: a picture, a policy.
      case made(FileMaker)
    }

    public let name: String
    public let isExecutable: Bool
    public let content: Content
    /// The key that must be set for the file to be made at all; nil for always.
    public let condition: String?

    public init(
      _ name: String, _ content: Content = .template, isExecutable: Bool = false,
      onlyIf condition: String? = nil
    ) {
      self.name = name
      self.content = content
      self.isExecutable = isExecutable
      self.condition = condition
    }
  }
}
