/// What the scripts of a stack must be allowed to do: a value of the stack, so that the engine knows nothing
/// of VPCs.
public struct PermissionModel: Sendable {
  /// The scripts that are run for a purpose; those that they run in their turn follow from their text.
  public let scripts: @Sendable (PolicyPurpose) -> [String]
  /// What AWS checks before it carries out an operation of the AWS CLI, for example `ec2 create-vpc`.
  public let permissions: [String: [Permission]]
  /// The statements that permissions can stand in, in the order of the policy; a permission whose statement is
  /// missing is not needed.
  public let statements: @Sendable (Configuration, [PolicyPurpose]) -> [PolicyStatement]

  public init(
    scripts: @escaping @Sendable (PolicyPurpose) -> [String],
    permissions: [String: [Permission]],
    statements: @escaping @Sendable (Configuration, [PolicyPurpose]) -> [PolicyStatement]
  ) {
    self.scripts = scripts
    self.permissions = permissions
    self.statements = statements
  }
}

/// What somebody who gets a policy is to do.
public enum PolicyPurpose: String, CaseIterable, Sendable {
  case deploy, cleanup, status
}

/// One action, allowed in one of the policy's statements.
public struct Permission: Sendable, Hashable {
  /// For example `ec2:CreateVpc`.
  public let action: String
  /// The statement's id.
  public let statement: String

  public init(_ action: String, in statement: String) {
    self.action = action
    self.statement = statement
  }
}

/// A statement of a policy: which actions, on what, under which conditions.
public struct PolicyStatement: Sendable, Hashable {
  /// Letters and digits, as IAM demands.
  public let id: String
  public let resources: [String]
  public internal(set) var conditions: [Condition]
  /// Sorted; filled in when it is known which scripts the policy is for.
  public internal(set) var actions: [String] = []

  public enum Condition: Sendable, Hashable {
    /// The key has one of these values.
    case equals(String, [String])
    /// The key is there, with whatever value.
    case isPresent(String)
    /// The key names one of the actions with this prefix (`ec2:`) that these statements allow.
    case isActionOf([String], key: String, prefix: String)
  }

  public init(_ id: String, on resources: [String], if conditions: [Condition]) {
    self.id = id
    self.resources = resources
    self.conditions = conditions
  }
}
