/// Reading redirections and here-documents.
extension ScriptReader {
  mutating func readRedirections() throws(ScriptProblem) {
    while true {
      skipBlanks()
      guard try readRedirectionOfNumber() else { return }
    }
  }

  /// A redirection, the number of a file before it or not.
  mutating func readRedirectionOfNumber() throws(ScriptProblem) -> Bool {
    let start = position
    while let byte, byte.isDigit { position += 1 }
    if byte != UInt8(ascii: "&") || position == start, try readRedirection() { return true }
    position = start
    return false
  }

  /// - Returns: whether there is one here; a process substitution is none.
  mutating func readRedirection() throws(ScriptProblem) -> Bool {
    switch byte {
    case UInt8(ascii: "<"):
      if follows("<(") { return false }
      if follows("<<<") {
        position += 3
      } else if follows("<<") {
        try readHereDocumentStart()
        return true
      } else {
        position += follows("<&") || follows("<>") ? 2 : 1
      }
    case UInt8(ascii: ">"):
      if follows(">(") { return false }
      position += follows(">>") || follows(">&") || follows(">|") ? 2 : 1
    case UInt8(ascii: "&"):
      guard follows("&>") else { return false }
      position += follows("&>>") ? 3 : 2
    default: return false
    }
    skipBlanks()
    _ = try readWord(.plain)
    return true
  }

  private mutating func readHereDocumentStart() throws(ScriptProblem) {
    let start = position
    let isIndented = follows("<<-")
    position += isIndented ? 3 : 2
    skipBlanks()
    let word = try readWord(.plain)
    guard !word.isExpanded else {
      throw notUnderstood("the end of this here-document is expanded", at: word.range)
    }
    let end = literal(word)
    hereDocuments.append(
      HereDocument(
        end: Array(outline.text(end)), isIndented: isIndented, isQuoted: word.isQuoted,
        opening: start..<position))
  }

  /// Reads the bodies that begin in this line.
  mutating func readHereDocuments() throws(ScriptProblem) {
    if outerHereDocuments > 0, let outer = hereDocuments.first {
      throw notUnderstood(
        "the body of this here-document would begin inside of what is open", at: outer.opening,
        help: "close it in the same line")
    }
    let documents = hereDocuments
    hereDocuments = []
    for document in documents { try readBody(of: document) }
  }

  private mutating func readBody(of document: HereDocument) throws(ScriptProblem) {
    let start = position
    var isJoined = false
    while position < limit {
      let end = next(.newline, from: position)
      var line = position
      if document.isIndented { while line < end, bytes[line] == UInt8(ascii: "\t") { line += 1 } }
      if !isJoined, bytes[line..<end].elementsEqual(document.end) {
        if !document.isQuoted { try readExpansions(in: start..<position) }
        position = min(end + 1, limit)
        return
      }
      // Unless it is quoted, a backslash at the end of a line takes that end away.
      isJoined = !document.isQuoted && endsInBackslash(line..<end)
      position = min(end + 1, limit)
    }
    throw hasNoEnd(document)
  }

  private func endsInBackslash(_ line: Range<Int>) -> Bool {
    var count = 0
    while count < line.count, bytes[line.upperBound - 1 - count] == UInt8(ascii: "\\") {
      count += 1
    }
    return !count.isMultiple(of: 2)
  }

  func hasNoEnd(_ document: HereDocument) -> ScriptProblem {
    ScriptProblem(
      "template-unterminated", "this here-document has no end", at: document.opening,
      help: "write its lines, then \(String(decoding: document.end, as: UTF8.self))")
  }

  /// Reads what is expanded in the body of a here-document, where quotes mean nothing.
  private mutating func readExpansions(in body: Range<Int>) throws(ScriptProblem) {
    let (end, outerLimit) = (position, limit)
    position = body.lowerBound
    limit = body.upperBound
    while let byte {
      switch byte {
      case UInt8(ascii: "\\"): skipEscaped()
      case UInt8(ascii: "$"):
        let start = position
        _ = try readDollar(isQuoted: true)
        // Of a backslash in it, the here-document might take something away first.
        let backslash = bytes.firstIndex(of: UInt8(ascii: "\\"), in: start..<position)
        guard backslash == position else {
          throw notUnderstood(
            "accelgen does not read a backslash in what a here-document expands",
            at: backslash..<(backslash + 1), help: "expand it before, into a variable")
        }
      case UInt8(ascii: "`"): try readBackticks(isQuoted: false)
      default: position += 1
      }
    }
    limit = outerLimit
    position = end
  }
}
