/// One topology, laid out.
///
/// The direct way runs along the top, from the clients on the left to the service on the right; the
/// deployment's own way leaves the clients downwards, runs through the hops of one Region after the other, and
/// comes up to the service. What else is connected stands below the Regions.
struct SVGTopology {
  /// Around everything.
  static let margin = 16
  private static let endsTop = 62
  private static let clientsWidth = 250
  private static let serviceWidth = 340
  private static let frontWidth = 430
  /// Between the clients and what is in front of the Regions: an arrow.
  private static let frontGap = 40
  /// Room beside the Regions for the way down and up.
  static let railRoom = 46
  private static let rail = 31
  private static let gap = 96
  private static let lineHeight = 17

  private let topology: Topology
  private let clients: SVGFrame
  private let service: SVGFrame
  private let serviceLines: [(text: String, font: SVGFont)]
  private let front: (text: [SVGRegion.StyledLine], frame: SVGFrame)?
  private let columns: [SVGRegion]
  private let arms: SVGArms
  let height: Int

  init(_ topology: Topology) {
    self.topology = topology
    let room = Self.serviceWidth - 2 * Self.margin
    serviceLines = SVGRegion.lines(topology.service.lines, room: room, limit: 3)
    let lines = max(serviceLines.count, topology.clients.lines.count)
    let endHeight = 2 * Self.margin + 8 + lines * Self.lineHeight
    clients = SVGFrame(
      x: Self.margin, y: Self.endsTop, width: Self.clientsWidth, height: endHeight)
    service = SVGFrame(
      x: SVGDiagram.width - Self.margin - Self.serviceWidth, y: Self.endsTop,
      width: Self.serviceWidth, height: endHeight)

    front = topology.front.map { [clients] front in
      let text = SVGRegion.text(front.title, nil, front.lines, width: Self.frontWidth)
      return (
        text,
        SVGFrame(
          x: clients.x, y: clients.bottom + Self.frontGap, width: Self.frontWidth,
          height: SVGRegion.height(of: text))
      )
    }

    let count = max(topology.regions.count, 1)
    let width = (SVGDiagram.width - 2 * Self.railRoom - (count - 1) * Self.gap) / count
    let top = (front?.frame ?? clients).bottom + 2 * Self.margin
    let heights = SVGRegion.Heights(topology.regions, width: width)
    columns = topology.regions.enumerated().map { index, region in
      SVGRegion(
        region, x: Self.railRoom + index * (width + Self.gap), y: top, width: width,
        heights: heights)
    }
    arms = SVGArms(of: columns, below: top + heights.region)
    height = arms.bottom + 3 * Self.margin
  }

  func draw(_ writer: inout SVGWriter) {
    writer.rect(
      SVGFrame(x: 0, y: 0, width: SVGDiagram.width, height: height).inset, radius: 10, "card")
    drawHeading(&writer)
    drawDirectWay(&writer)
    drawEnd(topology.clients.title, clients, &writer)
    for (index, line) in topology.clients.lines.enumerated() {
      drawLine(line.text, line.font, index, in: clients, &writer)
    }
    drawEnd(topology.service.title, service, &writer)
    for (index, line) in serviceLines.enumerated() {
      drawLine(line.text, line.font, index, in: service, &writer)
    }
    if let front {
      writer.rect(front.frame, radius: 8, "gate")
      SVGRegion.draw(front.text, in: front.frame, &writer)
    }
    for column in columns { column.drawFrames(&writer) }
    drawWay(&writer)
    for column in columns { column.drawHops(&writer) }
    arms.draw(&writer)
    writer.text(
      topology.remark, SVGStyle.summary.centered, x: SVGDiagram.width / 2, y: height - 18,
      room: SVGDiagram.width - 2 * Self.margin)
  }

  private func drawHeading(_ writer: inout SVGWriter) {
    let font = SVGStyle.heading
    let room = SVGDiagram.width - 2 * Self.margin
    writer.text(topology.name, font, x: Self.margin, y: 38, room: room)
    let start = Self.margin + font.width(of: topology.name) + 14
    writer.text(
      topology.summary, SVGStyle.summary.ending, x: SVGDiagram.width - Self.margin, y: 38,
      room: SVGDiagram.width - Self.margin - start)
  }

  private func drawEnd(_ title: String, _ frame: SVGFrame, _ writer: inout SVGWriter) {
    writer.rect(frame, radius: 8, "place")
    writer.text(
      title, SVGStyle.title, x: frame.x + Self.margin, y: frame.y + 25,
      room: frame.width - 2 * Self.margin)
  }

  private func drawLine(
    _ text: String, _ font: SVGFont, _ index: Int, in frame: SVGFrame,
    _ writer: inout SVGWriter
  ) {
    writer.text(
      text, font, x: frame.x + Self.margin, y: frame.y + 27 + (index + 1) * Self.lineHeight,
      room: frame.width - 2 * Self.margin)
  }

  private func drawDirectWay(_ writer: inout SVGWriter) {
    guard let directWay = topology.directWay else { return }
    let y = clients.middle
    writer.path("M\(clients.right) \(y)H\(service.x - 8)", "direct")
    writer.path(Self.head(x: service.x - 1, y: y), "direct-head")
    writer.text(
      directWay, SVGStyle.summary.centered, x: (clients.right + service.x) / 2, y: y - 9,
      room: service.x - clients.right - 16)
  }

  /// From the clients down, through the hops, and up to the service.
  private func drawWay(_ writer: inout SVGWriter) {
    let hops = columns.map(\.way)
    guard let first = hops.joined().first, let last = hops.joined().reversed().first else {
      return
    }
    let (left, right) = (Self.rail, SVGDiagram.width - Self.rail)
    let start = first.middle
    if let front {
      writer.path("M\(left) \(clients.bottom)V\(front.frame.y - 8)", "way")
      writer.path("M\(left) \(front.frame.y - 1)l-5 -9h10z", "head")
    }
    let begin = (front?.frame ?? clients).bottom
    writer.path(
      "M\(left) \(begin)V\(start - 10)Q\(left) \(start) \(left + 10) \(start)"
        + "H\(first.x - 8)", "way")
    writer.path(Self.head(x: first.x - 1, y: start), "head")
    for (index, column) in columns.enumerated() {
      drawDownwards(column.way, &writer)
      guard index + 1 < columns.count else { break }
      drawLink(from: column, to: columns[index + 1], &writer)
    }
    let end = last.middle
    writer.path(
      "M\(last.right) \(end)H\(right - 10)Q\(right) \(end) \(right) \(end - 10)"
        + "V\(service.bottom + 8)", "way")
    writer.path(
      "M\(right) \(service.bottom + 1)l-5 9h10z", "head")
  }

  /// From hop to hop in one network: at their right, where no address stands.
  private func drawDownwards(_ hops: [SVGFrame], _ writer: inout SVGWriter) {
    for (hop, next) in zip(hops, hops.dropFirst()) {
      let x = hop.right - Self.margin
      writer.path("M\(x) \(hop.bottom)V\(next.y - 8)", "way")
      writer.path("M\(x) \(next.y - 1)l-5 -9h10z", "head")
    }
  }

  /// From one Region to the next.
  private func drawLink(from column: SVGRegion, to next: SVGRegion, _ writer: inout SVGWriter) {
    guard let hop = column.way.last, let nextHop = next.way.first else { return }
    let middle = (column.frame.right + next.frame.x) / 2
    let y = nextHop.middle
    let bend = hop.middle == y ? "" : "H\(middle)V\(y)"
    writer.path("M\(hop.right) \(hop.middle)\(bend)H\(nextHop.x - 8)", "way")
    writer.path(Self.head(x: nextHop.x - 1, y: y), "head")
    guard let link = topology.link else { return }
    writer.text(link.title, SVGStyle.link.centered, x: middle, y: y - 10, room: Self.gap)
    writer.text(link.remark, SVGStyle.small.centered, x: middle, y: y + 20, room: Self.gap)
  }

  /// An arrow's head that points to the right, with its tip at a place.
  private static func head(x: Int, y: Int) -> String { "M\(x) \(y)l-9 -5v10z" }
}

extension SVGFrame {
  /// Where the line around a card that fills the picture is drawn: half of it would be cut off else.
  fileprivate var inset: SVGFrame {
    SVGFrame(x: x + 1, y: y + 1, width: width - 2, height: height - 2)
  }
}
