/// What is connected to the networks of a topology beside the way: below them, each straight under its gate.
struct SVGArms {
  /// Between the Regions and what is below them: the names of the connections stand there.
  private static let gap = 62
  /// How far right of its column's left edge an arm runs.
  private static let offset = 16
  private static let widestEnd = 340

  private struct Placed {
    let arm: Topology.Arm
    /// Its column, from the gate's top to the gate's bottom.
    let column: SVGFrame

    var x: Int { column.x + SVGArms.offset }
  }

  private struct PlacedEnd {
    let text: [SVGRegion.StyledLine]
    let frame: SVGFrame
  }

  private let arms: [Placed]
  private let ends: [PlacedEnd]
  private let region: SVGRegion?
  private let top: Int
  /// The end of the lowest; the top where there is none.
  let bottom: Int

  /// - Parameter top: the bottom of the Regions that the way leads through.
  init(of columns: [SVGRegion], below top: Int) {
    self.top = top
    arms = columns.flatMap { column in
      zip(column.network.arms, column.arms).map { Placed(arm: $0, column: $1) }
    }
    let texts = arms.compactMap { placed -> (Placed, [SVGRegion.StyledLine])? in
      guard case .end(let end) = placed.arm.end else { return nil }
      let width = min(placed.column.width, Self.widestEnd)
      return (placed, SVGRegion.text(end.title, nil, end.lines, width: width))
    }
    let height = texts.map { SVGRegion.height(of: $0.1) }.max()
    ends = texts.map { placed, text in
      PlacedEnd(
        text: text,
        frame: SVGFrame(
          x: placed.column.x, y: top + Self.gap, width: min(placed.column.width, Self.widestEnd),
          height: height ?? 0))
    }
    let endsBottom = height.map { top + Self.gap + $0 }
    let far = arms.lazy.compactMap { placed -> Topology.Region? in
      guard case .region(let region) = placed.arm.end else { return nil }
      return region
    }.last
    region = far.map { far in
      let x = SVGTopology.railRoom
      let width = SVGDiagram.width - 2 * x
      return SVGRegion(
        far, x: x, y: endsBottom.map { $0 + 2 * SVGTopology.margin } ?? top + Self.gap,
        width: width, heights: .init([far], width: width))
    }
    bottom = region?.frame.bottom ?? endsBottom ?? top
  }

  func draw(_ writer: inout SVGWriter) {
    region?.drawFrames(&writer)
    region?.drawHops(&writer)
    for end in ends {
      writer.rect(end.frame, radius: 8, "place")
      SVGRegion.draw(end.text, in: end.frame, &writer)
    }
    for placed in arms { draw(placed, &writer) }
  }

  private func draw(_ placed: Placed, _ writer: inout SVGWriter) {
    let (x, gate) = (placed.x, placed.column.bottom)
    let end: Int? =
      switch placed.arm.end {
      case .end: ends.first?.frame.y
      case .region: region?.frame.y
      }
    guard let end else { return }
    if placed.arm.leadsIn {
      writer.path("M\(x) \(end)V\(gate + 8)", "way")
      writer.path("M\(x) \(gate + 1)l-5 9h10z", "head")
    } else {
      writer.path("M\(x) \(gate)V\(end - 8)", "way")
      writer.path("M\(x) \(end - 1)l-5 -9h10z", "head")
    }
    let room = placed.column.right - x - 10
    writer.text(placed.arm.link.title, SVGStyle.link, x: x + 10, y: top + 26, room: room)
    writer.text(placed.arm.link.remark, SVGStyle.small, x: x + 10, y: top + 43, room: room)
  }
}
