/// How a Region's column is laid out: where each tier's subnets and hops stand.
extension SVGRegion {
  static let inset = 12
  static let lineHeight = 16
  /// Between two subnets.
  static let gap = 9
  /// How far a hop stays inside the outer edges of the subnets that it stands in.
  static let hopInset = 8
  /// Left and right of a subnet's text: the longest block must fit.
  static let subnetInset = 5
  /// Right of what stands beside the way, which may lead down there.
  static let wayRoom = 34
  /// On how many lines a dotted name may stand.
  static let nameLines = 2

  /// Above a subnet's first hop: its title and its block, where that fits on a line.
  static let subnetHeading = 42
  /// From so many subnets on the way has a lane beside them: it would run through the text of the last.
  static let mostSubnetsWithWay = 3
  /// Below a hop: its address in the subnet, and a remark.
  static let addressHeight = 48
  /// Above a tier's subnets, where it has a title.
  static let tierHeading = 18
  /// Between two tiers.
  static let tierGap = 14

  /// What the columns of one picture have in common, so that their hops stand on one line.
  struct Heights {
    /// By tier and by place in it.
    let hops: [[Int]]
    let network: Int
    let region: Int

    init(_ regions: [Topology.Region], width: Int) {
      let room = SVGRegion.hopRoom(in: width)
      let tiers = regions.map(\.network.tiers.count).max() ?? 0
      hops = (0..<tiers).map { tier in
        let all = regions.compactMap { $0.network.tiers.dropFirst(tier).first?.hops }
        return (0..<(all.map(\.count).max() ?? 0)).map { place in
          let lines = all.compactMap { $0.dropFirst(place).first }.map {
            let room = room - SVGRegion.wayRoom(beside: $0)
            return SVGRegion.lines($0.lines, room: room, limit: SVGRegion.nameLines).count
          }
          return 54 + (lines.max() ?? 0) * SVGRegion.lineHeight
        }
      }
      let contents = regions.map { [hops] region in
        let tiers = zip(region.network.tiers, hops).map {
          SVGRegion.height(of: $0, hops: $1, room: width - 4 * SVGRegion.inset)
        }
        let rules = region.network.rules.flatMap(\.values).count
        return 50 + tiers.reduce(0, +) + max(tiers.count - 1, 0) * SVGRegion.tierGap + 8
          + rules * SVGRegion.lineHeight + 16
          + SVGRegion.gatesHeight(of: region.network, room: width - 4 * SVGRegion.inset)
      }
      network = contents.max() ?? 0
      region = 54 + network + SVGRegion.inset
    }
  }

  /// A tier, laid out.
  struct TierFrames {
    let subnets: [SVGFrame]
    let hops: [SVGFrame]
    let bottom: Int
  }

  /// - Parameter room: the width that there is for the subnets.
  static func height(of tier: Topology.Tier, hops: [Int], room: Int) -> Int {
    (tier.title == nil ? 0 : tierHeading) + heading(of: tier, room: room)
      + zip(tier.hops, hops).reduce(0) { $0 + $1.1 + addressHeight }
  }

  static func cell(of tier: Topology.Tier, room: Int) -> Int {
    let count = max(tier.subnets.count, 1)
    let lane = count > mostSubnetsWithWay ? wayRoom : 0
    return (room - lane - (count - 1) * gap) / count
  }

  /// A block that is too wide for its subnet stands on two lines.
  static func block(_ subnet: Topology.Subnet, width: Int) -> [String] {
    let font = SVGStyle.smallValue
    return TextFit.picture.broken(
      subnet.block, to: font.units(in: width - 2 * subnetInset), lines: nameLines)
  }

  static func heading(of tier: Topology.Tier, room: Int) -> Int {
    let width = cell(of: tier, room: room)
    let lines = tier.subnets.reduce(1) { max($0, block($1, width: width).count) }
    return subnetHeading + (lines - 1) * lineHeight
  }

  static func frames(
    of tier: Topology.Tier, in inner: SVGFrame, top: Int, hops heights: [Int]
  ) -> TierFrames {
    let bottom = top + height(of: tier, hops: heights, room: inner.width)
    let start = top + (tier.title == nil ? 0 : tierHeading)
    let cell = cell(of: tier, room: inner.width)
    var y = start + heading(of: tier, room: inner.width)
    let hops = zip(tier.hops, heights).map { hop, height in
      let frame = SVGFrame(
        x: inner.x + hopInset, y: y,
        width: inner.width - 2 * hopInset - wayRoom(beside: hop), height: height)
      y = frame.bottom + addressHeight
      return frame
    }
    return TierFrames(
      subnets: tier.subnets.indices.map { index in
        SVGFrame(x: inner.x + index * (cell + gap), y: start, width: cell, height: bottom - start)
      }, hops: hops, bottom: bottom)
  }

  static func wayRoom(beside hop: Topology.Hop) -> Int { hop.isAside ? wayRoom : 0 }

  static func hopRoom(in width: Int) -> Int {
    width - 2 * (2 * inset + hopInset) - 20
  }
}
