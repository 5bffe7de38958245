/// A tag of the user's own, `Key=Value`; the value may be empty. It ends at a comma, which no tag can
/// hold. Rules: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html; that a key has at
/// most 127 characters is from EC2's API reference (the guide says 128).
public struct Tag: ParameterValue, Hashable {
  public static var typeName: String { "Tag" }

  public let key: String
  public let value: String

  public static func parse(_ text: String) throws(InvalidValue) -> Tag {
    guard let equals = text.firstIndex(of: "=") else {
      throw InvalidValue(
        "tag-without-value", "\(text.shown) is not a tag",
        help: "write Key=Value, with a comma between two tags")
    }
    let key = text[..<equals]
    let value = text[text.index(after: equals)...]
    let problems =
      reservations(of: key)
      + TagCharacters.problems(in: key, of: "a tag's key", lengths: 1...127, startingAt: 0)
      + TagCharacters.problems(
        in: value, of: "a tag's value", lengths: 0...256, startingAt: key.utf8.count + 1)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return Tag(key: String(key), value: String(value))
  }

  public var text: String { "\(key)=\(value)" }

  /// Keys that are not the user's to set: AWS's own, and those that the scripts set themselves.
  private static func reservations(of key: Substring) -> [InvalidValue.Problem] {
    let folded = key.lowercased()
    let reason: String
    if folded.hasPrefix("aws:") {
      reason = "keys that begin with aws: are AWS's own"
    } else if folded.hasPrefix("accelgen:") {
      reason = "keys that begin with accelgen: tell the scripts which resources are theirs"
    } else if key == "Name" {
      reason = "each resource gets a Name of its own"
    } else {
      return []
    }
    return [
      .init(
        "tag-reserved", "the tag key \(key.shown) is reserved: \(reason)",
        help: "choose another key", part: 0..<key.utf8.count)
    ]
  }
}
