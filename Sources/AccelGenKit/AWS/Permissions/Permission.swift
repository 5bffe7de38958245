/// One action, allowed in one of a policy's statements.
public struct Permission: Sendable, Hashable {
  /// For example `ec2:CreateVpc`.
  public let action: String
  public let statement: StatementID

  public init(_ action: String, in statement: StatementID) {
    self.action = action
    self.statement = statement
  }
}

/// The id of a statement: letters and digits, as IAM demands.
///
/// What stands in a statement is limited alike; which statements a policy has, and to what they are limited,
/// a stack decides. A permission whose statement a policy lacks is not needed there.
public struct StatementID: Sendable, Hashable {
  public let text: String

  public init(_ text: String) { self.text = text }
}
