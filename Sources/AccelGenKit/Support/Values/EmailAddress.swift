/// An e-mail address that Amazon SNS can send to: the plain form `name@domain` of RFC 5321, at most 254
/// characters, without comments, quotes or an address literal, and not beginning with a hyphen: the AWS CLI
/// would read that as an option.
public struct EmailAddress: ParameterValue, Hashable {
  public static var typeName: String { "EmailAddress" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> EmailAddress {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, halves.count == 2, isLocalPart(halves[0]),
      (try? Hostname.parse(halves[1].lowercased())) != nil
    else {
      throw InvalidValue(
        "email-address", "\(text.shown) is not an e-mail address",
        help: "write one address, for example operations@example.com")
    }
    guard !text.hasPrefix("-") else {
      throw InvalidValue(
        "email-hyphen", "an e-mail address that begins with a hyphen is an option to the AWS CLI",
        help: "subscribe another address, which passes the messages on", part: 0..<1)
    }
    return EmailAddress(text: text)
  }

  /// RFC 5321's Dot-string: `atext` with single dots inside, at most 64 characters.
  private static func isLocalPart(_ text: Substring) -> Bool {
    let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 64
      && atoms.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtomText) }
  }

  private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
  }
}
