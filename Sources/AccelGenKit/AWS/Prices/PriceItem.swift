/// Something that AWS has a price for: all that accelgen knows about it, in one value.
///
/// A new one is a value in a file of Items/, named in that file's list; nothing else changes. What
/// it costs stands in data/prices/, in a table of its name.
public struct PriceItem: Sendable {
  /// Its name in price files and in data/prices/, for example `natGatewayHour`.
  public let name: String
  /// What one of it is.
  public let unit: PriceUnit
  let scope: Scope
  /// What else its price depends on.
  let variants: [Variant]
  /// Where the tiers of its price start, in the month's quantity. A partition may have fewer of
  /// them.
  let tierStarts: [Quantity]
  /// How AWS's price list has it; nil for what the list does not have, or where that is not known.
  let listing: PriceListing?
  /// What an account has of it each month without a charge.
  public let allowance: FreeAllowance?
  /// Whose price stands in for one that is not known; nil where none may.
  let presumption: Presumption?

  /// Where a price holds.
  enum Scope: Sendable {
    /// Everywhere.
    case global
    case region
    /// From one Region to another one.
    case regionPair
  }

  /// Something besides the Region that a price depends on, for example the type of an instance.
  struct Variant: Sendable {
    /// Its name in price files.
    let name: String
    /// What it can be; nil for anything.
    let values: [String]?

    init(_ name: String, among values: [String]? = nil) {
      self.name = name
      self.values = values
    }
  }

  /// That two items have always had one price, as far as anybody has seen.
  indirect enum Presumption: Sendable {
    case same(as: PriceItem, because: String)
  }

  init(
    _ name: String, by unit: PriceUnit, scope: Scope = .region, variants: [Variant] = [],
    tiersAbove tierStarts: [UInt64] = [], listing: PriceListing?, allowance: FreeAllowance? = nil,
    presumption: Presumption? = nil
  ) {
    self.name = name
    self.unit = unit
    self.scope = scope
    self.variants = variants
    self.tierStarts = [.zero] + tierStarts.map { Quantity(millionths: $0 * 1_000_000) }
    self.listing = listing
    self.allowance = allowance
    self.presumption = presumption
  }

  /// Every item, by the service that sells it.
  public static let all: [PriceItem] =
    ofLoadBalancing + ofVPC + ofDataTransfer + ofEC2 + ofCloudWatch + ofGlobalAccelerator
    + ofCloudFront + ofDirectConnect

  static func named(_ name: String) -> PriceItem? { all.first { $0.name == name } }
}

/// An item is its name.
extension PriceItem: Hashable {
  public static func == (left: PriceItem, right: PriceItem) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
