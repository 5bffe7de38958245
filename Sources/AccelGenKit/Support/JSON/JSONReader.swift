/// Reads JSON to the letter of RFC 8259: no comments, no trailing commas, no byte-order mark.
///
/// Stricter than that in three points, which the RFC leaves to the reader: a name may not occur twice in
/// an object (readers differ on which one counts), `\u` may not give half of a surrogate pair (no text
/// holds that), and values nest at most `mostLevels` deep.
struct JSONReader {
  /// Far more than a policy needs, and far less than the call stack has.
  static let mostLevels = 100

  let bytes: [UInt8]
  var offset = 0

  /// Reads a text that is one JSON value, with white space around it.
  static func read(_ text: String) throws(JSONProblem) -> JSONNode {
    var reader = JSONReader(bytes: Array(text.utf8))
    if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONProblem(message: "it begins with a byte-order mark", range: 0..<3)
    }
    let node = try reader.value(level: 1)
    reader.skipWhiteSpace()
    guard reader.next == nil else { throw reader.unexpected("the end of the text") }
    return node
  }

  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipWhiteSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  /// Reads a byte if it is the next one after white space.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipWhiteSpace()
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func value(level: Int) throws(JSONProblem) -> JSONNode {
    skipWhiteSpace()
    let start = offset
    let content: JSONNode.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try members(level: level))
    case UInt8(ascii: "["): content = .array(try elements(level: level))
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "-"): content = .number(try number())
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): content = .number(try number())
    default: content = try literal()
    }
    return JSONNode(content: content, range: start..<offset)
  }

  private mutating func literal() throws(JSONProblem) -> JSONNode.Content {
    let literals: [(String, JSONNode.Content)] = [
      ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
    ]
    for (word, content) in literals where bytes[offset...].starts(with: word.utf8) {
      offset += word.utf8.count
      return content
    }
    throw unexpected("a value")
  }

  private mutating func members(level: Int) throws(JSONProblem) -> [JSONNode.Member] {
    try open(level: level)
    var members: [JSONNode.Member] = []
    var names: Set<String> = []
    if take("}") { return members }
    repeat {
      skipWhiteSpace()
      let start = offset
      guard next == UInt8(ascii: "\"") else { throw unexpected("a name in double quotes") }
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONProblem(
          message: "the name \(name.shown) is in the object twice", range: start..<offset)
      }
      guard take(":") else { throw unexpected("a colon") }
      members.append(.init(name: name, value: try value(level: level + 1)))
    } while take(",")
    guard take("}") else { throw unexpected("a comma or }") }
    return members
  }

  private mutating func elements(level: Int) throws(JSONProblem) -> [JSONNode] {
    try open(level: level)
    var elements: [JSONNode] = []
    if take("]") { return elements }
    repeat { elements.append(try value(level: level + 1)) } while take(",")
    guard take("]") else { throw unexpected("a comma or ]") }
    return elements
  }

  /// Reads an opening bracket.
  private mutating func open(level: Int) throws(JSONProblem) {
    guard level <= Self.mostLevels else {
      throw JSONProblem(
        message: "values are nested more than \(Self.mostLevels) deep", range: offset..<(offset + 1)
      )
    }
    offset += 1
  }

  /// What to say when something else stands here.
  func unexpected(_ expected: String) -> JSONProblem {
    guard
      let scalar = String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first
    else {
      return JSONProblem(message: "it ends where \(expected) must stand", range: offset..<offset)
    }
    return JSONProblem(
      message: "\(String(scalar).shown) stands where \(expected) must stand",
      range: offset..<(offset + UTF8.width(scalar)))
  }
}
