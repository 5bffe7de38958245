/// One Region of a topology in characters: a heading, and a box with the network.
struct TextRegion {
  /// On how many lines a dotted name may stand.
  private static let nameLines = 2
  /// The Region's two lines above the network's box.
  private static let headingHeight = 2
  /// The network's own two lines and the gate's top.
  private static let gateOffset = 3

  /// What the columns of one picture have in common, so that their gates stand on one line.
  struct Heights {
    fileprivate let gate: Int
    fileprivate let network: Int

    init(_ regions: [Topology.Region], width: Int) {
      let lines = regions.map {
        TextRegion.lines($0.network.gate.lines, room: width - 6, limit: TextRegion.nameLines).count
      }
      gate = 5 + (lines.max() ?? 0)
      let below = regions.map { region in
        region.network.subnets.count + region.network.rules.flatMap(\.values).count
      }
      network = TextRegion.gateOffset + gate + (below.max() ?? 0) + 1
    }
  }

  private let region: Topology.Region
  private let x: Int
  private let y: Int
  private let width: Int
  private let heights: Heights

  init(_ region: Topology.Region, x: Int, y: Int, width: Int, heights: Heights) {
    self.region = region
    self.x = x
    self.y = y
    self.width = width
    self.heights = heights
  }

  /// The columns of the frame's edges.
  var left: Int { x }
  var right: Int { x + width - 1 }
  /// The first line below.
  var bottom: Int { y + Self.headingHeight + heights.network }

  /// The columns of the gate's edges, and the line on which the way goes in and out.
  var gate: (left: Int, right: Int, y: Int) {
    (x + 1, right - 1, y + Self.headingHeight + Self.gateOffset + heights.gate / 2)
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
    drawGate(&canvas, y: top + Self.gateOffset)
    drawList(&canvas, y: top + Self.gateOffset + heights.gate)
  }

  private func drawGate(_ canvas: inout CharacterCanvas, y: Int) {
    let gate = region.network.gate
    canvas.box(x: x + 1, y: y, width: width - 2, height: heights.gate)
    let lines = Self.lines(gate.lines, room: width - 6, limit: Self.nameLines)
    let addresses = region.network.subnets.map(\.address).joined(separator: ", ")
    for (index, line) in ([gate.kind, gate.name] + lines + [addresses]).enumerated() {
      canvas.text(line, x: x + 3, y: y + 1 + index, room: width - 6)
    }
  }

  /// The subnets and the rules, below the gate.
  private func drawList(_ canvas: inout CharacterCanvas, y: Int) {
    let column = 9
    var y = y
    for subnet in region.network.subnets {
      canvas.text("\(subnet.title)  \(subnet.block)", x: x + 2, y: y, room: width - 4)
      y += 1
    }
    for rule in region.network.rules {
      canvas.text(rule.title, x: x + 2, y: y, room: column - 1)
      for value in rule.values {
        canvas.text(value, x: x + 2 + column, y: y, room: width - 4 - column)
        y += 1
      }
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
