/// The value of a resource's Name tag: 1 to 255 characters that every AWS service takes in tags.
///
/// A tag's value may have 256; 255 is what a security group's name and description may have, which
/// repeat it (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html).
public struct ResourceName: ParameterValue, Hashable {
  public static var typeName: String { "ResourceName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> ResourceName {
    let problems = TagCharacters.problems(in: text, of: "a name", lengths: 1...255, startingAt: 0)
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return ResourceName(text: text)
  }
}
