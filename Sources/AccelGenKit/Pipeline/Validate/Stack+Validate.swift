extension Stack {
  /// Turns a parsed env template into typed values, or tells everything that is wrong with it.
  ///
  /// - Parameter diagnostics: gets every problem; those that the parser found are not repeated.
  /// - Returns: the configuration with its derived values; nil when there is an error in the file,
  ///   be it the parser's or one found here.
  public func validate(
    _ env: EnvFile, context: RuleContext, diagnostics: inout [Diagnostic]
  ) -> Configuration? {
    var found: [Diagnostic] = []
    let misspelt = misspeltKeys(in: env)
    let configuration = readParameters(
      env, exceptMissing: Set(misspelt.values), diagnostics: &found)
    for rule in rules { found += rule(configuration, context).limitedForOneValue() }
    found += keysThatAreNotParameters(env, misspelt)
    let isValid = !found.hasErrors && !diagnostics.hasErrors(in: env.source)
    diagnostics += found
    return isValid ? adding(derivations, to: configuration) : nil
  }

  /// The configuration with the values that follow from its own.
  func adding(_ derivations: [AnyDerivation], to configuration: Configuration) -> Configuration {
    var configuration = configuration
    for derivation in derivations {
      guard let value = derivation.derive(configuration) else { continue }
      configuration.append(.init(key: derivation.key, value: value, origin: .derived))
    }
    return configuration
  }

  /// - Parameter misspelt: required keys that stand there under a wrong name.
  private func readParameters(
    _ env: EnvFile, exceptMissing misspelt: Set<String>, diagnostics: inout [Diagnostic]
  ) -> Configuration {
    // The first assignment counts; the parser has already refused a second one.
    let assignments = Dictionary(env.assignments.map { ($0.key, $0) }) { first, _ in first }
    var configuration = Configuration(source: env.source)
    for parameter in parameters {
      if let assignment = assignments[parameter.key] {
        switch parameter.read(assignment) {
        case .success(let value):
          configuration.append(.init(key: parameter.key, value: value, origin: .file(assignment)))
        case .failure(let problems):
          diagnostics += problems.diagnostics(at: assignment).limitedForOneValue()
        }
      } else if env.unreadableKeys.contains(parameter.key) {
        continue  // The parser has told why.
      } else if let value = parameter.defaultValue {
        configuration.append(.init(key: parameter.key, value: value, origin: .default))
      } else if !misspelt.contains(parameter.key) {
        diagnostics.append(
          Diagnostic(
            .error, "missing-key", "\(parameter.key) is not set",
            at: env.source.endOfLastLine,
            help:
              "add \(parameter.key)=\"\(parameter.documentation.example)\": \(parameter.documentation.summary)"
          ))
      }
    }
    return configuration
  }

  /// How many unknown keys are compared with those that there are: the rest of a file that has more is
  /// told without a suggestion, so that the time stays in proportion to its size.
  private static var mostSuggestions: Int { 100 }

  /// Required keys that the file does not set, each under the unknown key that is clearly meant to be it: one
  /// mistake, of which one thing is told.
  private func misspeltKeys(in env: EnvFile) -> [String: String] {
    let set = Set(env.assignments.map(\.key)).union(env.unreadableKeys)
    let known = Set(parameters.map(\.key) + derivations.map(\.key) + retiredKeys)
    var missing = Set(parameters.filter(\.isRequired).map(\.key)).subtracting(set)
    var misspelt: [String: String] = [:]
    let unknown = env.assignments.lazy.map(\.key).filter { !known.contains($0) }
    for key in unknown.prefix(Self.mostSuggestions) where !missing.isEmpty {
      guard let nearest = Suggestion.names(near: key, among: parameters.map(\.key)).first,
        missing.remove(nearest) != nil
      else { continue }
      misspelt[key] = nearest
    }
    return misspelt
  }

  /// Notes for keys of earlier versions, errors for keys that nobody knows.
  private func keysThatAreNotParameters(
    _ env: EnvFile, _ misspelt: [String: String]
  ) -> [Diagnostic] {
    let known = Set(parameters.map(\.key))
    var suggestions = 0
    return env.assignments.filter { !known.contains($0.key) }.map { assignment in
      if retiredKeys.contains(assignment.key) {
        return Diagnostic(
          .note, "retired-key", "\(assignment.key) is no longer needed", at: assignment.keySpan,
          help: "the line can be deleted")
      }
      if let derivation = derivations.first(where: { $0.key == assignment.key }) {
        return Diagnostic(
          .error, "derived-key", "\(assignment.key) cannot be set: it follows from other keys",
          at: assignment.keySpan,
          help: "delete the line; accelgen show prints the value (\(derivation.summary))")
      }
      let message = "\(name) has no key \(assignment.key)"
      if let meant = misspelt[assignment.key] {
        return Diagnostic(
          .error, "unknown-key", "\(message), and \(meant) is not set", at: assignment.keySpan,
          help: "did you mean \(meant)?")
      }
      suggestions += 1
      let question =
        suggestions > Self.mostSuggestions
        ? nil : Suggestion.question(near: assignment.key, among: parameters.map(\.key))
      return Diagnostic(
        .error, "unknown-key", message, at: assignment.keySpan,
        help: question ?? "accelgen explain lists the keys")
    }
  }
}

extension AnyParameter {
  /// Reads the value that a user's file gives.
  fileprivate func read(
    _ assignment: EnvFile.Assignment
  ) -> Result<any ParameterValue, InvalidValue> {
    guard assignment.value.isEmpty else { return parse(assignment.value) }
    if let none { return .success(none) }
    return .failure(
      InvalidValue(
        "empty-value", "\(key) is empty",
        help: isRequired
          ? "give it a value, for example \(documentation.example)"
          : "give it a value, for example \(documentation.example), or delete the line"))
  }

  /// The default as a value. That each default can be read is a test's business.
  var defaultValue: (any ParameterValue)? {
    guard let defaultText else { return nil }
    if defaultText.isEmpty { return none }
    return try? parse(defaultText).get()
  }
}

extension InvalidValue {
  fileprivate func diagnostics(at assignment: EnvFile.Assignment) -> [Diagnostic] {
    problems.map { problem in
      Diagnostic(
        .error, problem.code, problem.message,
        at: assignment.span(ofPart: problem.part), help: problem.help)
    }
  }
}

extension Sequence<Diagnostic> {
  /// Whether one of them is an error in this very file.
  fileprivate func hasErrors(in file: SourceFile) -> Bool {
    contains { $0.severity == .error && $0.span?.file == file }
  }
}
