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

    init(
      key: String, keySpan: SourceSpan, value: String, valueSpan: SourceSpan, segments: [Segment]
    ) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
      self.valueSpan = valueSpan
      self.segments = segments
    }

    /// The place in the file of a part of the value (UTF-8 offsets in `value`).
    ///
    /// A part that came through `$KEY` is shown at that `$KEY`, which is what the user wrote.
    public func span(of part: Range<Int>) -> SourceSpan {
      var offset = 0
      var covered: Range<Int>?
      for segment in segments {
        let stretch = offset..<(offset + segment.length)
        offset = stretch.upperBound
        guard stretch.overlaps(part) else { continue }
        let from: Range<Int>
        if segment.isLiteral {
          let shift = segment.source.lowerBound - stretch.lowerBound
          let shared = stretch.clamped(to: part)
          from = (shared.lowerBound + shift)..<(shared.upperBound + shift)
        } else {
          from = segment.source
        }
        covered = covered.map { $0.lowerBound..<from.upperBound } ?? from
      }
      guard let covered else { return valueSpan }
      return SourceSpan(file: valueSpan.file, range: covered)
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
  }
}
