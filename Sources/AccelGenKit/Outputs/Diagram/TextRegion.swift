/// One Region of a topology in characters: a heading, and a box with the network.
struct TextRegion {
  /// On how many lines a dotted name may stand.
  private static let nameLines = 2
  /// The Region's two lines above the network's box.
  private static let headingHeight = 2
  /// The network's own two lines and its top.
  private static let tierOffset = 3

  /// What the columns of one picture have in common, so that their hops stand on one line.
  struct Heights {
    /// By tier and by place in it.
    fileprivate let hops: [[Int]]
    fileprivate let network: Int

    init(_ regions: [Topology.Region], width: Int) {
      let tiers = regions.map(\.network.tiers.count).max() ?? 0
      hops = (0..<tiers).map { tier in
        let all = regions.compactMap { $0.network.tiers.dropFirst(tier).first?.hops }
        return (0..<(all.map(\.count).max() ?? 0)).map { place in
          let lines = all.compactMap { $0.dropFirst(place).first }.map {
            let room = width - 6 - TextRegion.wayRoom(beside: $0)
            return TextRegion.lines($0.lines, room: room, limit: TextRegion.nameLines).count
          }
          return 5 + (lines.max() ?? 0)
        }
      }
      let contents = regions.map { [hops] region in
        let network = region.network
        let tiers = zip(network.tiers, hops).reduce(0) { height, tier in
          height + TextRegion.height(of: tier.0, hops: tier.1)
        }
        // A line above each hop that the way leads down to.
        return tiers + max(network.hops.count { !$0.isAside } - 1, 0)
          + network.rules.flatMap(\.values).count
          + TextRegion.gatesHeight(of: network, width: width)
      }
      network = TextRegion.tierOffset + (contents.max() ?? 0) + 1
    }
  }

  let region: Topology.Region
  var network: Topology.Network { region.network }
  private let x: Int
  private let y: Int
  private let width: Int
  private let heights: Heights
  /// The lines of each tier's title or first row, of each hop's top and height, and of the rules.
  private let layout: Layout

  private struct Layout {
    /// By tier: the line of its title, of its hops and of its first subnet.
    var tiers: [(title: Int, hops: [(y: Int, height: Int)], subnets: Int)] = []
    var rules = 0
  }

  init(_ region: Topology.Region, x: Int, y: Int, width: Int, heights: Heights) {
    self.region = region
    self.x = x
    self.y = y
    self.width = width
    self.heights = heights
    var layout = Layout()
    var line = y + Self.headingHeight + Self.tierOffset
    var isFirst = true
    for (tier, heights) in zip(region.network.tiers, heights.hops) {
      let title = line
      if tier.title != nil { line += 1 }
      let hops = zip(tier.hops, heights).map { hop, height in
        if !hop.isAside {
          if !isFirst { line += 1 }
          isFirst = false
        }
        let place = (y: line, height: height)
        line += height
        return place
      }
      layout.tiers.append((title, hops, line))
      line += tier.subnets.count
    }
    layout.rules = line
    self.layout = layout
  }

  private static func height(of tier: Topology.Tier, hops: [Int]) -> Int {
    (tier.title == nil ? 0 : 1) + zip(tier.hops, hops).reduce(0) { $0 + $1.1 }
      + tier.subnets.count
  }

  /// The columns of the frame's edges.
  var left: Int { x }
  var right: Int { x + width - 1 }
  /// With its heading.
  var height: Int { Self.headingHeight + heights.network }
  /// The first line below.
  var bottom: Int { y + height }

  /// The places of what the way leads through.
  private var stations: [(y: Int, height: Int)] {
    zip(region.network.hops, layout.tiers.flatMap(\.hops)).filter { !$0.0.isAside }.map { $0.1 }
  }

  /// The columns of their edges, and the line on which the way goes in and out of each.
  var way: [(left: Int, right: Int, y: Int)] {
    stations.map { (x + 1, right - 1, $0.y + $0.height / 2) }
  }

  func draw(_ canvas: inout CharacterCanvas) {
    let network = region.network
    let top = y + Self.headingHeight
    let room = width - 4
    canvas.text(region.code, x: x + 2, y: y, room: room - region.role.count - 1)
    canvas.text(region.role, endingAt: right - 1, y: y, room: room)
    canvas.text(region.name, x: x + 2, y: y + 1, room: room)
    canvas.box(x: x, y: top, width: width, height: heights.network)
    let kind = network.kind + " "
    canvas.text(kind, x: x + 2, y: top + 1, room: room)
    let indent = kind.count
    canvas.text(network.name, x: x + 2 + indent, y: top + 1, room: room - indent)
    canvas.text(network.block, x: x + 2 + indent, y: top + 2, room: room - indent)
    for (tier, lines) in zip(network.tiers, layout.tiers) {
      if let title = tier.title { canvas.text(title, x: x + 2, y: lines.title, room: listRoom) }
      for (hop, place) in zip(tier.hops, lines.hops) { draw(hop, place, &canvas) }
      for (index, subnet) in tier.subnets.enumerated() {
        canvas.text(
          "\(subnet.title)  \(subnet.block)", x: x + 2, y: lines.subnets + index, room: listRoom)
      }
    }
    drawRules(&canvas)
    drawGates(&canvas)
    drawDownwards(&canvas)
  }

  /// Right of what stands beside the way, which may lead down there.
  private static func wayRoom(beside hop: Topology.Hop) -> Int { hop.isAside ? 6 : 0 }

  /// Beside the way, where it leads from hop to hop.
  private var listRoom: Int { width - (region.network.hops.count > 1 ? 8 : 4) }

  private func draw(
    _ hop: Topology.Hop, _ place: (y: Int, height: Int), _ canvas: inout CharacterCanvas
  ) {
    let width = width - Self.wayRoom(beside: hop)
    canvas.box(x: x + 1, y: place.y, width: width - 2, height: place.height)
    let lines = Self.lines(hop.lines, room: width - 6, limit: Self.nameLines)
    let addresses = hop.addresses.map(\.text).joined(separator: ", ")
    for (index, line) in ([hop.kind, hop.name] + lines + [addresses]).enumerated() {
      canvas.text(line, x: x + 3, y: place.y + 1 + index, room: width - 6)
    }
  }

  private func drawRules(_ canvas: inout CharacterCanvas) {
    let column = 9
    var y = layout.rules
    for rule in region.network.rules {
      canvas.text(rule.title, x: x + 2, y: y, room: column - 1)
      for value in rule.values {
        canvas.text(value, x: x + 2 + column, y: y, room: width - 4 - column)
        y += 1
      }
    }
  }

  /// From hop to hop.
  private func drawDownwards(_ canvas: inout CharacterCanvas) {
    for (hop, next) in zip(stations, stations.dropFirst()) {
      let start = hop.y + hop.height
      let line = String(repeating: "║", count: next.y - 1 - start) + "▼"
      canvas.putDown(line, x: right - 4, y: start)
    }
  }

  /// Lines as they are drawn: a dotted name that is too wide for one is broken.
  static func lines(_ lines: [Topology.Line], room: Int, limit: Int) -> [String] {
    lines.flatMap { line -> [String] in
      guard case .value(let text) = line else { return [line.text] }
      return TextFit.terminal.broken(text.visible(), to: room, lines: limit)
    }
  }
}
