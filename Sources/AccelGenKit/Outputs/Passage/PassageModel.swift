/// Which endpoints of a stack's deployments have policies that requests meet on their way.
public struct PassageModel: StackOutput {
  let endpoints: @Sendable (Configuration) -> [PassageEndpoint]

  public init(_ endpoints: @escaping @Sendable (Configuration) -> [PassageEndpoint]) {
    self.endpoints = endpoints
  }
}

/// An endpoint as requests meet it.
public struct PassageEndpoint: Sendable {
  /// What actions that go through it begin with, for example `s3`.
  let services: [String]
  /// What it is for, for example `S3`.
  let title: String
  /// Whether the deployment has it; else what would go through it takes the default route.
  let isThere: Bool
  /// The Region whose resources it reaches.
  let region: Region
  /// The name of the file that holds its policy; nil where it has AWS's default, which allows everything.
  let policyName: String?
  /// The policy's text, where the deployment's keys make it; nil where a file of the user's is it.
  let policyText: String?
  /// What each request through it is known to have, by condition key.
  let context: [String: String]

  public init(
    for services: [String], title: String, isThere: Bool, in region: Region,
    policy: (name: String, text: String?)?, context: [String: String] = [:]
  ) {
    self.services = services
    self.title = title
    self.isThere = isThere
    self.region = region
    policyName = policy?.name
    policyText = policy?.text
    self.context = context
  }
}

extension Stack {
  /// What its endpoints let through; nil for a stack of which nobody described that.
  public var passage: PassageModel? { output() }
}
