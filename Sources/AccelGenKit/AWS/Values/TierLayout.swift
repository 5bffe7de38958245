/// How a VPC's block is divided into tiers and zones: subnet 10 · tier + zone, with zones counted from 1, so that
/// the third number of an address in a /16 tells both: 10.0.21.0/24 is the data tier's in the first zone.
struct TierLayout: Sendable, Equatable {
  /// A load balancer's subnet has at least this many addresses, 32
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html).
  static let longestPrefix = 27
  /// A subnet's prefix is as much longer than its block's, but not longer than a /27: its number is 36 at most.
  static let addedPrefix = 8
  /// The blocks that have room for all tiers in six zones.
  static let prefixesOfVPCs = 16...21

  let block: IPv4CIDR

  /// - Returns: nil for a block of another size.
  init?(of block: IPv4CIDR) {
    guard Self.prefixesOfVPCs.contains(block.prefix) else { return nil }
    self.block = block
  }

  /// - Parameter zone: counted from 1.
  func subnet(of tier: NetworkTier, in zone: Int) -> IPv4CIDR? {
    block.subnet(
      10 * tier.number + zone,
      prefix: block.prefix + min(Self.addedPrefix, Self.longestPrefix - block.prefix))
  }

  func subnets(of tier: NetworkTier, in zones: ZoneCount) -> [IPv4CIDR] {
    (1...zones.number).compactMap { subnet(of: tier, in: $0) }
  }
}
