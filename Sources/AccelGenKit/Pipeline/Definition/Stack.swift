/// What a kind of deployment takes and makes: a value, so that a new stack is one file beside the
/// others in `Stacks/` and one folder of templates.
///
/// The engine knows nothing of VPCs; a stack knows nothing of files.
public struct Stack: Sendable {
  /// Its name: the folder in templates/ and in the output.
  public let name: String
  /// What it deploys, in one sentence.
  public let summary: String
  /// Its keys, in the order of env.template.
  public let parameters: [AnyParameter]
  /// The key whose value names one deployment of it (its folder when several are generated).
  public let deploymentNameKey: String
  /// Keys that earlier, hand-written versions of the scripts had and that nobody needs any longer.
  public let retiredKeys: [String]
  /// Rules across parameters, and those of one parameter that its type does not hold.
  public let rules: [Rule]
  /// Rules across the deployments of one run.
  public let deploymentRules: [DeploymentRule]
  /// The values that follow from the parameters.
  public let derivations: [AnyDerivation]
  /// What a deployment looks like; nil for a stack without a picture.
  public let topology: (@Sendable (Configuration) -> Topology?)?
  /// What a deployment consists of, in order.
  public let files: [File]
  /// What AWS charges for a deployment; nil for a stack that costs nothing, or whose cost nobody described.
  public let costs: CostModel?
  /// What its scripts must be allowed to do; nil for a stack of which nobody described that.
  public let permissions: PermissionModel?

  /// Looks at a configuration, in which a key whose text was wrong is absent, and tells what is wrong.
  public typealias Rule = @Sendable (Configuration, RuleContext) -> [Diagnostic]
  /// The same for all the deployments of a run, each valid by itself.
  public typealias DeploymentRule = @Sendable ([Configuration]) -> [Diagnostic]

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
      /// The stack's topology as an SVG picture.
      case picture
      /// The IAM policy that its scripts need.
      case policy
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

  public init(
    name: String, summary: String, parameters: [AnyParameter], deploymentNameKey: String,
    retiredKeys: [String], rules: [Rule], deploymentRules: [DeploymentRule],
    derivations: [AnyDerivation],
    topology: (@Sendable (Configuration) -> Topology?)? = nil, files: [File],
    costs: CostModel? = nil, permissions: PermissionModel? = nil
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.deploymentNameKey = deploymentNameKey
    self.retiredKeys = retiredKeys
    self.rules = rules
    self.deploymentRules = deploymentRules
    self.derivations = derivations
    self.topology = topology
    self.files = files
    self.costs = costs
    self.permissions = permissions
  }
}

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
  /// It exists, but is not a UTF-8 text, is too large or cannot be read; the reason,
  /// a sentence that names the file.
  case unreadable(String)
}
