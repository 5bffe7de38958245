/// What a deployment is called. Its load balancer (`<name>-nlb`), target group (`<name>-tg`) and security
/// groups are named after it, so that it must suit all of them.
public struct DeploymentName: ParameterValue, Hashable {
  public static var typeName: String { "DeploymentName" }

  public let text: String

  /// `-nlb` fits into a load balancer's 32 besides.
  static let mostCharacters = 28

  public static func parse(_ text: String) throws(InvalidValue) -> DeploymentName {
    var problems = LoadBalancingNameRules.problems(
      in: text, of: "a deployment's name", limit: mostCharacters)
    // `internal` with `-nlb` after it is `internal-nlb`.
    if LoadBalancingNameRules.isInternal(text + "-") {
      problems.append(
        .init(
          "name-reserved", "a deployment's name cannot begin with internal",
          help: "a load balancer's name may not begin with internal-: put another word first",
          part: 0..<"internal".utf8.count))
    }
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
    if text.lowercased().hasPrefix("sg-") {
      problems.append(
        .init(
          "name-reserved", "a deployment's name cannot begin with sg-",
          help: "a security group's name may not begin with sg-: put another word first",
          part: 0..<"sg-".utf8.count))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return DeploymentName(text: text)
  }
}
