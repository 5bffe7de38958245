/// Rules about the file that holds an endpoint's policy.
struct EndpointPolicyRules: Sendable {
  private let file: Parameter<FilePath?>
  /// The service that it is for; nil where that is AWS's in any case.
  private let service: Parameter<EndpointServiceName>?
  private let scope: @Sendable (Configuration) -> EndpointPolicyScope

  var all: [Stack.Rule] { [mustBeAPolicy, shouldBeForAServiceOfAWS] }

  /// Of an interface endpoint.
  init(file: Parameter<FilePath?>, service: Parameter<EndpointServiceName>) {
    self.file = file
    self.service = service
    scope = { _ in .interface }
  }

  /// Of a gateway endpoint.
  init(file: Parameter<FilePath?>, gateway: GatewayService, in region: Parameter<Region>) {
    self.file = file
    service = nil
    scope = { .gateway(gateway, in: $0[region]) }
  }

  private func mustBeAPolicy(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard case .some(.some(let path)) = configuration[file] else { return [] }
    let span = configuration.span(of: file)
    let name = path.text.shown
    switch context.readAttachment(path.text) {
    case .missing:
      return [
        Diagnostic(
          .error, "policy-missing", "there is no file \(name)", at: span,
          help: "the path is relative to the folder of \(configuration.source.name)")
      ]
    case .outside:
      return [
        Diagnostic(
          .error, "policy-outside", "\(name) is outside of the env template's folder", at: span,
          help: "put the policy into the folder of \(configuration.source.name), or below it: "
            + "nothing else is read")
      ]
    case .unreadable(let reason):
      return [
        Diagnostic(
          .error, "policy-unreadable", reason, at: span,
          help: "a policy is a JSON text of at most 20,480 characters")
      ]
    case .file(let policy):
      return lengthProblem(in: policy.text, name: name, at: span)
        + EndpointPolicy.findings(in: policy.text, for: scope(configuration)).map {
          severity, problem in
          Diagnostic(
            severity, problem.code, problem.message,
            at: SourceSpan(file: policy, range: problem.part ?? 0..<0), help: problem.help,
            related: [.init("the policy is named here", at: span)])
        }
    }
  }

  private func lengthProblem(in text: String, name: String, at span: SourceSpan) -> [Diagnostic] {
    let length = text.unicodeScalars.count
    guard length > EndpointPolicy.mostCharacters else { return [] }
    return [
      Diagnostic(
        .error, "policy-length", "a policy has at most 20,480 characters, \(name) has \(length)",
        at: span, help: "white space counts, too: take out what is not needed")
    ]
  }

  private func shouldBeForAServiceOfAWS(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let service, configuration[file]??.isSet == true,
      configuration[service]?.isOfferedByOthers == true
    else { return [] }
    return [
      Diagnostic(
        .warning, "policy-ignored", "AWS applies endpoint policies to services of its own only",
        at: configuration.span(of: file), help: "leave the policy out: it would protect nothing")
    ]
  }
}
