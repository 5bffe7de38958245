/// Rules about the endpoint's policy
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
enum PolicyRules {
  static let all: [Stack.Rule] = [mustBeAPolicy, isIgnoredByOthersServices]

  /// How many characters a policy has at most, white space included.
  static let mostCharacters = 20_480

  private typealias Parameters = AccelerationParameters

  private static let mustBeAPolicy: Stack.Rule = { configuration, context in
    guard case .some(.some(let path)) = configuration[Parameters.resourceEndpointPolicyFile] else {
      return []
    }
    let span = configuration.span(of: Parameters.resourceEndpointPolicyFile)
    let name = path.text.shown
    switch context.readAttachment(path.text) {
    case .missing:
      return [
        Diagnostic(
          .error, "policy-missing", "there is no file \(name)", at: span,
          help: "the path is relative to the folder of \(configuration.source.name)")
      ]
    case .unreadable(let reason):
      return [
        Diagnostic(
          .error, "policy-unreadable", reason, at: span,
          help: "a policy is a JSON text of at most 20,480 characters")
      ]
    case .file(let policy):
      return lengthProblem(in: policy.text, name: name, at: span)
        + problems(in: policy).map { severity, problem in
          Diagnostic(
            severity, problem.code, problem.message,
            at: SourceSpan(file: policy, range: problem.part ?? 0..<0), help: problem.help,
            related: [.init("the policy is named here", at: span)])
        }
    }
  }

  private static func lengthProblem(
    in text: String, name: String, at span: SourceSpan
  ) -> [Diagnostic] {
    let length = text.unicodeScalars.count
    guard length > mostCharacters else { return [] }
    return [
      Diagnostic(
        .error, "policy-length", "a policy has at most 20,480 characters, \(name) has \(length)",
        at: span, help: "white space counts, too: take out what is not needed")
    ]
  }

  private typealias Finding = (severity: Diagnostic.Severity, problem: InvalidValue.Problem)

  /// What AWS refuses in a policy's text, and, as warnings, what its documentation rules out besides.
  private static func problems(in policy: SourceFile) -> [Finding] {
    let node: JSONNode
    do { node = try JSONReader.read(policy.text) } catch {
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

  private static let isIgnoredByOthersServices: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.resourceEndpointPolicyFile]??.isSet == true,
      configuration[Parameters.resourceServiceName]?.isCustomers == true
    else { return [] }
    return [
      Diagnostic(
        .warning, "policy-ignored", "AWS applies endpoint policies to services of its own only",
        at: configuration.span(of: Parameters.resourceEndpointPolicyFile),
        help: "leave the policy out: it would protect nothing")
    ]
  }
}
