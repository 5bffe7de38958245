/// Reading arithmetic, in which `<<` shifts and `#` begins no comment.
extension ScriptReader {
  /// `(( … ))` or `$(( … ))`
  ///
  /// - Parameter length: that of what opens it.
  /// - Returns: false, with nothing read, when it is two parentheses of which bash reads each for itself.
  mutating func readArithmetic(length: Int) throws(ScriptProblem) -> Bool {
    // Read once more, it would be read as often as it is deep.
    guard !subshells.contains(position) else { return false }
    let opening = position..<(position + length)
    let before = Mark(self)
    position += length
    do throws(ScriptProblem) {
      try nested(at: opening) { reader throws(ScriptProblem) in
        try reader.readArithmeticText(until: UInt8(ascii: ")"), openedAt: opening)
        guard reader.byte == UInt8(ascii: ")") else { throw reader.unexpected(opening) }
      }
      position += 1
      return true
    } catch {
      before.restore(&self)
      position = opening.lowerBound
      subshells.insert(position)
      return false
    }
  }

  /// `[ … ]` behind a name or a `$`.
  mutating func readSubscript() throws(ScriptProblem) {
    let opening = position..<(position + 1)
    position += 1
    try nested(at: opening) { reader throws(ScriptProblem) in
      try reader.readArithmeticText(until: UInt8(ascii: "]"), openedAt: opening)
    }
  }

  /// Reads up to a closing byte, and that.
  mutating func readArithmeticText(
    until end: UInt8, openedAt opening: Range<Int>
  ) throws(ScriptProblem) {
    let start = end == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
    var open = 0
    var ignored = Word(range: opening)
    while let byte {
      switch byte {
      case start:
        open += 1
        position += 1
      case end:
        position += 1
        if open == 0 { return }
        open -= 1
      case UInt8(ascii: "\\"): skipEscaped()
      case UInt8(ascii: "\""): try readDoubleQuotes(into: &ignored)
      case UInt8(ascii: "'"): try readSingleQuotes()
      case UInt8(ascii: "$"): _ = try readDollar(isQuoted: false)
      case UInt8(ascii: "`"): try readBackticks(isQuoted: false)
      default: position += 1
      }
    }
    throw unterminated("this", opening)
  }

  /// What a reader knows, to take away what was added since.
  private struct Mark {
    private let functions: Int
    private let steps: Int
    private let conditions: Int
    private let sources: Int
    private let includes: Int
    private let uses: Int
    private let problems: Int
    private let directives: Set<Int>
    private let limit: Int
    private let condition: Int
    private let openConditions: [OpenCondition]
    private let hereDocuments: [HereDocument]
    private let outerHereDocuments: Int

    init(_ reader: ScriptReader) {
      functions = reader.outline.functions.count
      steps = reader.outline.steps.count
      conditions = reader.outline.conditions.count
      sources = reader.outline.sources.count
      includes = reader.outline.includes.count
      uses = reader.outline.uses.count
      problems = reader.outline.problems.count
      directives = reader.outline.directives
      limit = reader.limit
      condition = reader.condition
      openConditions = reader.openConditions
      hereDocuments = reader.hereDocuments
      outerHereDocuments = reader.outerHereDocuments
    }

    func restore(_ reader: inout ScriptReader) {
      reader.outline.functions.removeSubrange(functions...)
      reader.outline.steps.removeSubrange(steps...)
      reader.outline.conditions.removeSubrange(conditions...)
      reader.outline.sources.removeSubrange(sources...)
      reader.outline.includes.removeSubrange(includes...)
      reader.outline.uses.removeSubrange(uses...)
      reader.outline.problems.removeSubrange(problems...)
      reader.outline.directives = directives
      reader.limit = limit
      reader.condition = condition
      reader.openConditions = openConditions
      reader.hereDocuments = hereDocuments
      reader.outerHereDocuments = outerHereDocuments
    }
  }
}
