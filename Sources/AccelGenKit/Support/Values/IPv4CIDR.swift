/// A block of IPv4 addresses in CIDR notation (RFC 4632), for example `10.1.0.0/16`.
///
/// Only the canonical form is taken. AWS changes others silently (100.68.0.18/18 becomes 100.68.0.0/18,
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html), and then the addresses that
/// are worked out here would not be those that AWS has.
public struct IPv4CIDR: ParameterValue, Hashable {
  public static var typeName: String { "CIDR" }

  /// The first address of the block.
  public let base: IPv4Address
  /// How many leading bits all addresses of the block share: 0...32.
  public let prefix: Int

  /// The block of this size that an address lies in.
  ///
  /// - Parameter prefix: 0...32.
  init(containing address: IPv4Address, prefix: Int) {
    precondition((0...32).contains(prefix), "a prefix is 0 to 32")
    base = IPv4Address(number: address.number & Self.mask(prefix))
    self.prefix = prefix
  }

  public static func parse(_ text: String) throws(InvalidValue) -> IPv4CIDR {
    guard !text.utf8.contains(UInt8(ascii: ":")) else {
      throw InvalidValue(
        "ipv6-block", "\(text.shown) is not an IPv4 block",
        help: "write an IPv4 block, for example 10.1.0.0/16: IPv6 addresses are not supported")
    }
    guard let slash = text.firstIndex(of: "/") else {
      _ = try IPv4Address.parse(text)
      throw InvalidValue(
        "cidr-without-prefix", "\(text.shown) has no prefix length",
        help: "add one, for example /16; that of a single address is /32")
    }
    var problems: [InvalidValue.Problem] = []
    var address: IPv4Address?
    do { address = try IPv4Address.parse(String(text[..<slash])) } catch {
      problems += error.problems
    }
    let prefix = Int(decimal: text[text.index(after: slash)...]).flatMap { $0 <= 32 ? $0 : nil }
    if prefix == nil {
      let start = text.utf8.distance(from: text.startIndex, to: slash)
      problems.append(
        .init(
          "cidr-prefix", "\(text[slash...].shown) is not a prefix length",
          help: "write / and a number from 0 to 32", part: start..<text.utf8.count))
    }
    guard let address, let prefix else { throw InvalidValue(problems) }
    let block = IPv4CIDR(containing: address, prefix: prefix)
    guard block.base == address else {
      throw InvalidValue(
        "cidr-host-bits", "\(text) has host bits set: the block starts at \(block.base.text)",
        help: "write \(block.text)")
    }
    return block
  }

  public var text: String { "\(base.text)/\(prefix)" }

  /// The last address of the block.
  public var last: IPv4Address { IPv4Address(number: base.number | ~Self.mask(prefix)) }

  private static func mask(_ prefix: Int) -> UInt32 {
    prefix == 0 ? 0 : UInt32.max << UInt32(32 - prefix)
  }
}

extension IPv4CIDR {
  public func contains(_ address: IPv4Address) -> Bool {
    address.number & Self.mask(prefix) == base.number
  }

  /// Whether every address of the other block lies in this one.
  public func contains(_ other: IPv4CIDR) -> Bool {
    prefix <= other.prefix && contains(other.base)
  }

  /// Whether the two have an address in common. (Of two canonical blocks, one then contains the other.)
  public func overlaps(_ other: IPv4CIDR) -> Bool { contains(other) || other.contains(self) }

  /// One of the equal parts that the block divides into.
  ///
  /// - Parameters:
  ///   - index: which, from 0.
  ///   - prefix: the parts' prefix length.
  /// - Returns: nil when the block has no such part.
  public func subnet(_ index: Int, prefix: Int) -> IPv4CIDR? {
    guard (self.prefix...32).contains(prefix), index >= 0, index < 1 << (prefix - self.prefix)
    else {
      return nil
    }
    let start = UInt64(base.number) + UInt64(index) << UInt64(32 - prefix)
    return IPv4CIDR(containing: IPv4Address(number: UInt32(start)), prefix: prefix)
  }

  /// The address this far into the block, counted from 0; nil when the block is smaller than that.
  public func address(at offset: Int) -> IPv4Address? {
    guard offset >= 0, offset < 1 << (32 - prefix) else { return nil }
    return IPv4Address(number: base.number + UInt32(offset))
  }
}
