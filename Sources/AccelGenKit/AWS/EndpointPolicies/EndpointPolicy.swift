/// What is wrong with the text of an endpoint's policy: what AWS refuses, and, as warnings, what its
/// documentation rules out besides (`AWSPage.endpointPolicies`).
enum EndpointPolicy {
  typealias Finding = (severity: Diagnostic.Severity, problem: InvalidValue.Problem)

  /// How many characters a policy has at most, white space included.
  static let mostCharacters = 20_480

  static func findings(in text: String) -> [Finding] {
    let node: JSONNode
    do { node = try JSONReader.read(text) } catch {
      return [
        (
          .error,
          .init(
            "policy-json", "the policy is not JSON: \(error.message)",
            help: "AWS takes strict JSON only (RFC 8259)", part: error.range)
        )
      ]
    }
    do {
      return zip(1..., try PolicyDocument(node).statements).flatMap { number, statement in
        principalProblem(statement, number)
          + statement.conditions.flatMap {
            PolicyWildcards.problems(in: $0, place: "statement \(number)")
          }.map { (.warning, $0) }
      }
    } catch {
      return [
        (
          .error,
          .init(
            "policy-statement", "the policy has no list of statements",
            help:
              "write {\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", "
              + "\"Resource\": \"*\"}]} and narrow it down", part: error.range)
        )
      ]
    }
  }

  private static func principalProblem(
    _ statement: PolicyDocument.Statement, _ number: Int
  ) -> [Finding] {
    if let principal = statement.principal, principal.content != .null { return [] }
    let isNull = statement.principal != nil
    return [
      (
        .error,
        .init(
          "policy-principal",
          isNull
            ? "the Principal of statement \(number) is null"
            : "statement \(number) has no Principal",
          help: "an endpoint policy says whom it is for: \"Principal\": \"*\" is everybody",
          part: statement.principal?.range ?? statement.range)
      )
    ]
  }
}
