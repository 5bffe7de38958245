/// A TCP port: 1 to 65535 (RFC 9293; port 0 cannot be connected to).
public struct Port: ParameterValue, Hashable {
  public static var typeName: String { "Port" }

  public let number: Int

  private init(number: Int) { self.number = number }

  /// What AWS's service endpoints listen on, with few exceptions.
  public static let https = Port(number: 443)

  public static func parse(_ text: String) throws(InvalidValue) -> Port {
    guard let number = Int(decimal: text), (1...65535).contains(number) else {
      throw InvalidValue(
        "port-range", "\(text.shown) is not a TCP port", help: "write a number from 1 to 65535")
    }
    return Port(number: number)
  }

  public var text: String { String(number) }
}
