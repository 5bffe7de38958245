/// What the scripts of a stack must be allowed to do: a value of the stack, so that the engine knows nothing
/// of VPCs.
public struct PermissionModel: StackOutput {
  /// What somebody can be given a policy for, in the order of help.
  public let purposes: [PolicyPurpose]
  /// What AWS checks before it carries out an operation of the AWS CLI, for example `ec2 create-vpc`.
  public let permissions: [String: [Permission]]
  /// The statements that a policy for these purposes can have, in its order.
  public let statements: @Sendable (Configuration, [PolicyPurpose]) -> [StatementDeclaration]

  public init(
    purposes: [PolicyPurpose],
    statements: @escaping @Sendable (Configuration, [PolicyPurpose]) -> [StatementDeclaration]
  ) {
    self.init(purposes: purposes, permissions: PermissionTable.all, statements: statements)
  }

  /// - Parameter permissions: in place of what AWS checks.
  init(
    purposes: [PolicyPurpose], permissions: [String: [Permission]],
    statements: @escaping @Sendable (Configuration, [PolicyPurpose]) -> [StatementDeclaration]
  ) {
    self.purposes = purposes
    self.permissions = permissions
    self.statements = statements
  }
}

/// What somebody who gets a policy is to do.
public struct PolicyPurpose: Sendable, Hashable {
  /// A word for a command line, for example `deploy`.
  public let name: String
  /// What it is for, as the end of a sentence.
  public let summary: String
  /// The scripts that are run for it; those that they run in their turn follow from their text.
  public let scripts: [String]
  /// Whether its scripts run steps in a mode in which these only look: of what the steps call, what changes
  /// something is not called then.
  public let readsOnly: Bool

  public init(_ name: String, _ summary: String, scripts: [String], readsOnly: Bool = false) {
    self.name = name
    self.summary = summary
    self.scripts = scripts
    self.readsOnly = readsOnly
  }
}

extension PolicyPurpose {
  /// The purposes that every stack has.
  public static let deploy = PolicyPurpose(
    "deploy", "to deploy, and to change what is deployed", scripts: ["deploy_all.sh"])
  public static let cleanup = PolicyPurpose(
    "cleanup", "to take everything away", scripts: ["cleanup.sh"])
  public static let status = PolicyPurpose(
    "status", "to look at it and to measure it", scripts: ["status.sh", "verify.sh"],
    readsOnly: true)
}

extension Stack {
  /// What its scripts must be allowed to do; nil for a stack of which nobody described that.
  public var permissions: PermissionModel? { output() }
}

extension Stack.File.Content {
  /// The IAM policy that the stack's scripts need, for all purposes.
  public static let policy = made(
    FileMaker(mark: .member("Sid", valuePrefix: AccessPolicy.mark)) { input, diagnostics in
      guard let model = input.stack.permissions, !input.scripts.isEmpty else { return nil }
      let calls = StackCalls(model, scripts: input.scripts)
      diagnostics += calls.problems
      return calls
    })
}
