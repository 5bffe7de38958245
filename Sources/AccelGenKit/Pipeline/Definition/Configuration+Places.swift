extension Configuration {
  /// Whether the user's file sets a parameter; else its value is the default.
  func isInFile<Value>(_ parameter: Parameter<Value>) -> Bool {
    if case .file = self[parameter.key]?.origin { true } else { false }
  }

  /// What a diagnostic about another parameter says of this one: nothing where the user's file does not set it.
  func pointer<Value>(to parameter: Parameter<Value>) -> [Diagnostic.Related] {
    isInFile(parameter) ? [.init("\(parameter.key) is here", at: span(of: parameter))] : []
  }

  /// The elements of a list with the place of each; those of a default are all at the last line's
  /// end.
  func elements<Element>(
    of parameter: Parameter<[Element]>
  ) -> [(value: Element, span: SourceSpan)] {
    guard let setting = self[parameter.key], let values = self[parameter] else { return [] }
    guard case .file(let assignment) = setting.origin else {
      return values.map { ($0, span(of: parameter)) }
    }
    return zip(values, ListField.fields(of: assignment.value)).map { value, field in
      (value, assignment.span(of: field.part))
    }
  }
}
