/// The gates of a network in characters: along its bottom, side by side, each over the arms that leave by it.
extension TextRegion {
  /// On how many lines a name may stand.
  private static let gateNameLines = 2

  /// A stretch of columns.
  struct Span {
    let x: Int
    let width: Int
    var right: Int { x + width }
  }

  /// - Parameter width: that of the network's box.
  static func gatesHeight(of network: Topology.Network, width: Int) -> Int {
    zip(network.gates, gateSpans(of: network, in: Span(x: 0, width: width - 2)))
      .map { text(of: $0, width: $1.width).count + 2 }.max() ?? 0
  }

  static func gateSpans(of network: Topology.Network, in inner: Span) -> [Span] {
    var rest = armSpans(of: network, in: inner)[...]
    return network.gates.compactMap { gate in
      let own = rest.prefix(gate.arms.count)
      rest = rest.dropFirst(gate.arms.count)
      guard let first = own.first, let last = own.last else { return nil }
      return Span(x: first.x, width: last.right - first.x)
    }
  }

  /// The columns of the arms.
  static func armSpans(of network: Topology.Network, in inner: Span) -> [Span] {
    let count = network.arms.count
    let cell = inner.width / max(count, 1)
    return (0..<count).map { Span(x: inner.x + $0 * cell, width: cell) }
  }

  private static func text(of gate: Topology.Gate, width: Int) -> [String] {
    text(gate.kind, gate.name, gate.lines, width: width)
  }

  /// What stands in a box, broken into lines that fit.
  static func text(
    _ title: String, _ name: String?, _ lines: [Topology.Line], width: Int
  ) -> [String] {
    let fit = TextFit.terminal
    let names = name.map { fit.wrapped($0.visible(), to: width - 4, lines: gateNameLines) }
    return fit.wrapped(title, to: width - 4) + (names ?? [])
      + lines.flatMap { fit.wrapped($0.text.visible(), to: width - 4) }
  }

  func drawGates(_ canvas: inout CharacterCanvas) {
    for (gate, span) in zip(network.gates, gates) {
      canvas.box(x: span.x, y: gatesTop, width: span.width, height: gatesHeight)
      for (index, line) in Self.text(of: gate, width: span.width).enumerated() {
        canvas.text(line, x: span.x + 2, y: gatesTop + 1 + index, room: span.width - 4)
      }
    }
  }

  var gates: [Span] { Self.gateSpans(of: network, in: inner) }
  var arms: [Span] { Self.armSpans(of: network, in: inner) }
  private var inner: Span { Span(x: left + 1, width: right - left - 1) }
  private var gatesHeight: Int {
    Self.gatesHeight(of: network, width: right - left + 1)
  }
  private var gatesTop: Int { bottom - 1 - gatesHeight }
}
