/// Where an endpoint policy's conditions may have wildcards
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Considerations").
enum PolicyWildcards {
  /// How many characters that are no wildcards must stand before or after each wildcard.
  static let fewestCharacters = 6

  /// The keys that the page names for identifiers that AWS makes; these must be written in full.
  private static let keysOfIdentifiers: Set = ["aws:principalaccount", "aws:sourcevpc"]

  static func problems(
    in condition: PolicyDocument.Condition, place: String
  ) -> [InvalidValue.Problem] {
    // `ForAnyValue:StringLikeIfExists` is a StringLike.
    let name = condition.name.split(separator: ":").last ?? ""
    let isIdentifier = keysOfIdentifiers.contains(condition.key.lowercased())
    if isIdentifier, name.hasPrefix("Numeric") {
      return [
        .init(
          "policy-wildcard", "\(place) compares \(condition.key) as a number",
          help: "use StringEquals: it is an identifier", part: condition.range)
      ]
    }
    // Only the Like operators have wildcards; to the others, a * is a *.
    guard name.hasPrefix("StringLike") || name.hasPrefix("StringNotLike") else { return [] }
    return condition.values.compactMap { node in
      guard let value = node.string, value.contains(where: isWildcard) else { return nil }
      if isIdentifier {
        return .init(
          "policy-wildcard", "\(place) has a wildcard in \(condition.key), \(value.shown)",
          help: "write the identifier in full", part: node.range)
      }
      guard !hasEnoughCharacters(value) else { return nil }
      return .init(
        "policy-wildcard", "\(place) has too little beside a wildcard in \(value.shown)",
        help:
          "at least \(fewestCharacters) other characters must stand before or after each wildcard",
        part: node.range)
    }
  }

  /// Whether each wildcard has a long enough stretch of other characters on one of its sides.
  private static func hasEnoughCharacters(_ value: String) -> Bool {
    let stretches = value.split(omittingEmptySubsequences: false, whereSeparator: isWildcard)
    return zip(stretches, stretches.dropFirst()).allSatisfy {
      max($0.count, $1.count) >= fewestCharacters
    }
  }

  private static func isWildcard(_ character: Character) -> Bool {
    character == "*" || character == "?"
  }
}
