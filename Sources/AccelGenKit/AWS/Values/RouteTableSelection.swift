/// Which route tables of a VPC are meant: all that clients are behind, one by its id, the one in effect in a
/// subnet, or those with a tag.
///
/// A tag's own rules are `TagCharacters`; other than the user's tags for new resources, these are tags that
/// somebody has given, `Name` and `aws:` ones included.
public enum RouteTableSelection: ParameterValue, Hashable {
  case all
  /// A route table's id.
  case table(String)
  /// A subnet's id: the table that is associated with it, else the VPC's main one
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html).
  case subnet(String)
  case tag(key: String, value: String)

  public static var typeName: String { "RouteTableSelection" }

  public static func parse(_ text: String) throws(InvalidValue) -> RouteTableSelection {
    if text == "all" { return .all }
    if ResourceID.isID(text, of: "rtb") { return .table(text) }
    if ResourceID.isID(text, of: "subnet") { return .subnet(text) }
    if text.hasPrefix(tagPrefix) { return try tag(in: text) }
    throw InvalidValue(
      "route-tables", "\(text.shown) tells no route table",
      help: "write all, or ids such as rtb-0123456789abcdef0 and subnet-0123456789abcdef0, or "
        + "tag:Key=Value")
  }

  public var text: String {
    switch self {
    case .all: "all"
    case .table(let id), .subnet(let id): id
    case .tag(let key, let value): "\(Self.tagPrefix)\(key)=\(value)"
    }
  }

  private static let tagPrefix = "tag:"

  private static func tag(in text: String) throws(InvalidValue) -> RouteTableSelection {
    let tag = text.dropFirst(tagPrefix.count)
    guard let equals = tag.firstIndex(of: "=") else {
      throw InvalidValue(
        "tag-without-value", "\(text.shown) names no tag",
        help: "write tag:Key=Value; an empty value is one, too")
    }
    let (key, value) = (tag[..<equals], tag[tag.index(after: equals)...])
    let start = tagPrefix.utf8.count
    let problems =
      TagCharacters.problems(in: key, of: "a tag's key", lengths: 1...127, startingAt: start)
      + TagCharacters.problems(
        in: value, of: "a tag's value", lengths: 0...256,
        startingAt: start + key.utf8.count + 1)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return .tag(key: String(key), value: String(value))
  }
}
