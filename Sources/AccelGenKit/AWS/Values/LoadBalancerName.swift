/// The name of a load balancer: as `LoadBalancingNameRules` says, and it cannot begin with `internal-`.
public struct LoadBalancerName: ParameterValue, Hashable {
  public static var typeName: String { "LoadBalancerName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> LoadBalancerName {
    var problems = LoadBalancingNameRules.problems(
      in: text, of: "a load balancer's name", limit: 32)
    if LoadBalancingNameRules.isInternal(text) {
      problems.append(
        .init(
          "name-reserved", "a load balancer's name cannot begin with internal-",
          help: "begin it otherwise", part: 0..<"internal-".utf8.count))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return LoadBalancerName(text: text)
  }
}
