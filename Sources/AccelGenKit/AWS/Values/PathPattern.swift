/// A pattern of paths in a rule of an Application Load Balancer, where `*` stands for any characters and `?` for one: of
/// 128 characters at most, large and small letters apart, compared with the path alone and not with the query
/// (member `PathPatternConfig`,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_PathPatternConditionConfig.html).
///
/// Of the characters, those that AWS takes
/// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html), but for quotes and `$`,
/// which no path needs.
public struct PathPattern: ParameterValue, Hashable {
  public static var typeName: String { "PathPattern" }

  public let text: String

  static let mostCharacters = 128

  public static func parse(_ text: String) throws(InvalidValue) -> PathPattern {
    var problems: [InvalidValue.Problem] = []
    if !text.hasPrefix("/") {
      problems.append(
        .init(
          "path-pattern-start", "\(text.shown) does not begin with a slash, as each path does",
          help: "write the path alone, for example /metrics*"))
    }
    if let found = text.firstScalar(thatIsNot: isAllowed) {
      problems.append(
        .init(
          "path-pattern-characters", "a pattern of paths cannot hold \(found.scalar.shown)",
          help:
            "write ? for it, which stands for any one character; a query is no part of a path",
          part: found.part))
    }
    if text.utf8.count > mostCharacters {
      problems.append(
        .init(
          "path-pattern-length",
          "a pattern of paths has at most \(mostCharacters) characters, this has \(text.unicodeScalars.count)",
          help: "end it in * where it is long enough to be told from others"))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return PathPattern(text: text)
  }

  /// How many characters in it stand for others.
  public var wildcards: Int { text.count { $0 == "*" || $0 == "?" } }

  /// Whether each path fits.
  public var isEverything: Bool { text.dropFirst().allSatisfy { $0 == "*" } && text.count > 1 }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetterOrDigit || "_-./~@:+&*?".unicodeScalars.contains(scalar)
  }
}
