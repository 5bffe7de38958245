/// The line of a file that a diagnostic is about, with its range underlined:
///
///     7 │ RESOURCE_VPC_CIDR="10.0.0.0/8"
///       │                    ^~~~~~~~~~
struct Snippet {
  let lineNumber: Int
  let line: String
  /// What stands under the line: blanks, then `^~~~`.
  let underline: String

  /// The columns that a line may take; a longer one is cut to a window around the range.
  static let width = 100
  /// The columns that such a window shows before the range.
  private static let lead = 40

  /// The bytes that are looked at before and after the range's start: more than a window shows, and few
  /// enough that a line of a mebibyte with a thousand mistakes is shown in no time.
  private static let reach = 1_024

  /// Nil when there is nothing to show: an empty line, or the end of the file after the last line.
  init?(_ span: SourceSpan) {
    let file = span.file
    lineNumber = span.start.line
    let whole = file.rangeOfLine(lineNumber)
    guard !whole.isEmpty else { return nil }
    let start = min(
      max(file.startOfScalar(at: span.range.lowerBound), whole.lowerBound), whole.upperBound)
    let near =
      max(
        whole.lowerBound, file.startOfScalar(at: max(start - Self.reach, 0)))..<min(
        whole.upperBound, file.startOfScalar(at: start + Self.reach))
    let end = max(start, min(file.startOfScalar(at: span.range.upperBound), near.upperBound))

    // Tabs stay, above the underline and in it.
    let scalars = file[near].unicodeScalars.map { $0 == "\t" ? "\t" : $0.visible }
    let widths = scalars.map { TerminalWidth.of($0) }
    let first = file[near.lowerBound..<start].unicodeScalars.count
    let last = first + file[start..<end].unicodeScalars.count
    let window = Self.window(widths: widths, around: first, isWhole: near == whole)

    var line = scalars[window].joined()
    var indent = scalars[window.lowerBound..<first].indices.map { index in
      scalars[index] == "\t" ? "\t" : String(repeating: " ", count: widths[index])
    }.joined()
    if window.lowerBound > 0 || near.lowerBound > whole.lowerBound {
      line = "…" + line
      indent = " " + indent
    }
    if window.upperBound < scalars.count || near.upperBound < whole.upperBound { line += "…" }
    let columns = widths[first..<max(first, min(last, window.upperBound))].reduce(0, +)
    self.line = line
    underline = indent + "^" + String(repeating: "~", count: max(columns - 1, 0))
  }

  /// The scalars of a line to show: all when they fit, else those around the range's start.
  private static func window(widths: [Int], around first: Int, isWhole: Bool) -> Range<Int> {
    guard !isWhole || widths.reduce(0, +) > width else { return widths.indices }
    var lower = first
    var columns = 0
    while lower > 0, columns + widths[lower - 1] <= lead {
      lower -= 1
      columns += widths[lower]
    }
    var upper = first
    while upper < widths.count, columns + widths[upper] <= width - 2 {
      columns += widths[upper]
      upper += 1
    }
    // At the line's end there is room left: show more of what comes before.
    while lower > 0, columns + widths[lower - 1] <= width - 2 {
      lower -= 1
      columns += widths[lower]
    }
    return lower..<upper
  }

  func text(style: TextStyle, role: TextStyle.Role) -> String {
    let number = String(lineNumber)
    let blank = String(repeating: " ", count: number.utf8.count)
    let shown = line.isEmpty ? "" : " " + line
    return "  " + style.paint("\(number) │", .gutter) + shown + "\n"
      + "  " + style.paint("\(blank) │", .gutter) + " " + style.paintUnderline(underline, role)
      + "\n"
  }
}

extension TextStyle {
  /// The underline in its colour; the blanks before it stay plain.
  fileprivate func paintUnderline(_ underline: String, _ role: Role) -> String {
    let blanks = underline.prefix { $0 == " " || $0 == "\t" }
    return blanks + paint(String(underline.dropFirst(blanks.count)), role)
  }
}
