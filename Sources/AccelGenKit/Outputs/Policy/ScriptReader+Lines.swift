/// Reading comments and here-documents.
extension ScriptReader {
  mutating func readComment() {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    if start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "%") {
      readDirective(start..<position)
    }
  }

  /// `<<END`, `<<-END`, `<<'END'`
  mutating func readHereDocumentEnd() {
    position += 2
    let isIndented = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isIndented { position += 1 }
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    var end: [UInt8] = []
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte.isBlank || byte.isOperator || byte == UInt8(ascii: "\n") { break }
      if [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(byte) {
        isQuoted = true
      } else {
        end.append(byte)
      }
      position += 1
    }
    hereDocuments.append(HereDocument(end: end, isIndented: isIndented, isQuoted: isQuoted))
  }

  mutating func skipHereDocuments() {
    let documents = hereDocuments
    hereDocuments = []
    for document in documents {
      let start = position
      var stop = position
      while position < bytes.count {
        stop = position
        var line = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
        position = min(line.endIndex + 1, bytes.count)
        if document.isIndented { line = line.drop { $0 == UInt8(ascii: "\t") } }
        if line.elementsEqual(document.end) { break }
        stop = position
      }
      guard !document.isQuoted else { continue }
      let after = position
      var ignored: [UInt8] = []
      var isExpanded = false
      position = start
      readQuoted(&ignored, &isExpanded, until: nil, limit: stop)
      position = after
    }
  }
}
