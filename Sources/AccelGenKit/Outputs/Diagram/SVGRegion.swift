/// One Region of a topology, laid out: a column with the network, its subnets and its hops.
struct SVGRegion {
  let region: Topology.Region
  let frame: SVGFrame
  private let box: SVGFrame
  private let tiers: [TierFrames]
  let gates: [SVGFrame]
  /// The columns of the arms, as high as the gates.
  let arms: [SVGFrame]
  var network: Topology.Network { region.network }
  private var hops: [SVGFrame] { tiers.flatMap(\.hops) }
  /// Where the way leads through, in its order.
  var way: [SVGFrame] {
    zip(region.network.hops, hops).filter { !$0.0.isAside }.map { $0.1 }
  }

  init(_ region: Topology.Region, x: Int, y: Int, width: Int, heights: Heights) {
    self.region = region
    frame = SVGFrame(x: x, y: y, width: width, height: heights.region)
    box = SVGFrame(
      x: x + Self.inset, y: y + 54, width: width - 2 * Self.inset, height: heights.network)
    let inner = box.narrowed(by: Self.inset)
    var top = box.y + 50
    tiers = zip(region.network.tiers, heights.hops).map { tier, heights in
      let frames = Self.frames(of: tier, in: inner, top: top, hops: heights)
      top = frames.bottom + Self.tierGap
      return frames
    }
    let gatesFrame = Self.gatesFrame(of: region.network, in: box)
    gates = Self.gateFrames(of: region.network, in: gatesFrame)
    arms = Self.armFrames(of: region.network, in: gatesFrame)
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
    writer.rect(box, radius: 6, "network")
    let inner = box.narrowed(by: Self.inset)
    let kind = region.network.kind
    writer.text(kind, SVGStyle.title, x: inner.x, y: box.y + 21, room: inner.width)
    let kindWidth = SVGStyle.title.width(of: kind) + 6
    writer.text(
      region.network.name, SVGStyle.value, x: inner.x + kindWidth, y: box.y + 21,
      room: inner.width - kindWidth)
    writer.text(
      region.network.block, SVGStyle.value, x: inner.x + kindWidth, y: box.y + 38,
      room: inner.width - kindWidth)
    for (tier, frames) in zip(region.network.tiers, tiers) { drawTier(tier, frames, &writer) }
    drawRules(&writer)
  }

  private func drawTier(
    _ tier: Topology.Tier, _ frames: TierFrames, _ writer: inout SVGWriter
  ) {
    let inner = box.narrowed(by: Self.inset)
    if let title = tier.title, let top = frames.subnets.first?.y {
      writer.text(title, SVGStyle.small, x: inner.x, y: top - 6, room: inner.width)
    }
    for (index, (frame, subnet)) in zip(frames.subnets, tier.subnets).enumerated() {
      writer.rect(frame, radius: 5, "subnet")
      let inner = frame.narrowed(by: Self.subnetInset)
      writer.text(subnet.title, SVGStyle.small, x: inner.x, y: frame.y + 17, room: inner.width)
      for (line, text) in Self.block(subnet, width: frame.width).enumerated() {
        writer.text(
          text, SVGStyle.smallValue, x: inner.x, y: frame.y + 33 + line * Self.lineHeight,
          room: inner.width)
      }
      for (hop, place) in zip(tier.hops, frames.hops) where hop.addresses.indices.contains(index) {
        let address = hop.addresses[index]
        writer.text(
          address.text, SVGStyle.address, x: inner.x, y: place.bottom + 20, room: inner.width)
        writer.text(
          address.remark, SVGStyle.small, x: inner.x, y: place.bottom + 37, room: inner.width)
      }
    }
  }

  private func drawRules(_ writer: inout SVGWriter) {
    let inner = box.narrowed(by: Self.inset)
    let column = 52
    var y = (tiers.last?.bottom ?? box.y + 50) + 22
    for rule in region.network.rules {
      writer.text(rule.title, SVGStyle.small, x: inner.x, y: y, room: column)
      for value in rule.values {
        writer.text(
          value, SVGStyle.smallValue, x: inner.x + column, y: y, room: inner.width - column)
        y += Self.lineHeight
      }
    }
  }

  func drawHops(_ writer: inout SVGWriter) {
    for (hop, frame) in zip(region.network.hops, hops) {
      writer.rect(frame, radius: 6, hop.isAside ? "place" : "gate")
      let inner = frame.narrowed(by: 10)
      writer.text(hop.kind, SVGStyle.title, x: inner.x, y: frame.y + 22, room: inner.width)
      writer.text(hop.name, SVGStyle.value, x: inner.x, y: frame.y + 41, room: inner.width)
      var y = frame.y + 59
      for line in Self.lines(hop.lines, room: inner.width, limit: Self.nameLines) {
        writer.text(line.text, line.font, x: inner.x, y: y, room: inner.width)
        y += Self.lineHeight
      }
    }
    drawGates(&writer)
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
