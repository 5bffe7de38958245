/// What an instance starts from: an image (AMI), or a parameter of Systems Manager that stands for one
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html).
public struct InstanceImage: ParameterValue, Hashable {
  public static var typeName: String { "InstanceImage" }

  public let text: String

  /// The path of a parameter of the account's own; nil for an image, and for a parameter of AWS's
  /// (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html).
  var ownParameter: String? {
    text.hasPrefix("/") && !text.hasPrefix("/aws/") ? text : nil
  }

  public static func parse(_ text: String) throws(InvalidValue) -> InstanceImage {
    let isImage = ResourceID.isID(text, of: "ami")
    let isParameter = text.hasPrefix("/") && text.utf8.allSatisfy(isOfParameters)
    guard isImage || isParameter else {
      throw InvalidValue(
        "instance-image", "\(text.shown) is neither an image nor a parameter of Systems Manager",
        help: "write ami- and 17 hexadecimal digits, or the parameter's path, which begins with /")
    }
    return InstanceImage(text: text)
  }

  /// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
  private static func isOfParameters(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
