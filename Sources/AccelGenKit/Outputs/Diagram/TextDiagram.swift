/// A topology as a picture made of characters, for terminals, commit messages and code comments.
///
/// It is laid out as the SVG picture is, in at most 100 columns.
public struct TextDiagram {
  public static let width = 100
  private static let endsTop = 2
  private static let clientsWidth = 32
  private static let serviceWidth = 46
  private static let frontWidth = 60
  private static let gap = 12
  /// Beside the Regions, for the way down and up.
  private static let rail = 3

  private let topology: Topology
  private let serviceLines: [String]
  private let endHeight: Int
  private let columns: [TextRegion]

  public static func text(_ topology: Topology) -> String { TextDiagram(topology).text }

  /// The line below the clients, or below what is in front of the Regions.
  private let frontBottom: Int

  private init(_ topology: Topology) {
    self.topology = topology
    serviceLines = TextRegion.lines(
      topology.service.lines, room: Self.serviceWidth - 4, limit: 3)
    endHeight = 3 + max(serviceLines.count, topology.clients.lines.count)
    frontBottom =
      Self.endsTop + endHeight + (topology.front.map { 1 + 3 + $0.lines.count } ?? 0)
    let count = max(topology.regions.count, 1)
    let width = (Self.width - 2 * Self.rail - (count - 1) * Self.gap) / count
    let top = frontBottom + 1
    let heights = TextRegion.Heights(topology.regions, width: width)
    columns = topology.regions.enumerated().map { index, region in
      TextRegion(
        region, x: Self.rail + index * (width + Self.gap), y: top, width: width, heights: heights)
    }
  }

  private var text: String {
    let arms = TextArms(
      of: columns, below: columns.map(\.bottom).max() ?? frontBottom,
      left: Self.rail, width: Self.width - 2 * Self.rail)
    let bottom = arms.bottom
    var canvas = CharacterCanvas(width: Self.width, height: bottom + 2)
    canvas.text(topology.name, x: 0, y: 0, room: Self.width)
    let rest = Self.width - TextFit.terminal.units(of: topology.name) - 2
    if rest > 0 { canvas.text(topology.summary, endingAt: Self.width, y: 0, room: rest) }
    drawEnds(&canvas)
    for column in columns { column.draw(&canvas) }
    drawWay(&canvas)
    arms.draw(&canvas)
    canvas.text(topology.remark, around: Self.width / 2, y: bottom + 1, room: Self.width)
    return canvas.text
  }

  private func drawEnds(_ canvas: inout CharacterCanvas) {
    let service = Self.width - Self.serviceWidth
    for (end, x, width, lines) in [
      (topology.clients, 0, Self.clientsWidth, topology.clients.lines.map(\.text)),
      (topology.service, service, Self.serviceWidth, serviceLines),
    ] {
      canvas.box(x: x, y: Self.endsTop, width: width, height: endHeight)
      for (index, line) in ([end.title] + lines).enumerated() {
        canvas.text(line, x: x + 2, y: Self.endsTop + 1 + index, room: width - 4)
      }
    }
    drawFront(&canvas)
    guard let directWay = topology.directWay else { return }
    let y = Self.endsTop + endHeight / 2
    let length = service - Self.clientsWidth - 2
    canvas.put(String(repeating: "╌", count: length) + "▷", x: Self.clientsWidth + 1, y: y)
    canvas.text(
      directWay, around: (Self.clientsWidth + service) / 2, y: y - 1, room: length)
  }

  /// What clients call in front of the Regions: below them.
  private func drawFront(_ canvas: inout CharacterCanvas) {
    guard let front = topology.front else { return }
    let height = 3 + front.lines.count
    let top = frontBottom - height
    canvas.box(x: 0, y: top, width: Self.frontWidth, height: height)
    for (index, line) in ([front.title] + front.lines.map(\.text)).enumerated() {
      canvas.text(line, x: 2, y: top + 1 + index, room: Self.frontWidth - 4)
    }
    canvas.putDown("╥▼", x: 2, y: top - 2)
  }

  /// From the clients down, through the hops, and up to the service.
  private func drawWay(_ canvas: inout CharacterCanvas) {
    let hops = columns.map(\.way)
    guard let first = hops.joined().first, let last = hops.joined().reversed().first else {
      return
    }
    let top = Self.endsTop + endHeight - 1
    let right = Self.width - 1
    let down = String(repeating: "║", count: first.y - frontBottom)
    canvas.putDown("╥\(down)╚", x: 0, y: frontBottom - 1)
    canvas.put(String(repeating: "═", count: first.left - 2) + "▶", x: 1, y: first.y)
    for (from, to) in zip(columns, columns.dropFirst()) { drawLink(from: from, to: to, &canvas) }
    canvas.put(
      String(repeating: "═", count: right - last.right - 1), x: last.right + 1, y: last.y)
    let up = String(repeating: "║", count: last.y - top - 2)
    canvas.putDown("▲\(up)╝", x: right, y: top + 1)
  }

  /// From one Region to the next.
  private func drawLink(
    from column: TextRegion, to next: TextRegion, _ canvas: inout CharacterCanvas
  ) {
    guard let hop = column.way.last, let nextHop = next.way.first else { return }
    let middle = (column.right + next.left + 1) / 2
    let y = nextHop.y
    if hop.y == y {
      let length = nextHop.left - hop.right - 2
      canvas.put(String(repeating: "═", count: length) + "▶", x: hop.right + 1, y: y)
    } else {
      let rise = String(repeating: "║", count: abs(hop.y - y) - 1)
      let (above, below) = hop.y < y ? ("╗", "╚") : ("╔", "╝")
      canvas.put(
        String(repeating: "═", count: middle - hop.right - 1), x: hop.right + 1, y: hop.y)
      canvas.putDown(above + rise + below, x: middle, y: min(hop.y, y))
      canvas.put(
        String(repeating: "═", count: nextHop.left - middle - 2) + "▶", x: middle + 1, y: y)
    }
    guard let link = topology.link else { return }
    canvas.text(link.title, around: middle, y: y - 1, room: Self.gap)
    // A word a line: there is little room.
    for (line, word) in link.remark.split(separator: " ").enumerated() {
      canvas.text(String(word), around: middle, y: y + 1 + line, room: Self.gap)
    }
  }
}
