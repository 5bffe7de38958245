/// A text and the name under which diagnostics speak of it.
///
/// Places in it are UTF-8 offsets; lines and columns are worked out when somebody asks.
public struct SourceFile: Sendable, Hashable {
  /// The name as the user would type it, for example `env.template`.
  public let name: String
  public let text: String
  /// The UTF-8 offset at which each line starts; line 1 starts at 0.
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line and column of a UTF-8 offset. An offset past the end counts as the end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), text.utf8.count)
    let line = lineIndex(of: offset)
    let start = text.utf8.index(text.startIndex, offsetBy: lineStarts[line])
    let end = text.utf8.index(text.startIndex, offsetBy: offset)
    return SourcePosition(line: line + 1, column: text[start..<end].unicodeScalars.count + 1)
  }

  /// The text of a line, counted from 1, without its line end.
  public func line(_ number: Int) -> Substring {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = text.utf8.index(text.startIndex, offsetBy: lineStarts[number - 1])
    let end =
      number < lineStarts.count
      ? text.utf8.index(text.startIndex, offsetBy: lineStarts[number] - 1) : text.endIndex
    let line = text[start..<end]
    return line.utf8.last == UInt8(ascii: "\r") ? line.dropLastByte() : line
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

extension Substring {
  /// Without the last byte. (A `Character` may be CR and LF together, so `dropLast` drops too much.)
  fileprivate func dropLastByte() -> Substring {
    self[startIndex..<utf8.index(before: endIndex)]
  }
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
