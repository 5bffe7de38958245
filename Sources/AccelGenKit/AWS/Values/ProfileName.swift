/// The name of an AWS CLI profile: up to 128 letters, digits and `_ - . @ + / : =`, as in
/// `[profile NAME]` of ~/.aws/config. It cannot begin with a hyphen: `--profile -x` is read as two options.
/// (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html; spaces, which the AWS CLI
/// takes in quotes only, are refused, and so is what reads as an address.)
public struct ProfileName: ParameterValue, Hashable {
  public static var typeName: String { "ProfileName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> ProfileName {
    var problems: [InvalidValue.Problem] = []
    if let found = text.firstScalar(thatIsNot: isAllowed) {
      problems.append(
        .init(
          "profile-characters", "a profile's name cannot hold \(found.scalar.shown)",
          help: "use letters a-z and A-Z, digits and _ - . @ + / : =", part: found.part))
    }
    if text.hasPrefix("-") {
      problems.append(
        .init(
          "profile-hyphen", "a profile's name cannot begin with a hyphen",
          help: "aws configure list-profiles prints the names that there are", part: 0..<1))
    }
    if let scheme = schemes.first(where: text.hasPrefix) {
      problems.append(
        .init(
          "profile-address", "a profile's name cannot begin with \(scheme), as an address does",
          help: "aws configure list-profiles prints the names that there are",
          part: 0..<scheme.utf8.count))
    }
    if text.unicodeScalars.count > 128 {
      problems.append(
        .init(
          "profile-length",
          "a profile's name has at most 128 characters, this has \(text.unicodeScalars.count)",
          help: "aws configure list-profiles prints the names that there are"))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return ProfileName(text: text)
  }

  /// What the AWS CLI takes for the address of a value, and reads
  /// (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html).
  private static let schemes = ["file://", "fileb://", "http://", "https://"]

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "_", "-", ".", "@", "+", "/", ":", "=": true
    default: scalar.isASCIILetterOrDigit
    }
  }
}
