import AccelGenKit

/// Rows under a heading, each column as wide as its widest cell.
struct Table {
  let heading: [String]
  let rows: [[String]]

  func text(style: TextStyle) -> String {
    let rows = rows.map { $0.map { $0.visible() } }
    let widths = heading.indices.map { column in
      ([heading] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    let lines = [style.paint(line(heading, widths), .heading)] + rows.map { line($0, widths) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The last cell that is not empty is not padded: no line ends in blanks.
  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let count = (cells.lastIndex { !$0.isEmpty } ?? 0) + 1
    let padded = zip(cells, widths).prefix(count - 1).map { $0.padded(to: $1) + "  " }
    return padded.joined() + cells[count - 1]
  }
}
