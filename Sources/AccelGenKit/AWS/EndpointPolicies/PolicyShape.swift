/// What each statement of a policy has, besides a principal
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). Some policies of resources
/// need no Resource; whether an endpoint's is one of them, AWS does not say.
enum PolicyShape {
  static func problems(
    in statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    effectProblem(statement, number)
      + elementProblem(statement.actions, "Action", unlessThere: .error, statement, number)
      + elementProblem(statement.resources, "Resource", unlessThere: .warning, statement, number)
  }

  private static func effectProblem(
    _ statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    guard !statement.isAllow, !statement.isDeny else { return [] }
    return [
      (
        .error,
        .init(
          "policy-effect", "statement \(number) neither allows nor denies",
          help: "write \"Effect\": \"Allow\" or \"Effect\": \"Deny\", with a capital letter",
          part: statement.effect?.range ?? statement.range)
      )
    ]
  }

  private static func elementProblem(
    _ element: PolicyDocument.Element?, _ name: String,
    unlessThere severity: Diagnostic.Severity, _ statement: PolicyDocument.Statement, _ number: Int
  ) -> [EndpointPolicy.Finding] {
    guard element?.values.isEmpty ?? true else { return [] }
    return [
      (
        element == nil ? severity : .error,
        .init(
          "policy-element", "statement \(number) has no \(name)",
          help: "write \"\(name)\": \"*\" for all that there are",
          part: element?.range ?? statement.range)
      )
    ]
  }
}
