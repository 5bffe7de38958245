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
          .error, "policy-unreadable", "\(name) cannot be read: \(reason)", at: span,
          help: "a policy is a JSON text of at most 20,480 characters")
      ]
    case .text(let text):
      let (errors, warnings) = problems(in: text, name: name)
      return errors.map { Diagnostic(.error, $0.code, $0.message, at: span, help: $0.help) }
        + warnings.map { Diagnostic(.warning, $0.code, $0.message, at: span, help: $0.help) }
    }
  }

  /// What AWS refuses in a policy, and what its documentation rules out besides.
  private static func problems(
    in text: String, name: String
  ) -> (errors: [InvalidValue.Problem], warnings: [InvalidValue.Problem]) {
    var errors: [InvalidValue.Problem] = []
    var warnings: [InvalidValue.Problem] = []
    let length = text.unicodeScalars.count
    if length > mostCharacters {
      errors.append(
        .init(
          "policy-length", "a policy has at most 20,480 characters, \(name) has \(length)",
          help: "white space counts, too: take out what is not needed"))
    }
    do throws(PolicyDocument.Failure) {
      let statements = try PolicyDocument.parse(text).statements
      if statements.isEmpty { throw .noStatements }
      for (number, statement) in zip(1..., statements) {
        let place = "statement \(number) of \(name)"
        if !statement.hasPrincipal {
          errors.append(
            .init(
              "policy-principal", "\(place) has no Principal",
              help: "an endpoint policy says whom it is for: \"Principal\": \"*\" is everybody"))
        }
        warnings += statement.conditions.flatMap { PolicyWildcards.problems(in: $0, place: place) }
      }
    } catch {
      errors.append(
        error == .notJSON
          ? .init(
            "policy-json", "\(name) is not JSON", help: "python3 -m json.tool shows where it breaks"
          )
          : .init(
            "policy-statement", "\(name) has no list of statements",
            help:
              "write {\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", "
              + "\"Resource\": \"*\"}]} and narrow it down"))
    }
    return (errors, warnings)
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
