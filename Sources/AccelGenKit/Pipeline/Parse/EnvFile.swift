/// An env template, parsed: its assignments in order, each value as bash would read it.
public struct EnvFile: Sendable {
  public let source: SourceFile
  /// In file order. A key that is set twice stands here twice (and has a diagnostic).
  public let assignments: [Assignment]
  /// Keys that a line sets, or seems to set, in a way that could not be read (and has a diagnostic):
  /// they are not in `assignments`, and not missing either.
  public let unreadableKeys: Set<String>

  public init(
    source: SourceFile, assignments: [Assignment], unreadableKeys: Set<String> = []
  ) {
    self.source = source
    self.assignments = assignments
    self.unreadableKeys = unreadableKeys
  }

  /// `KEY=value`, with the place of both and of every part of the value.
  public struct Assignment: Sendable {
    public let key: String
    public let keySpan: SourceSpan
    /// The value after quotes are taken away and `$KEY` replaced.
    public let value: String
    /// The value as written, quotes included; for an empty value, the point after `=`.
    public let valueSpan: SourceSpan
    /// Which stretch of the file each stretch of the value came from, in order, without gaps.
    let segments: [Segment]
    /// Where each segment starts in the value.
    private let segmentStarts: [Int]

    init(
      key: String, keySpan: SourceSpan, value: String, valueSpan: SourceSpan, segments: [Segment]
    ) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
      self.valueSpan = valueSpan
      self.segments = segments
      var end = 0
      segmentStarts = segments.map { segment in
        defer { end += segment.length }
        return end
      }
    }

    /// The place in the file of a part of the value (UTF-8 offsets in `value`).
    ///
    /// A part that came through `$KEY` is shown at that `$KEY`, which is what the user wrote.
    public func span(of part: Range<Int>) -> SourceSpan {
      guard !segments.isEmpty else { return valueSpan }
      guard !part.isEmpty else { return point(at: part.lowerBound) }
      let first = segmentIndex(at: part.lowerBound)
      let last = segmentIndex(at: part.upperBound - 1)
      let start = segments[first].place(of: part.lowerBound - segmentStarts[first]).lowerBound
      let end = segments[last].place(of: part.upperBound - 1 - segmentStarts[last]).upperBound
      return SourceSpan(file: valueSpan.file, range: start..<end)
    }

    /// The place of an empty part, an element of a list for example: between the two bytes around it,
    /// as far as the file holds them.
    private func point(at offset: Int) -> SourceSpan {
      let next = segmentIndex(at: offset)
      let previous = segmentIndex(at: max(offset - 1, 0))
      let isAtEnd = offset >= segmentStarts[next] + segments[next].length
      let place: Range<Int>
      if segments[next].isLiteral, !isAtEnd {
        let start = segments[next].source.lowerBound + offset - segmentStarts[next]
        place = start..<start
      } else if segments[previous].isLiteral, offset > 0 {
        let end = segments[previous].place(of: offset - 1 - segmentStarts[previous]).upperBound
        place = end..<end
      } else {
        place = segments[next].source
      }
      return SourceSpan(file: valueSpan.file, range: place)
    }

    /// The segment that a byte of the value belongs to; for one past the end, the last.
    private func segmentIndex(at offset: Int) -> Int {
      var low = 0
      var high = segments.count - 1
      while low < high {
        let middle = (low + high + 1) / 2
        if segmentStarts[middle] <= offset { low = middle } else { high = middle - 1 }
      }
      return low
    }
  }

  /// A stretch of a value and where it came from.
  struct Segment: Sendable, Hashable {
    /// Its length in the value, in UTF-8 bytes.
    let length: Int
    /// The stretch of the file that gave it.
    let source: Range<Int>
    /// True when the file holds these very bytes; false for `$KEY` and for escapes.
    let isLiteral: Bool

    /// The stretch of the file that gave one byte of it.
    fileprivate func place(of offset: Int) -> Range<Int> {
      guard isLiteral else { return source }
      let start = source.lowerBound + min(offset, length - 1)
      return start..<(start + 1)
    }
  }
}
