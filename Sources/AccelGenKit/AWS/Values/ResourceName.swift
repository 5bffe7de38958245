/// The value of a resource's Name tag: 1 to 254 characters that every AWS service takes in tags.
///
/// A tag's value may have 256; two are left for the `-1` and `-2` of a VPC's subnets.
public struct ResourceName: ParameterValue, Hashable {
  public static var typeName: String { "ResourceName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> ResourceName {
    let problems = TagCharacters.problems(in: text, of: "a name", lengths: 1...254, startingAt: 0)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return ResourceName(text: text)
  }
}
