import Testing

@testable import AccelGenKit

/// How a VPC's block is divided into tiers and zones.
@Suite struct TierLayoutTests {
  private static let zoneCounts = (2...6).map { ZoneCount(number: $0) }

  private func layout(_ block: String) throws -> TierLayout {
    try #require(TierLayout(of: try IPv4CIDR.parse(block)))
  }

  /// The numbering of the seed's second pattern.
  @Test func aSixteenIsNumberedAsInTheSeed() throws {
    let layout = try layout("10.0.0.0/16")
    let two = ZoneCount(number: 2)
    #expect(layout.subnets(of: .public, in: two).map(\.text) == ["10.0.1.0/24", "10.0.2.0/24"])
    #expect(layout.subnets(of: .app, in: two).map(\.text) == ["10.0.11.0/24", "10.0.12.0/24"])
    #expect(layout.subnets(of: .data, in: two).map(\.text) == ["10.0.21.0/24", "10.0.22.0/24"])
    #expect(layout.subnets(of: .training, in: two).map(\.text) == ["10.0.31.0/24", "10.0.32.0/24"])
  }

  /// A load balancer's subnet has 32 addresses at least.
  @Test(arguments: [(16, 24), (17, 25), (18, 26), (19, 27), (20, 27), (21, 27)])
  func subnetsKeepRoomForALoadBalancer(block: Int, subnet: Int) throws {
    let layout = try layout("10.0.0.0/\(block)")
    #expect(layout.subnet(of: .public, in: 1)?.prefix == subnet)
  }

  @Test func theSmallestBlockHasSixZonesOfFourTiers() throws {
    let layout = try layout("10.0.8.0/21")
    let all = NetworkTier.allCases.flatMap { layout.subnets(of: $0, in: ZoneCount(number: 6)) }
    #expect(all.count == 24)
    #expect(layout.subnet(of: .training, in: 6)?.text == "10.0.12.128/27")
  }

  @Test(arguments: [8, 15, 22, 28, 32]) func blocksOfOtherSizesHaveNone(prefix: Int) {
    let block = IPv4CIDR(containing: IPv4Address(number: 10 << 24), prefix: prefix)
    #expect(TierLayout(of: block) == nil)
  }

  /// Whatever the block, the zones and the tiers, all lie in the block and none touches another.
  @Test(arguments: TierLayout.prefixesOfVPCs, zoneCounts)
  func noTwoSubnetsOverlap(prefix: Int, zones: ZoneCount) throws {
    for start: UInt32 in [10 << 24, 172 << 24 | 31 << 16, 192 << 24 | 168 << 16 | 240 << 8] {
      let block = IPv4CIDR(containing: IPv4Address(number: start), prefix: prefix)
      let layout = try #require(TierLayout(of: block))
      let all = NetworkTier.allCases.flatMap { layout.subnets(of: $0, in: zones) }
      #expect(all.count == NetworkTier.allCases.count * zones.number)
      #expect(all.allSatisfy { block.contains($0) })
      for (index, subnet) in all.enumerated() {
        let others = all.dropFirst(index + 1)
        #expect(!others.contains { $0.overlaps(subnet) }, "\(subnet.text) of \(block.text)")
      }
    }
  }

  /// More zones later: those that are there stay where they are.
  @Test(arguments: NetworkTier.allCases, zoneCounts)
  func moreZonesMoveNothing(tier: NetworkTier, zones: ZoneCount) throws {
    let layout = try layout("10.0.0.0/18")
    let six = layout.subnets(of: tier, in: ZoneCount(number: 6))
    #expect(six.starts(with: layout.subnets(of: tier, in: zones)))
  }
}
