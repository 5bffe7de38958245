/// Makes a file that is no script, from typed values.
public struct FileMaker: Sendable {
  /// How such a file tells that accelgen wrote it.
  public enum Mark: Sendable {
    /// By the comment that scripts begin with, too.
    case header
    /// By the first member of its JSON that has this name: its value begins with that.
    case member(String, valuePrefix: String)
  }

  /// What there is to look at before the first deployment of a run.
  public struct Input: Sendable {
    /// The file's name.
    public let name: String
    public let stack: Stack
    /// The stack's scripts by their names, with what they include; empty when one of them is wrong.
    public let scripts: [String: ScriptText]
  }

  public let mark: Mark
  /// Called once for all deployments of a run, with the means to tell what is wrong.
  ///
  /// - Returns: nil when the file cannot be made.
  public let prepare: @Sendable (Input, inout [Diagnostic]) -> (any PreparedFile)?

  public init(
    mark: Mark, prepare: @escaping @Sendable (Input, inout [Diagnostic]) -> (any PreparedFile)?
  ) {
    self.mark = mark
    self.prepare = prepare
  }
}

/// A file that is made, ready for the deployments of a run.
public protocol PreparedFile: Sendable {
  /// Its text for a deployment; nil when it has none.
  func text(for configuration: Configuration) -> String?
}
