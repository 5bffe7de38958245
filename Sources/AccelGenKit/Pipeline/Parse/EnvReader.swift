/// What `EnvParser` has read so far and where it stands.
struct EnvReader {
  /// A key that a line has set.
  struct Key {
    let firstLine: Int
    let firstSpan: SourceSpan
    /// Nil when the value could not be read.
    var value: String?
  }

  let source: SourceFile
  let bytes: [UInt8]
  /// Where it stands.
  var position = 0
  /// Where the line's text ends, its line end not counted.
  var lineEnd = 0
  /// Counted from 1.
  var line = 0
  /// Each key that has been set, with the value that `$KEY` now has.
  var keys: [String: Key] = [:]
  var assignments: [EnvFile.Assignment] = []
  var unreadableKeys: Set<String> = []
  /// How many bytes `$KEY`s have added to values (see `EnvProblem.expansionTooLarge`).
  var expandedBytes = 0

  private var diagnostics: [Diagnostic] = []
  private var unsetVariables: [(name: String, range: Range<Int>)] = []
  private var hasCarriageReturns = false

  init(_ source: SourceFile) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  mutating func readLines() {
    skipByteOrderMark()
    var next = position
    while next < bytes.count {
      position = next
      next = findLineEnd()
      let start = position
      do throws(EnvProblem) {
        try readLine()
      } catch {
        report(error)
        noteKeys(in: start..<lineEnd)
        if error.mayGoOn { next = startOfNextAssignment(from: next) }
      }
    }
  }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: source, range: range) }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  mutating func skipBlanks() {
    while position < lineEnd, bytes[position].isBlank { position += 1 }
  }

  /// The name that starts here; empty when none does.
  mutating func readName() -> Range<Int> {
    let start = position
    guard start < lineEnd, bytes[start].isNameStart else { return start..<start }
    while position < lineEnd, bytes[position].isNamePart { position += 1 }
    return start..<position
  }

  // MARK: Diagnostics

  mutating func report(_ problem: EnvProblem) {
    if let name = problem.unsetName {
      unsetVariables.append((name, problem.range))
    } else {
      diagnostics.append(
        Diagnostic(
          .error, problem.code, problem.message, at: span(problem.range), help: problem.help,
          related: problem.related))
    }
  }

  /// Everything that was found, in the order of the text. Unset names come last to be put into words,
  /// because the remedy depends on what the lines below set.
  mutating func sortedDiagnostics() -> [Diagnostic] {
    for (index, unset) in unsetVariables.enumerated() {
      diagnostics.append(unsetVariable(unset.name, at: unset.range, isEarly: index < 20))
    }
    unsetVariables = []
    return diagnostics.sorted {
      ($0.span?.range.lowerBound ?? 0) < ($1.span?.range.lowerBound ?? 0)
    }
  }

  /// - Parameter isEarly: whether to look for a name that was meant; only for the first few, so that
  ///   the time stays linear in the file's size.
  private func unsetVariable(_ name: String, at range: Range<Int>, isEarly: Bool) -> Diagnostic {
    let problem = EnvProblem.unsetVariable(name, at: range)
    var help = problem.help
    if let key = keys[name] {
      help = "\(name) is set below, in line \(key.firstLine): move that line above this one"
    } else if isEarly,
      let question = Suggestion.question(
        near: name, among: assignments.prefix(1_000).map(\.key).uniqued())
    {
      help = question
    }
    return Diagnostic(.error, problem.code, problem.message, at: span(range), help: help)
  }

  // MARK: Lines

  /// bash takes a byte-order mark for a part of the first word.
  private mutating func skipByteOrderMark() {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    position = 3
    diagnostics.append(
      Diagnostic(
        .warning, "byte-order-mark", "the file starts with a byte-order mark", at: span(0..<3),
        help: "save the file as UTF-8 without one: bash would take it for a part of the first word")
    )
  }

  /// Sets `lineEnd` for the line that starts here.
  ///
  /// - Returns: where the next line starts.
  private mutating func findLineEnd() -> Int {
    line += 1
    guard let newline = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
      lineEnd = bytes.count
      return bytes.count
    }
    lineEnd = newline
    if newline > position, bytes[newline - 1] == UInt8(ascii: "\r") {
      lineEnd = newline - 1
      if !hasCarriageReturns {
        hasCarriageReturns = true
        diagnostics.append(
          Diagnostic(
            .warning, "line-ends", "the file has Windows line ends (CR LF)",
            at: span(lineEnd..<newline),
            help: "save it with line ends of LF: bash would take the CR for a part of the value"))
      }
    }
    return newline + 1
  }

  /// Passes over lines that seem to belong to something that the last line left open, up to one that
  /// is empty, a comment or an assignment.
  private mutating func startOfNextAssignment(from start: Int) -> Int {
    var next = start
    while next < bytes.count {
      position = next
      let after = findLineEnd()
      skipBlanks()
      var isFresh = position == lineEnd || bytes[position] == UInt8(ascii: "#")
      var name = readName()
      if string(name) == "export" {
        skipBlanks()
        name = readName()
      }
      isFresh =
        isFresh || (!name.isEmpty && position < lineEnd && bytes[position] == UInt8(ascii: "="))
      if isFresh {
        line -= 1
        return next
      }
      next = after
    }
    return next
  }

  /// Remembers the names that a line with a problem sets, or seems to set: whoever reads the file next
  /// shall not say that they are missing.
  private mutating func noteKeys(in range: Range<Int>) {
    position = range.lowerBound
    var isFirst = true
    while position < range.upperBound {
      let name = readName()
      if name.isEmpty {
        position += 1
        continue
      }
      skipBlanks()
      let rest = bytes[position..<range.upperBound]
      if rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8)
        || isFirst && (rest.starts(with: ":".utf8) || rest.starts(with: "[".utf8))
      {
        unreadableKeys.insert(string(name))
      }
      isFirst = false
    }
  }
}

extension [String] {
  /// Without repetitions.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
