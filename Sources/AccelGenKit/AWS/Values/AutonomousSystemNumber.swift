/// The number of an autonomous system, by which networks know each other in BGP (RFC 6793): 32 bits, without those
/// that are reserved everywhere.
public struct AutonomousSystemNumber: ParameterValue, Hashable {
  public static var typeName: String { "AutonomousSystemNumber" }

  public let number: UInt32

  /// What virtual private gateways have unless they are made with another one
  /// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html).
  static let amazonSide: UInt32 = 64512

  /// 7224 is AWS's own in all Regions (`AWSPage.vpnDevices`); the last ones of 16 and of 32 bits are nobody's (RFC
  /// 7300), and 23456 stands for numbers that do not fit into 16 bits (RFC 6793, section 9).
  private static let reserved: [UInt32: String] = [
    7224: "AWS", 23456: "RFC 6793", 65535: "RFC 7300", .max: "RFC 7300",
  ]

  /// What to do about a number that somebody else has.
  static let adviceWithoutOne =
    "without a number of your own, take one for private use: 64513 to 65534"

  public static func parse(_ text: String) throws(InvalidValue) -> AutonomousSystemNumber {
    guard text.unicodeScalars.allSatisfy(\.isASCIIDigit), !text.hasPrefix("0"),
      let number = UInt32(text)
    else {
      throw InvalidValue(
        "asn", "\(text.shown) is not the number of an autonomous system",
        help: "write a number from 1 to 4294967295, for example 65000, which is for private use")
    }
    if let owner = reserved[number] {
      throw InvalidValue(
        "asn-reserved", "\(number) is reserved by \(owner)",
        help: adviceWithoutOne)
    }
    return AutonomousSystemNumber(number: number)
  }

  public var text: String { String(number) }
}
