/// What is wrong with the text of an endpoint's policy: what AWS refuses, what denies more than anybody can
/// mean, and, as warnings, what its documentation rules out besides (`AWSPage.endpointPolicies`).
enum EndpointPolicy {
  typealias Finding = (severity: Diagnostic.Severity, problem: InvalidValue.Problem)

  /// How many characters a policy has at most, white space included.
  static let mostCharacters = 20_480

  static func findings(in text: String, for scope: EndpointPolicyScope) -> [Finding] {
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
      let document = try PolicyDocument(node)
      let reach = EndpointPolicyReach(scope)
      return document.numbered.flatMap { number, statement in
        PolicyShape.problems(in: statement, number)
          + PolicyPrincipals.findings(in: statement, number, for: scope)
          + reach.warnings(in: statement, number)
          + PolicyConditions.warnings(in: statement, number, of: document)
      } + PolicyBuckets.warnings(in: document) + reach.problems(in: document, at: node.range)
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
}

extension PolicyDocument {
  /// Its statements with their numbers, from 1.
  var numbered: [(number: Int, statement: Statement)] { Array(zip(1..., statements)) }
}
