/// The operator of a condition
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
struct PolicyOperator {
  /// Of several values that a key has, which must pass the test.
  enum Quantifier { case single, all, any }

  let quantifier: Quantifier
  /// Whether the test is passed where the key is absent.
  let ifExists: Bool
  /// Whether it is passed by what no value of the policy is for.
  let isNegated: Bool
  /// Compares a value of the policy with one of the request; nil where it cannot be told.
  let compare: @Sendable (PolicyPattern, String) -> Bool?

  /// - Returns: nil for an operator that is not judged here.
  init?(_ name: String) {
    let halves = name.split(separator: ":", maxSplits: 1)
    var base = String(halves.last ?? "")
    switch halves.count == 2 ? halves[0] : "" {
    case "": quantifier = .single
    case "ForAllValues": quantifier = .all
    case "ForAnyValue": quantifier = .any
    default: return nil
    }
    ifExists = base.hasSuffix("IfExists")
    if ifExists { base.removeLast("IfExists".count) }
    let positive = Self.positives[base]
    isNegated = positive != nil
    guard let compare = Self.comparison(positive ?? base) else { return nil }
    self.compare = compare
  }

  /// What each negated operator negates.
  private static let positives = [
    "StringNotEquals": "StringEquals", "StringNotLike": "StringLike",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase", "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike", "NumericNotEquals": "NumericEquals", "NotIpAddress": "IpAddress",
  ]

  private static func comparison(
    _ name: String
  ) -> (@Sendable (PolicyPattern, String) -> Bool?)? {
    switch name {
    case "StringEquals": { $0.text == $1 }
    case "StringEqualsIgnoreCase", "Bool": { $0.text.lowercased() == $1.lowercased() }
    case "StringLike": { $0.matches($1) }
    // Both are the same.
    case "ArnEquals", "ArnLike": { $0.matches(arn: $1) }
    case "NumericEquals": { number($0, $1) { $0 == $1 } }
    case "NumericLessThan": { number($0, $1) { $0 < $1 } }
    case "NumericLessThanEquals": { number($0, $1) { $0 <= $1 } }
    case "NumericGreaterThan": { number($0, $1) { $0 > $1 } }
    case "NumericGreaterThanEquals": { number($0, $1) { $0 >= $1 } }
    case "IpAddress": { isAddress($1, in: $0.text) }
    default: nil
    }
  }

  /// - Parameter test: of the request's number and the policy's.
  private static func number(
    _ pattern: PolicyPattern, _ value: String, _ test: (Double, Double) -> Bool
  ) -> Bool? {
    guard let own = Double(pattern.text), let other = Double(value) else { return nil }
    return test(other, own)
  }

  /// IPv4 alone.
  private static func isAddress(_ address: String, in block: String) -> Bool? {
    let text = block.contains("/") ? block : block + "/32"
    guard let address = try? IPv4Address.parse(address), let block = try? IPv4CIDR.parse(text)
    else { return nil }
    return block.contains(address)
  }
}
