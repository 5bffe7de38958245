/// What a kind of deployment takes and makes: a value, so that a new stack is one folder in `Stacks/` and
/// one folder of templates.
///
/// The engine knows nothing of VPCs; a stack knows nothing of files.
public struct Stack: Sendable {
  /// Its name: the folder in templates/ and in the output.
  public let name: String
  /// What it deploys, in one sentence.
  public let summary: String
  /// Its keys, in the order of env.template: first STACK, which every stack has.
  public let parameters: [AnyParameter]
  /// The key whose value names one deployment of it (its folder when several are generated).
  public let deploymentNameKey: String
  /// Keys that earlier, hand-written versions of the scripts had and that nobody needs any longer.
  public let retiredKeys: [String]
  /// Rules across parameters, and those of one parameter that its type does not hold.
  public let rules: [Rule]
  /// What a deployment takes for itself, for comparison with the others of a run.
  public let claims: @Sendable (Configuration) -> [Claim]
  /// The values that follow from the parameters.
  public let derivations: [AnyDerivation]
  /// What a deployment consists of, in order.
  public let files: [File]
  /// What there is besides: what a deployment looks like, what it costs, …
  public let outputs: [any StackOutput]

  /// Looks at a configuration, in which a key whose text was wrong is absent, and tells what is wrong.
  public typealias Rule = @Sendable (Configuration, RuleContext) -> [Diagnostic]

  /// - Parameter parameters: its own, without STACK.
  public init(
    name: String, summary: String, parameters: [AnyParameter], deploymentNameKey: String,
    retiredKeys: [String] = [], rules: [Rule] = [],
    claims: @escaping @Sendable (Configuration) -> [Claim] = { _ in [] },
    derivations: [AnyDerivation] = [], files: [File], outputs: [any StackOutput] = []
  ) {
    self.name = name
    self.summary = summary
    self.parameters = [AnyParameter(StackName.parameter(of: name))] + parameters
    self.deploymentNameKey = deploymentNameKey
    self.retiredKeys = retiredKeys
    self.rules = rules
    self.claims = claims
    self.derivations = derivations
    self.files = files
    self.outputs = outputs
  }
}
