/// The ids that EC2 gives to what it makes, for example `vpc-0123456789abcdef0`: what it is, a hyphen and 17
/// hexadecimal digits, or 8 for what is older
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html).
enum ResourceID {
  /// Whether a text is the id of something.
  ///
  /// - Parameter prefix: what it is, for example `vpc`.
  static func isID(_ text: some StringProtocol, of prefix: String) -> Bool {
    guard text.hasPrefix(prefix + "-") else { return false }
    let digits = text.utf8.dropFirst(prefix.utf8.count + 1)
    return [8, 17].contains(digits.count) && digits.allSatisfy(isLowerCaseHexadecimal)
  }

  /// Whether a text is a UUID: 8, 4, 4, 4 and 12 digits.
  static func isUUID(_ text: some StringProtocol, ofDigits isDigit: (UInt8) -> Bool) -> Bool {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(isDigit)
  }

  static func isLowerCaseHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    isLowerCaseHexadecimal(byte) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
  }
}
