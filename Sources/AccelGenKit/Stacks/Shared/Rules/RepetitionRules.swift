/// Rules about a list in which a value is to stand once.
struct RepetitionRules<Element: ParameterValue & Hashable>: Sendable {
  let list: Parameter<[Element]>

  func shouldNotRepeat(_ configuration: Configuration, _ context: RuleContext) -> [Diagnostic] {
    repetitions(in: configuration, as: .warning)
  }

  /// Of a list of which each value is made once.
  func mustNotRepeat(_ configuration: Configuration, _ context: RuleContext) -> [Diagnostic] {
    repetitions(in: configuration, as: .error)
  }

  private func repetitions(
    in configuration: Configuration, as severity: Diagnostic.Severity
  ) -> [Diagnostic] {
    var first: [Element: SourceSpan] = [:]
    return configuration.elements(of: list).compactMap { element, span in
      guard let earlier = first[element] else {
        first[element] = span
        return nil
      }
      return Diagnostic(
        severity, "repeated-value", "\(element.text.shown) is in the list twice", at: span,
        help: "leave it out", related: [.init("the first is here", at: earlier)])
    }
  }
}
