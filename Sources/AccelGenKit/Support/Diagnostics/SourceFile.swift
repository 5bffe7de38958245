/// A text and the name under which diagnostics speak of it.
///
/// Places in it are UTF-8 offsets; lines and columns are worked out when somebody asks.
public struct SourceFile: Sendable, Hashable {
  /// The name as the user would type it, for example `env.template`.
  public let name: String
  public let text: String
  /// Whether the name is the path of a file; else the text is built in or was read from standard input.
  public let isOnDisk: Bool
  /// The UTF-8 offset at which each line starts; line 1 starts at 0.
  private let lineStarts: [Int]
  /// How many scalars start before every `stride`-th byte, so that a column in a line of a mebibyte is
  /// found without counting from the line's start.
  private let scalarCounts: [Int]
  private static let stride = 128

  public init(name: String, text: String, isOnDisk: Bool = true) {
    self.name = name
    self.text = text
    self.isOnDisk = isOnDisk
    var text = text
    (lineStarts, scalarCounts) = text.withUTF8 { bytes in
      var starts = [0]
      var counts: [Int] = []
      var scalars = 0
      for (offset, byte) in bytes.enumerated() {
        if offset % Self.stride == 0 { counts.append(scalars) }
        if byte.startsScalar { scalars += 1 }
        if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
      }
      if bytes.count % Self.stride == 0 { counts.append(scalars) }
      return (starts, counts)
    }
  }

  /// For tools that open the file; nil when there is none.
  public var path: String? { isOnDisk ? name : nil }

  /// The line and column of a UTF-8 offset. An offset past the end counts as the end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), text.utf8.count)
    let line = lineIndex(of: offset)
    let column = scalarCount(before: offset) - scalarCount(before: lineStarts[line]) + 1
    return SourcePosition(line: line + 1, column: column)
  }

  /// The text of a line, counted from 1, without its line end.
  public func line(_ number: Int) -> Substring {
    guard number >= 1, number <= lineStarts.count else { return "" }
    return self[rangeOfLine(number)]
  }

  /// Where a line that exists, counted from 1, stands, without its line end.
  func rangeOfLine(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : text.utf8.count
    let hasCarriageReturn = end > start && byte(at: end - 1) == UInt8(ascii: "\r")
    return start..<(hasCarriageReturn ? end - 1 : end)
  }

  /// The text of a stretch; its ends must be ends of scalars.
  subscript(range: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.utf8.index(start, offsetBy: range.count)
    return text[start..<end]
  }

  /// The start of the scalar that an offset is in.
  func startOfScalar(at offset: Int) -> Int {
    var start = offset
    while start > 0, start < text.utf8.count, !byte(at: start).startsScalar { start -= 1 }
    return start
  }

  private func byte(at offset: Int) -> UInt8 {
    text.utf8[text.utf8.index(text.startIndex, offsetBy: offset)]
  }

  private func scalarCount(before offset: Int) -> Int {
    let offset = startOfScalar(at: offset)
    let checkpoint = offset / Self.stride
    let start = text.utf8.index(text.startIndex, offsetBy: checkpoint * Self.stride)
    let rest = text.utf8[start...].prefix(offset - checkpoint * Self.stride)
    return scalarCounts[checkpoint] + rest.count { $0.startsScalar }
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

extension UInt8 {
  /// Whether a scalar's UTF-8 starts with it.
  fileprivate var startsScalar: Bool { self & 0xC0 != 0x80 }
}

/// A place in a text: line and column from 1, the column counted in Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A stretch of a file, as UTF-8 offsets. An empty one is a point between two characters.
public struct SourceSpan: Sendable, Hashable {
  public let file: SourceFile
  public let range: Range<Int>

  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  public var start: SourcePosition { file.position(at: range.lowerBound) }
  public var end: SourcePosition { file.position(at: range.upperBound) }
}
