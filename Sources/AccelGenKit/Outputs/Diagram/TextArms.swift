/// What is connected to the networks of a topology beside the way, in characters: below them, each straight under its
/// gate.
struct TextArms {
  /// The lines between the networks and what is below them: the names of the connections stand there.
  private static let gap = 2
  /// How far right of its column's left edge an arm runs.
  private static let offset = 2
  private static let widestEnd = 46

  private struct Placed {
    let arm: Topology.Arm
    let span: TextRegion.Span

    var x: Int { span.x + TextArms.offset }
    var endWidth: Int { min(span.width, TextArms.widestEnd) }

    /// What stands in the box at the other end; nil for a Region.
    var text: [String]? {
      guard case .end(let end) = arm.end else { return nil }
      return TextRegion.text(end.title, nil, end.lines, width: endWidth)
    }
  }

  private let arms: [Placed]
  /// The last line of the networks.
  private let edge: Int
  private let endHeight: Int
  private let region: TextRegion?
  /// The first line below.
  let bottom: Int

  /// - Parameter top: the first line below the networks.
  init(of columns: [TextRegion], below top: Int, left: Int, width: Int) {
    edge = top - 1
    arms = columns.flatMap { column in
      zip(column.network.arms, column.arms).map { Placed(arm: $0, span: $1) }
    }
    guard !arms.isEmpty else {
      (endHeight, region, bottom) = (0, nil, top)
      return
    }
    endHeight = arms.compactMap { $0.text.map { $0.count + 2 } }.max() ?? 0
    let endsBottom = top + Self.gap + endHeight
    let far = arms.lazy.compactMap { placed -> Topology.Region? in
      guard case .region(let region) = placed.arm.end else { return nil }
      return region
    }.last
    region = far.map { far in
      TextRegion(
        far, x: left, y: endsBottom + 1, width: width, heights: .init([far], width: width))
    }
    bottom = region?.bottom ?? endsBottom
  }

  func draw(_ canvas: inout CharacterCanvas) {
    region?.draw(&canvas)
    for placed in arms {
      if let text = placed.text { drawEnd(text, placed, &canvas) }
      draw(placed, &canvas)
    }
  }

  private func drawEnd(_ text: [String], _ placed: Placed, _ canvas: inout CharacterCanvas) {
    let top = edge + 1 + Self.gap
    canvas.box(x: placed.span.x, y: top, width: placed.endWidth, height: endHeight)
    for (index, line) in text.enumerated() {
      canvas.text(
        line, x: placed.span.x + 2, y: top + 1 + index, room: placed.endWidth - 4)
    }
  }

  private func draw(_ placed: Placed, _ canvas: inout CharacterCanvas) {
    let end: Int? =
      switch placed.arm.end {
      case .end: edge + 1 + Self.gap
      case .region: region.map { $0.bottom - $0.height }
      }
    guard let end else { return }
    let length = end - edge - 1
    let line = String(repeating: "║", count: length)
    if placed.arm.leadsIn {
      canvas.putDown("▲\(line)╨", x: placed.x, y: edge)
    } else {
      canvas.putDown("╥\(line.dropLast())▼", x: placed.x, y: edge)
    }
    let room = placed.span.right - placed.x - 2
    canvas.text(placed.arm.link.title, x: placed.x + 2, y: edge + 1, room: room)
    canvas.text(placed.arm.link.remark, x: placed.x + 2, y: edge + 2, room: room)
  }
}
