/// Whom the statements of an endpoint policy are for.
enum PolicyPrincipals {
  static func findings(
    in statement: PolicyDocument.Statement, _ number: Int, for scope: EndpointPolicyScope
  ) -> [EndpointPolicy.Finding] {
    guard let principal = statement.principal, principal.content != .null else {
      return [missing(statement, number)]
    }
    guard scope.isGateway, !isEverybody(principal) else { return [] }
    return [
      (
        .warning,
        .init(
          "policy-gateway-principal",
          "statement \(number) is for some principals, which a gateway endpoint's policy is not made for",
          help: "write \"Principal\": \"*\", and name them in a condition on aws:PrincipalArn or "
            + "aws:PrincipalAccount",
          part: principal.range)
      )
    ]
  }

  private static func missing(
    _ statement: PolicyDocument.Statement, _ number: Int
  ) -> EndpointPolicy.Finding {
    let isNull = statement.principal != nil
    return (
      .error,
      .init(
        "policy-principal",
        isNull
          ? "the Principal of statement \(number) is null"
          : "statement \(number) has no Principal",
        help: "an endpoint policy says whom it is for: \"Principal\": \"*\" is everybody",
        part: statement.principal?.range ?? statement.range)
    )
  }

  /// `"*"` or `{"AWS": "*"}`.
  static func isEverybody(_ principal: JSONNode) -> Bool {
    let node = principal["AWS"] ?? principal
    let only = node.elements.flatMap { $0.count == 1 ? $0[0] : nil } ?? node
    return only.string == "*"
  }
}
