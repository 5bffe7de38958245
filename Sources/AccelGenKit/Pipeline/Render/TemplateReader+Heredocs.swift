/// Reading `<<WORD` and the lines up to WORD, in which a hole is refused.
extension TemplateReader {
  struct Heredoc {
    let opening: Range<Int>
    let delimiter: [UInt8]
    /// `<<-`: tabs at the start of lines do not count.
    let ignoresTabs: Bool
  }

  mutating func readHeredocStart() {
    let start = position
    position += 2
    let ignoresTabs = byte(at: position) == UInt8(ascii: "-")
    if ignoresTabs { position += 1 }
    while let byte = byte(at: position), byte.isBlank { position += 1 }
    var delimiter: [UInt8] = []
    var quote: UInt8?
    while let byte = byte(at: position), byte != UInt8(ascii: "\n") {
      if let open = quote {
        if byte == open { quote = nil } else { delimiter.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte.isBlank || byte.isOperator {
        break
      } else if byte != UInt8(ascii: "\\") {
        delimiter.append(byte)
      }
      position += 1
    }
    heredocs.append(
      Heredoc(opening: start..<position, delimiter: delimiter, ignoresTabs: ignoresTabs))
  }

  /// Reads the bodies of the heredocs of the line that has just ended.
  mutating func readHeredocBodies() {
    let pending = heredocs
    heredocs = []
    for heredoc in pending where !readBody(of: heredoc) {
      let delimiter = String(decoding: heredoc.delimiter, as: UTF8.self)
      report(
        "template-unterminated", "this heredoc has no end", at: heredoc.opening,
        help: "write \(delimiter) on a line of its own")
    }
  }

  /// - Returns: whether its end was found.
  private mutating func readBody(of heredoc: Heredoc) -> Bool {
    while position < bytes.count {
      let end = lineEnd(from: position)
      var line = bytes[position..<end]
      if heredoc.ignoresTabs { line = line.drop { $0 == UInt8(ascii: "\t") } }
      guard !line.elementsEqual(heredoc.delimiter) else {
        position = min(end + 1, bytes.count)
        return true
      }
      if isDirective(at: position) { refuseDirective() }
      while position < end { refuseHole(in: .heredoc) }
      position = min(end + 1, bytes.count)
    }
    return false
  }
}
