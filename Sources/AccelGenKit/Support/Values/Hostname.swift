/// The name of a host on the Internet: labels of 1 to 63 lower-case letters, digits and hyphens with
/// dots between them, 253 characters at most (RFC 1123, section 2.1; RFC 1035, section 2.3.4).
public struct Hostname: ParameterValue, Hashable {
  public static var typeName: String { "Hostname" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> Hostname {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, text.utf8.count <= 253, labels.allSatisfy({ isLabel($0) }) else {
      throw InvalidValue(
        "hostname", "\(text.shown) is not a host's name",
        help: "write a name such as service.example.com")
    }
    return Hostname(text: text)
  }

  /// Whether a text may stand between two dots of a host's name.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
      && text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || $0.isASCIIDigit || $0 == "-" }
  }
}
