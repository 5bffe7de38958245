/// What a reader is shown of values that follow from others: worked out, so that it cannot be wrong.
extension Stack {
  /// The configuration of the env template that a user starts from; nil, which a test rules out, when it is
  /// not valid.
  public var initialConfiguration: Configuration? {
    var diagnostics: [Diagnostic] = []
    let source = SourceFile(
      name: "env.template", text: EnvTemplate.render(self), isOnDisk: false)
    let env = EnvParser.parse(source, diagnostics: &diagnostics)
    let context = RuleContext { _ in .missing }
    return validate(env, context: context, diagnostics: &diagnostics)
  }

  /// What each parameter's example makes of it.
  public var exampleConfiguration: Configuration {
    var configuration = Configuration(source: SourceFile(name: "", text: "", isOnDisk: false))
    for parameter in parameters {
      // That each example can be read is a test's business.
      guard let value = try? parameter.parse(parameter.documentation.example).get() else {
        continue
      }
      configuration.append(.init(key: parameter.key, value: value, origin: .default))
    }
    return adding(derivations, to: configuration)
  }
}
