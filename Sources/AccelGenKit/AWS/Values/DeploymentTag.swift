/// The key of the tag that every resource of a deployment carries, for example
/// `accelgen:service-peering:ap-southeast-3:ap-southeast-1`.
///
/// It names the Regions, too: a name alone may stand for two deployments of one account, and the scripts
/// take what carries the tag for theirs. Two stacks may have deployments of one name in the same Regions:
/// all but the oldest stack have theirs in the tag, as in
/// `accelgen:native-acceleration_lambda:ap-southeast-3:ap-southeast-1`. A deployment's name holds no
/// underscore, so no tag is, or begins like, another stack's; nor does a name that is made of a tag.
public struct DeploymentTag: ParameterValue, Hashable {
  public static var typeName: String { "DeploymentTag" }

  public let text: String

  /// - Parameters:
  ///   - stack: the stack's name; nil for the oldest one, whose deployments are tagged without.
  ///   - regions: those in which it has resources, or whose services it reaches, in the order of the
  ///     stack's keys.
  init(deployment: DeploymentName, stack: String? = nil, regions: [Region]) {
    let name = (stack.map { $0 + "_" } ?? "") + deployment.text
    text = (["accelgen", name] + regions.map(\.text)).joined(separator: ":")
  }

  private init(text: String) { self.text = text }

  public static func parse(_ text: String) throws(InvalidValue) -> DeploymentTag {
    let problems = TagCharacters.problems(
      in: text, of: "a tag's key", lengths: 1...127, startingAt: 0)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return DeploymentTag(text: text)
  }
}
