extension ScriptReader {
  /// A word of a command as far as it has been read.
  ///
  /// There are many: it is small, so that it is copied quickly.
  struct Word {
    private var start: Int32
    private var end: Int32
    private var expansionStart: Int32 = -1
    private var expansionEnd: Int32 = -1
    /// An index of `outline.conditions`: what holds where it stands.
    private var conditionNumber: Int32 = 0
    var isQuoted = false
    /// `$'…'`, whose text is not worked out.
    var isEscaped = false
    /// An unquoted `*`, `?`, `{` or `[`: bash may put other words in its place.
    var hasPattern = false
    /// `NAME=…` or `NAME[…]+=…`
    var isAssignment = false
    /// `$a::$b`: nothing literal tells which function is meant.
    var hasExpandedName = false

    init(range: Range<Int>) {
      start = Int32(range.lowerBound)
      end = Int32(range.upperBound)
    }

    var range: Range<Int> {
      get { Int(start)..<Int(end) }
      set { (start, end) = (Int32(newValue.lowerBound), Int32(newValue.upperBound)) }
    }

    /// Where the first expansion begins and the last one ends.
    var expansion: Range<Int>? {
      get { expansionStart < 0 ? nil : Int(expansionStart)..<Int(expansionEnd) }
      set {
        expansionStart = Int32(newValue?.lowerBound ?? -1)
        expansionEnd = Int32(newValue?.upperBound ?? -1)
      }
    }

    var condition: Int {
      get { Int(conditionNumber) }
      set { conditionNumber = Int32(newValue) }
    }

    var isExpanded: Bool { expansionStart >= 0 || isEscaped }
  }
}

extension ScriptReader.Word {
  /// Takes note of an expansion in the word.
  mutating func note(_ range: Range<Int>, _ bytes: [UInt8]) {
    guard let first = expansion else { return expansion = range }
    let colon = UInt8(ascii: ":")
    if range.lowerBound == first.upperBound + 2, bytes[first.upperBound] == colon,
      bytes[first.upperBound + 1] == colon
    {
      hasExpandedName = true
    }
    expansion = first.lowerBound..<range.upperBound
  }
}
