/// What an endpoint's policy can let through at all. Where nothing allows a request, it is denied: a policy
/// that denies only, denies everything
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html; users who met it:
/// https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/680).
struct EndpointPolicyReach {
  private let scope: EndpointPolicyScope

  init(_ scope: EndpointPolicyScope) { self.scope = scope }

  /// What of a statement never matches.
  func warnings(
    in statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    foreignActions(statement, number) + foreignResources(statement, number)
  }

  /// That nothing at all can pass.
  func problems(in document: PolicyDocument, at range: Range<Int>) -> [EndpointPolicy.Finding] {
    guard !document.statements.contains(where: canAllow) else { return [] }
    let isDenyOnly = !document.statements.contains(where: \.isAllow)
    return [
      (
        .error,
        .init(
          "policy-allows-nothing",
          isDenyOnly
            ? "the policy allows nothing, so that the endpoint denies everything"
            : "nothing that the policy allows can go through this endpoint, so that it denies everything",
          help:
            "a policy narrows down what the callers' own permissions allow: begin with {\"Effect\": "
            + "\"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}",
          part: range)
      )
    ]
  }

  private func canAllow(_ statement: PolicyDocument.Statement) -> Bool {
    statement.isAllow && can(statement.actions) { scope.canMean(action: $0) }
      && (statement.resources == nil || can(statement.resources) { scope.canMean(resource: $0) })
  }

  /// Whether one of its values can be met; where it names what is left out, all but that.
  private func can(_ element: PolicyDocument.Element?, _ isPossible: (String) -> Bool) -> Bool {
    guard let element else { return false }
    let values = element.values.compactMap(\.string)
    return element.isNegated ? !values.contains("*") : values.contains(where: isPossible)
  }

  private func foreignActions(
    _ statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    guard let services = scope.services else { return [] }
    return values(of: statement.actions).filter { !scope.canMean(action: $0.text) }.map { value in
      (
        .warning,
        .init(
          "policy-foreign-action",
          "statement \(number) names \(value.text.shown), which never goes through this endpoint",
          help: "its actions begin with \(services.map { $0 + ":" }.joined(separator: " or "))",
          part: value.range)
      )
    }
  }

  private func foreignResources(
    _ statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    guard scope.services != nil else { return [] }
    return values(of: statement.resources).filter { !scope.canMean(resource: $0.text) }.map {
      value in
      let partition = scope.partition ?? "aws"
      let parts = PolicyPattern.parts(of: value.text)
      let isElsewhere = parts.count == 6 && !PolicyPattern.matches(parts[1], partition)
      return (
        .warning,
        .init(
          "policy-foreign-resource",
          isElsewhere
            ? "statement \(number) names \(value.text.shown), but this endpoint's Region is in the "
              + "partition \(partition)"
            : "statement \(number) names \(value.text.shown), which is no resource of this endpoint's",
          help: "ARNs here begin with arn:\(partition):\(scope.services?.first ?? "*"):",
          part: value.range)
      )
    }
  }

  /// The values that are named to be met, each with its place.
  private func values(
    of element: PolicyDocument.Element?
  ) -> [(text: String, range: Range<Int>)] {
    guard let element, !element.isNegated else { return [] }
    return element.values.compactMap { node in node.string.map { ($0, node.range) } }
  }
}
