/// A statement that a policy can have: on what, under which conditions. Which actions it allows, and whether
/// it is needed at all, is known when it is known what the scripts call.
public struct StatementDeclaration: Sendable, Hashable {
  public let id: StatementID
  public let resources: [String]
  public let conditions: [Condition]

  public enum Condition: Sendable, Hashable {
    /// The key has one of these values.
    case equals(String, [String])
    /// The key is there, with whatever value.
    case isPresent(String)
    /// The key is not there.
    case isAbsent(String)
    /// The key names one of the actions with this prefix (`ec2:`) that these statements allow.
    case isActionOf([StatementID], key: String, prefix: String)
  }

  public init(
    _ id: StatementID, on resources: [String] = ["*"], if conditions: [Condition] = []
  ) {
    self.id = id
    self.resources = resources
    self.conditions = conditions
  }
}
