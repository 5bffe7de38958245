/// An IPv4 address in dotted decimal, for example `10.1.0.10` (RFC 6943, section 3.1.1: strict form).
public struct IPv4Address: ParameterValue, Hashable, Comparable {
  public static var typeName: String { "IPv4Address" }

  /// The address as a number, the first byte the most significant.
  public let number: UInt32

  init(number: UInt32) { self.number = number }

  public static func parse(_ text: String) throws(InvalidValue) -> IPv4Address {
    let fields = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = fields.compactMap { Int(decimal: $0) }.filter { $0 <= 255 }
    guard fields.count == 4, bytes.count == 4 else {
      throw InvalidValue(
        "ipv4-address", "\(text.shown) is not an IPv4 address",
        help: "write four numbers from 0 to 255 with dots between them, for example 10.1.0.0",
        part: 0..<text.utf8.count)
    }
    return IPv4Address(number: bytes.reduce(0) { $0 << 8 | UInt32($1) })
  }

  public var text: String {
    [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
  }

  public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
    left.number < right.number
  }
}
