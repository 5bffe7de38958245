import Foundation

/// A second opinion on what a policy allows: of a whole context alone, with Foundation's JSON and regular
/// expressions, written from the page on evaluation and not from `PolicyEvaluation`.
enum SecondEvaluator {
  /// - Parameter context: every key of the policy; one without values is absent.
  static func allows(
    _ policy: String, _ action: String, _ resource: String, _ context: [String: [String]]
  ) throws -> Bool {
    let json = try JSONSerialization.jsonObject(with: Data(policy.utf8)) as? [String: Any]
    let statements = json?["Statement"] as? [[String: Any]] ?? []
    let matching = statements.filter { matches($0, action, resource, context) }
    return !matching.contains { $0["Effect"] as? String == "Deny" }
      && matching.contains { $0["Effect"] as? String == "Allow" }
  }

  private static func matches(
    _ statement: [String: Any], _ action: String, _ resource: String, _ context: [String: [String]]
  ) -> Bool {
    func list(_ value: Any?) -> [String]? {
      (value as? [Any])?.map { "\($0)" } ?? (value as? String).map { [$0] }
    }
    let isAction =
      list(statement["Action"])?.contains { glob($0, action, ignoringCase: true) }
      ?? !(list(statement["NotAction"]) ?? []).contains { glob($0, action, ignoringCase: true) }
    let isResource =
      list(statement["Resource"])?.contains { isARN($0, resource, context) }
      ?? !(list(statement["NotResource"]) ?? []).contains { isARN($0, resource, context) }
    let conditions = statement["Condition"] as? [String: [String: Any]] ?? [:]
    return isAction && isResource
      && conditions.allSatisfy { name, tests in
        tests.allSatisfy { key, value in
          holds(name, context[key] ?? [], list(value) ?? [], context)
        }
      }
  }

  private static func holds(
    _ name: String, _ values: [String], _ wanted: [String], _ context: [String: [String]]
  ) -> Bool {
    if name == "Null" { return wanted.contains(values.isEmpty ? "true" : "false") }
    let base = name.replacing("ForAnyValue:", with: "").replacing("ForAllValues:", with: "")
      .replacing("IfExists", with: "")
    func isOne(_ value: String) -> Bool {
      switch base {
      case "StringEquals": wanted.contains { filled($0, context) == value }
      case "StringNotEquals": !wanted.contains { filled($0, context) == value }
      case "StringLike": wanted.contains { glob($0, value, context) }
      case "StringNotLike": !wanted.contains { glob($0, value, context) }
      case "Bool": wanted.contains { $0.lowercased() == value.lowercased() }
      case "NumericLessThan": wanted.contains { (Double(value) ?? 0) < (Double($0) ?? 0) }
      default: fatalError("no second opinion on \(base)")
      }
    }
    if values.isEmpty {
      if name.hasPrefix("ForAllValues:") || name.hasSuffix("IfExists") { return true }
      return name.hasPrefix("ForAnyValue:") ? false : base.contains("Not")
    }
    if name.hasPrefix("ForAnyValue:") { return values.contains(where: isOne) }
    return values.allSatisfy(isOne)
  }

  private static func filled(_ text: String, _ context: [String: [String]]) -> String {
    context.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value.first ?? "") }
  }

  private static func isARN(
    _ pattern: String, _ arn: String, _ context: [String: [String]]
  ) -> Bool {
    if pattern == "*" { return true }
    let pattern = regex(of: pattern, context).replacing(/\.\*/, with: "ANY").components(
      separatedBy: ":")
    guard pattern.count >= 6 else { return false }
    // A wildcard of the first five parts ends at a colon.
    let heads = pattern[..<5].map { $0.replacing("ANY", with: "[^:]*") }
    let tail = pattern[5...].joined(separator: ":").replacing("ANY", with: ".*")
    return whole((heads + [tail]).joined(separator: ":"), arn)
  }

  private static func glob(
    _ pattern: String, _ text: String, _ context: [String: [String]] = [:],
    ignoringCase: Bool = false
  ) -> Bool {
    ignoringCase
      ? whole(regex(of: pattern.lowercased(), context), text.lowercased())
      : whole(regex(of: pattern, context), text)
  }

  private static func regex(of pattern: String, _ context: [String: [String]]) -> String {
    var result = ""
    var rest = pattern[...]
    while !rest.isEmpty {
      if let variable = rest.prefixMatch(of: /\$\{([^}]*)\}/) {
        let value = context[String(variable.1)]?.first ?? ""
        result += NSRegularExpression.escapedPattern(for: value)
        rest = rest[variable.range.upperBound...]
        continue
      }
      let character = rest.removeFirst()
      result +=
        character == "*"
        ? ".*"
        : character == "?" ? "." : NSRegularExpression.escapedPattern(for: String(character))
    }
    return result
  }

  private static func whole(_ pattern: String, _ text: String) -> Bool {
    text.range(of: "^(?s:\(pattern))$", options: .regularExpression) == text
      .startIndex..<text.endIndex
  }
}
