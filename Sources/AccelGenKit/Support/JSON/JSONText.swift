/// A JSON text in a file: the whole file, or a string of it that holds JSON in its turn, as AWS's Price
/// List answers do.
struct JSONText: Sendable {
  let file: SourceFile
  /// Where the string that holds the text stands in the file, quotes included; nil for the whole file.
  private let holder: Range<Int>?
  private let text: String

  init(_ file: SourceFile) {
    self.file = file
    holder = nil
    text = file.text
  }

  /// - Returns: nil when the node is no string.
  init?(string node: JSONNode, of outer: JSONText) {
    guard let string = node.string, outer.holder == nil else { return nil }
    file = outer.file
    holder = node.range
    text = string
  }

  func read() throws(JSONProblem) -> JSONNode { try JSONReader.read(text) }

  /// The place in the file of a stretch of the text.
  func span(_ range: Range<Int>) -> SourceSpan {
    guard let holder else { return SourceSpan(file: file, range: range) }
    let places = JSONReader.places(ofString: file[holder]).map { $0 + holder.lowerBound }
    let start = places[min(range.lowerBound, places.count - 1)]
    let end = places[min(range.upperBound, places.count - 1)]
    return SourceSpan(file: file, range: start..<end)
  }
}

extension JSONReader {
  /// Where each byte of a string's text, and its end, stands in the string as it is written.
  ///
  /// - Parameter string: a string that was read before, with its quotes.
  fileprivate static func places(ofString string: Substring) -> [Int] {
    var reader = JSONReader(bytes: Array(string.utf8), offset: 1)
    var places: [Int] = []
    let end = reader.bytes.count - 1
    while reader.offset < end {
      let start = reader.offset
      if reader.next == UInt8(ascii: "\\"), let escaped = try? reader.escape() {
        places += escaped.utf8.map { _ in start }
      } else {
        places.append(start)
        reader.offset = start + 1
      }
    }
    return places + [end]
  }
}
