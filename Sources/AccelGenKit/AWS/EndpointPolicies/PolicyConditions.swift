/// Conditions that do something else than they seem to.
enum PolicyConditions {
  static func warnings(
    in statement: PolicyDocument.Statement, _ number: Int, of document: PolicyDocument
  ) -> [EndpointPolicy.Finding] {
    let place = "statement \(number)"
    let conditions = statement.conditions.flatMap { condition in
      PolicyWildcards.problems(in: condition, place: place)
        + keyProblems(condition, statement, place)
        + condition.values.flatMap { variableProblems($0, place, document) }
    }
    let resources = statement.resources?.values ?? []
    let variables = resources.flatMap { variableProblems($0, place, document) }
    return (conditions + variables).map { (.warning, $0) }
  }

  private static func keyProblems(
    _ condition: PolicyDocument.Condition, _ statement: PolicyDocument.Statement, _ place: String
  ) -> [InvalidValue.Problem] {
    switch condition.key.lowercased() {
    case "aws:multifactorauthage":
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
      return [
        .init(
          "policy-mfa-age",
          "\(place) asks for aws:MultiFactorAuthAge, which requests of roles of EC2, Lambda and ECS do not have",
          help: statement.isDeny
            ? "leave it to the identities' own policies"
            : "nothing of theirs is allowed by it: leave it to the identities' own policies",
          part: condition.range)
      ]
    case "aws:sourcevpc", "aws:sourcevpce":
      return [
        .init(
          "policy-own-endpoint",
          "\(place) asks for \(condition.key): whatever meets this policy comes by this endpoint",
          help: "leave the condition out: it belongs into the policies of buckets and tables",
          part: condition.range)
      ]
    default: return []
    }
  }

  /// A variable is named after a condition key, so it has a colon, but for three that stand for special
  /// characters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
  private static func variableProblems(
    _ node: JSONNode, _ place: String, _ document: PolicyDocument
  ) -> [InvalidValue.Problem] {
    guard let text = node.string else { return [] }
    return PolicyVariables.names(in: text).compactMap { name in
      if !PolicyVariables.isVariable(name) {
        return .init(
          "policy-variable", "\("${\(name)}".shown) in \(place) is no variable of policies",
          help: "write the value itself, or a key such as ${aws:PrincipalAccount}",
          part: node.range)
      }
      guard !document.hasVariables else { return nil }
      return .init(
        "policy-variable", "\("${\(name)}".shown) in \(place) is plain text in this policy",
        help: "variables are for policies with \"Version\": \"2012-10-17\"", part: node.range)
    }
  }
}
