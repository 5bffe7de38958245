/// The gates of a network: along its bottom, side by side, each over the arms that leave by it.
extension SVGRegion {
  typealias StyledLine = (text: String, font: SVGFont)

  /// Above and below the gates.
  private static let gateGap = 10
  private static let firstBaseline = 22
  private static let textLine = 17
  /// On how many lines a name may stand.
  private static let gateNameLines = 2

  /// How much the gates take of a network's height.
  static func gatesHeight(of network: Topology.Network, room: Int) -> Int {
    let heights = zip(network.gates, gateFrames(of: network, in: SVGFrame(width: room))).map {
      height(of: text(of: $0, width: $1.width))
    }
    return heights.max().map { $0 + 2 * gateGap } ?? 0
  }

  /// - Parameter inner: the network's box without its insets.
  static func gateFrames(of network: Topology.Network, in inner: SVGFrame) -> [SVGFrame] {
    let cells = armFrames(of: network, in: inner)
    var rest = cells[...]
    return network.gates.compactMap { gate in
      let own = rest.prefix(gate.arms.count)
      rest = rest.dropFirst(gate.arms.count)
      guard let first = own.first, let last = own.last else { return nil }
      return SVGFrame(x: first.x, y: inner.y, width: last.right - first.x, height: inner.height)
    }
  }

  /// The columns of the arms.
  static func armFrames(of network: Topology.Network, in inner: SVGFrame) -> [SVGFrame] {
    let count = network.arms.count
    let cell = (inner.width - max(count - 1, 0) * gap) / max(count, 1)
    return (0..<count).map {
      SVGFrame(x: inner.x + $0 * (cell + gap), y: inner.y, width: cell, height: inner.height)
    }
  }

  static func gatesFrame(of network: Topology.Network, in box: SVGFrame) -> SVGFrame {
    let inner = box.narrowed(by: inset)
    let height = gatesHeight(of: network, room: inner.width)
    return SVGFrame(
      x: inner.x, y: box.bottom - height + gateGap, width: inner.width,
      height: height - 2 * gateGap)
  }

  private static func text(of gate: Topology.Gate, width: Int) -> [StyledLine] {
    text(gate.kind, gate.name, gate.lines, width: width)
  }

  /// What stands in a box, broken into lines that fit.
  static func text(
    _ title: String, _ name: String?, _ lines: [Topology.Line], width: Int
  ) -> [StyledLine] {
    let room = width - 2 * inset
    let names = name.map { name in
      TextFit.picture.wrapped(name, to: SVGStyle.value.units(in: room), lines: gateNameLines)
        .map { ($0, SVGStyle.value) }
    }
    let all = [(title, SVGStyle.title)] + lines.map { ($0.text, $0.font) }
    let broken = all.map { text, font in
      TextFit.picture.wrapped(text, to: font.units(in: room)).map { ($0, font) }
    }
    return (broken.prefix(1) + (names.map { [$0] } ?? []) + broken.dropFirst()).flatMap { $0 }
  }

  static func height(of text: [StyledLine]) -> Int {
    firstBaseline + max(text.count - 1, 0) * textLine + inset
  }

  static func draw(_ text: [StyledLine], in frame: SVGFrame, _ writer: inout SVGWriter) {
    for (index, line) in text.enumerated() {
      writer.text(
        line.text, line.font, x: frame.x + inset,
        y: frame.y + firstBaseline + index * textLine, room: frame.width - 2 * inset)
    }
  }

  func drawGates(_ writer: inout SVGWriter) {
    for (gate, frame) in zip(region.network.gates, gates) {
      writer.rect(frame, radius: 6, "gate")
      Self.draw(Self.text(of: gate, width: frame.width), in: frame, &writer)
    }
  }
}

extension SVGFrame {
  /// One of which the width alone matters.
  fileprivate init(width: Int) { self.init(x: 0, y: 0, width: width, height: 0) }
}
