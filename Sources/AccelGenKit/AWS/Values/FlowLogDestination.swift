/// Where a VPC's flow logs go
/// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html).
public enum FlowLogDestination: String, ParameterValue, CaseIterable {
  /// None are made.
  case nowhere = "none"
  case s3
  case cloudWatch = "cloudwatch"

  public static var typeName: String { "FlowLogDestination" }

  public static func parse(_ text: String) throws(InvalidValue) -> FlowLogDestination {
    if let destination = FlowLogDestination(rawValue: text) { return destination }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "flow-logs", "flow logs do not go to \(text.shown)",
      help: Suggestion.question(near: text, among: names)
        ?? "write \(names.joined(separator: ", or "))")
  }

  public var text: String { rawValue }
  public var isSet: Bool { self != .nowhere }
}
