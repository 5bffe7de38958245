/// A host's name as somebody may have typed it or AWS may have returned it: a `Hostname` in capitals or
/// not, which are the same to DNS (RFC 4343), and not an address. A load balancer's DNS name keeps the
/// capitals of the load balancer's own.
public struct DNSName: ParameterValue, Hashable {
  public static var typeName: String { "DNSName" }

  /// The same name in lower case.
  public let hostname: Hostname

  public var text: String { hostname.text }

  public static func parse(_ text: String) throws(InvalidValue) -> DNSName {
    let name = try Hostname.parse(String(decoding: text.utf8.map(\.inLowerCase), as: UTF8.self))
    // No top-level domain is a number (RFC 3696, section 2): this is an address, or part of one.
    guard name.text.split(separator: ".").last?.allSatisfy(\.isWholeNumber) == false else {
      throw InvalidValue(
        "hostname", "\(text.shown) is an address, not a host's name",
        help: "write a name such as service.example.com")
    }
    return DNSName(hostname: name)
  }
}

extension UInt8 {
  fileprivate var inLowerCase: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self
  }
}
