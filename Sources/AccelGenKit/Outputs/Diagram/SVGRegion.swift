/// One Region of a topology, laid out: a column with the network, its subnets and its gate.
struct SVGRegion {
  private static let inset = 12
  private static let lineHeight = 16
  /// Between two subnets.
  private static let gap = 9
  /// How far the gate stays inside the outer edges of the subnets that it stands in.
  private static let gateInset = 8
  /// Left and right of a subnet's text: the longest block must fit.
  private static let subnetInset = 5
  /// On how many lines a dotted name may stand.
  private static let nameLines = 2

  /// What the columns of one picture have in common, so that their gates stand on one line.
  struct Heights {
    fileprivate let gate: Int
    fileprivate let network: Int
    let region: Int

    init(_ regions: [Topology.Region], width: Int) {
      let room = SVGRegion.gateRoom(in: width)
      let lines = regions.map {
        SVGRegion.lines($0.network.gate.lines, room: room, limit: SVGRegion.nameLines).count
      }
      gate = 54 + (lines.max() ?? 0) * SVGRegion.lineHeight
      let rules = regions.map { $0.network.rules.flatMap(\.values).count }
      network = 92 + gate + 56 + (rules.max() ?? 0) * SVGRegion.lineHeight + 16
      region = 54 + network + SVGRegion.inset
    }
  }

  private let region: Topology.Region
  let frame: SVGFrame
  let gate: SVGFrame
  private let network: SVGFrame
  private let subnets: [SVGFrame]

  init(_ region: Topology.Region, x: Int, y: Int, width: Int, heights: Heights) {
    self.region = region
    frame = SVGFrame(x: x, y: y, width: width, height: heights.region)
    network = SVGFrame(
      x: x + Self.inset, y: y + 54, width: width - 2 * Self.inset, height: heights.network)
    let inner = network.narrowed(by: Self.inset)
    let count = max(region.network.subnets.count, 1)
    let cell = (inner.width - (count - 1) * Self.gap) / count
    subnets = region.network.subnets.indices.map { [network] index in
      SVGFrame(
        x: inner.x + index * (cell + Self.gap), y: network.y + 50, width: cell,
        height: 42 + heights.gate + 48)
    }
    gate = SVGFrame(
      x: inner.x + Self.gateInset, y: network.y + 92,
      width: inner.width - 2 * Self.gateInset, height: heights.gate)
  }

  private static func gateRoom(in width: Int) -> Int {
    width - 2 * (2 * inset + gateInset) - 20
  }

  func drawFrames(_ writer: inout SVGWriter) {
    writer.rect(frame, radius: 8, "region")
    let x = frame.x + Self.inset + 2
    let room = frame.right - x - Self.inset
    let roleWidth = SVGStyle.role.width(of: region.role)
    writer.text(
      region.code, SVGStyle.code, x: x, y: frame.y + 24, room: room - roleWidth - Self.inset)
    writer.text(region.role, SVGStyle.role.ending, x: x + room, y: frame.y + 24, room: room)
    writer.text(region.name, SVGStyle.summary, x: x, y: frame.y + 42, room: room)
    drawNetwork(&writer)
  }

  private func drawNetwork(_ writer: inout SVGWriter) {
    writer.rect(network, radius: 6, "network")
    let inner = network.narrowed(by: Self.inset)
    let kind = region.network.kind
    writer.text(kind, SVGStyle.title, x: inner.x, y: network.y + 21, room: inner.width)
    let kindWidth = SVGStyle.title.width(of: kind) + 6
    writer.text(
      region.network.name, SVGStyle.value, x: inner.x + kindWidth, y: network.y + 21,
      room: inner.width - kindWidth)
    writer.text(
      region.network.block, SVGStyle.value, x: inner.x + kindWidth, y: network.y + 38,
      room: inner.width - kindWidth)
    for (frame, subnet) in zip(subnets, region.network.subnets) {
      drawSubnet(subnet, frame, &writer)
    }
    drawRules(&writer)
  }

  private func drawSubnet(
    _ subnet: Topology.Subnet, _ frame: SVGFrame, _ writer: inout SVGWriter
  ) {
    writer.rect(frame, radius: 5, "subnet")
    let inner = frame.narrowed(by: Self.subnetInset)
    writer.text(subnet.title, SVGStyle.small, x: inner.x, y: frame.y + 17, room: inner.width)
    writer.text(subnet.block, SVGStyle.smallValue, x: inner.x, y: frame.y + 33, room: inner.width)
    writer.text(
      subnet.address, SVGStyle.address, x: inner.x, y: gate.bottom + 20, room: inner.width)
    writer.text(subnet.remark, SVGStyle.small, x: inner.x, y: gate.bottom + 37, room: inner.width)
  }

  private func drawRules(_ writer: inout SVGWriter) {
    let inner = network.narrowed(by: Self.inset)
    let column = 52
    var y = (subnets.first?.bottom ?? gate.bottom) + 22
    for rule in region.network.rules {
      writer.text(rule.title, SVGStyle.small, x: inner.x, y: y, room: column)
      for value in rule.values {
        writer.text(
          value, SVGStyle.smallValue, x: inner.x + column, y: y, room: inner.width - column)
        y += Self.lineHeight
      }
    }
  }

  func drawGate(_ writer: inout SVGWriter) {
    writer.rect(gate, radius: 6, "gate")
    let inner = gate.narrowed(by: 10)
    let content = region.network.gate
    writer.text(content.kind, SVGStyle.title, x: inner.x, y: gate.y + 22, room: inner.width)
    writer.text(content.name, SVGStyle.value, x: inner.x, y: gate.y + 41, room: inner.width)
    var y = gate.y + 59
    for line in Self.lines(content.lines, room: inner.width, limit: Self.nameLines) {
      writer.text(line.text, line.font, x: inner.x, y: y, room: inner.width)
      y += Self.lineHeight
    }
  }

  /// Lines as they are drawn: a dotted name that is too wide for one is broken.
  static func lines(
    _ lines: [Topology.Line], room: Int, limit: Int
  ) -> [(text: String, font: SVGFont)] {
    lines.flatMap { line -> [(text: String, font: SVGFont)] in
      guard case .value(let text) = line else { return [(line.text, line.font)] }
      return TextFit.picture.broken(text, to: line.font.units(in: room), lines: limit)
        .map { ($0, line.font) }
    }
  }
}

extension Topology.Line {
  var font: SVGFont {
    switch self {
    case .words: SVGStyle.words
    case .value: SVGStyle.value
    }
  }
}
