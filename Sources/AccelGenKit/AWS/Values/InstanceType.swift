/// A type of EC2 instances, for example `p5.48xlarge`: its family and its size
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html).
public struct InstanceType: ParameterValue, Hashable {
  public static var typeName: String { "InstanceType" }

  public let text: String
  /// What comes before the dot, for example `p5`.
  public let family: String

  public static func parse(_ text: String) throws(InvalidValue) -> InstanceType {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      part.utf8.first.map(isLowercaseOrDigit) == true
        && part.utf8.allSatisfy { isLowercaseOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
    guard parts.count == 2, isPlain else {
      throw InvalidValue(
        "instance-type", "\(text.shown) is not a type of instances",
        help: "write a family and a size with a dot between them, for example g6.12xlarge")
    }
    return InstanceType(text: text, family: String(parts[0]))
  }

  private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
