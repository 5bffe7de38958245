/// Judges a request by an endpoint's policy, as AWS does: a Deny that matches decides, else an Allow that
/// does, and where neither matches, it is denied
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
struct PolicyEvaluation {
  /// What came of it.
  enum Verdict: Equatable {
    case allowed(by: Int)
    case denied(by: Int)
    /// No statement is for it.
    case notAllowed
    /// The statements of these numbers decide, and each depends on what is not known.
    case open([Int], on: Set<String>)
  }

  private let document: PolicyDocument
  private let request: PolicyRequest

  static func verdict(of document: PolicyDocument, on request: PolicyRequest) -> Verdict {
    PolicyEvaluation(document: document, request: request).verdict
  }

  /// Statements are told by their numbers, from 1.
  private var verdict: Verdict {
    let results = document.numbered.map { ($0.number, $0.statement, matches($0.statement)) }
    let denials = results.filter { $0.1.isDeny }
    let allowances = results.filter { $0.1.isAllow }
    if let denial = denials.first(where: { $0.2 == .yes }) { return .denied(by: denial.0) }
    let allowance = allowances.first { $0.2 == .yes }
    // What denies perhaps matters only where something allows.
    let possible = allowances.contains { $0.2 != .no }
    guard possible else { return .notAllowed }
    let deciding = (allowance == nil ? allowances : []) + denials
    var numbers: [Int] = []
    var open: Set<String> = []
    for (number, _, truth) in deciding {
      guard case .open(let keys) = truth else { continue }
      numbers.append(number)
      open.formUnion(keys)
    }
    if let allowance, numbers.isEmpty { return .allowed(by: allowance.0) }
    return .open(numbers.sorted(), on: open)
  }

  /// Whether a statement is for the request.
  private func matches(_ statement: PolicyDocument.Statement) -> PolicyTruth {
    element(statement.actions) { pattern in
      PolicyTruth(PolicyPattern.matches(action: pattern, request.action))
    }
      && resources(statement) && principal(statement) && statement.conditions.holdForAll(condition)
  }

  private func resources(_ statement: PolicyDocument.Statement) -> PolicyTruth {
    guard statement.resources != nil else { return .open(["Resource"]) }
    return element(statement.resources) { pattern in
      resolved(pattern) { PolicyTruth($0.matches(resource: request.resource)) }
    }
  }

  private func element(
    _ element: PolicyDocument.Element?, _ isFor: (String) -> PolicyTruth
  ) -> PolicyTruth {
    guard let element else { return .no }
    let isNamed = element.values.compactMap(\.string).holdsForSome(isFor)
    return element.isNegated ? !isNamed : isNamed
  }

  private func principal(_ statement: PolicyDocument.Statement) -> PolicyTruth {
    guard let principal = statement.principal else { return .no }
    return PolicyPrincipals.isEverybody(principal) ? .yes : .open(["Principal"])
  }

  private func resolved(
    _ text: String, _ test: (PolicyPattern) -> PolicyTruth
  ) -> PolicyTruth {
    guard document.hasVariables else { return test(PolicyPattern(text)) }
    switch PolicyVariables.resolve(text, for: request) {
    case .pattern(let pattern): return test(pattern)
    case .open(let key): return .open([key])
    }
  }

  private func condition(_ condition: PolicyDocument.Condition) -> PolicyTruth {
    guard let values = request.values(of: condition.key) else { return .open([condition.key]) }
    if condition.name == "Null" { return isAbsent(values, as: condition.texts) }
    guard let test = PolicyOperator(condition.name) else {
      return .open(["\(condition.key) by \(condition.name)"])
    }
    guard !values.isEmpty else {
      let isPassed: Bool
      switch test.quantifier {
      case .single: isPassed = test.ifExists || test.isNegated
      case .all: isPassed = true
      case .any: isPassed = test.ifExists
      }
      return PolicyTruth(isPassed)
    }
    func passes(_ value: String) -> PolicyTruth {
      let isMet = condition.texts.holdsForSome { text in
        resolved(text) { pattern in
          test.compare(pattern, value).map { PolicyTruth($0) }
            ?? .open(["\(condition.key) by \(condition.name)"])
        }
      }
      return test.isNegated ? !isMet : isMet
    }
    switch test.quantifier {
    case .all: return values.holdForAll(passes)
    case .any: return values.holdsForSome(passes)
    // Of several values that one shall have, a denial of any is one of all.
    case .single: return test.isNegated ? values.holdForAll(passes) : values.holdsForSome(passes)
    }
  }

  private func isAbsent(_ values: [String], as texts: [String]) -> PolicyTruth {
    PolicyTruth(texts.contains { $0.lowercased() == (values.isEmpty ? "true" : "false") })
  }
}
