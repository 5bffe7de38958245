/// The key of the tag that every resource of a deployment carries, for example
/// `accelgen:service-peering:ap-southeast-3:ap-southeast-1`.
///
/// It names the regions, too: a name alone may stand for two deployments of one account, and the scripts
/// take what carries the tag for theirs.
public struct DeploymentTag: ParameterValue, Hashable {
  public static var typeName: String { "DeploymentTag" }

  public let text: String

  /// - Parameter regions: those in which it has resources, in the order of the stack's keys.
  init(deployment: DeploymentName, regions: [Region]) {
    text = (["accelgen", deployment.text] + regions.map(\.text)).joined(separator: ":")
  }

  private init(text: String) { self.text = text }

  public static func parse(_ text: String) throws(InvalidValue) -> DeploymentTag {
    let problems = TagCharacters.problems(
      in: text, of: "a tag's key", lengths: 1...127, startingAt: 0)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return DeploymentTag(text: text)
  }
}
