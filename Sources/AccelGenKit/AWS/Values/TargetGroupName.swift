/// The name of a load balancer's target group, as `LoadBalancingNameRules` says.
public struct TargetGroupName: ParameterValue, Hashable {
  public static var typeName: String { "TargetGroupName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> TargetGroupName {
    let problems = LoadBalancingNameRules.problems(in: text, of: "a target group's name", limit: 32)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return TargetGroupName(text: text)
  }
}
