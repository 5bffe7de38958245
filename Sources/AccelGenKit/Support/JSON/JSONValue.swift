/// A JSON text in the making. Members keep the order in which they were given, so that the same data
/// is the same bytes on every machine.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and a value of an object.
  public struct Member: Sendable, Hashable {
    public let name: String
    public let value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value as text: two spaces a level, a line end after the last line.
  public var text: String {
    var text: [UInt8] = []
    write(into: &text, indent: 0)
    text.append(UInt8(ascii: "\n"))
    return String(decoding: text, as: UTF8.self)
  }

  /// The value as text without white space.
  public var minified: String {
    var text: [UInt8] = []
    writeMinified(into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func writeMinified(into text: inout [UInt8]) {
    switch self {
    case .null, .bool, .number, .string: write(into: &text, indent: 0)
    case .array(let values):
      text.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        value.writeMinified(into: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let members):
      text.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text.appendJSONString(member.name)
        text.append(UInt8(ascii: ":"))
        member.value.writeMinified(into: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private func write(into text: inout [UInt8], indent: Int) {
    switch self {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .number(let value): text += String(value).utf8
    case .string(let value): text.appendJSONString(value)
    case .array(let values):
      text.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        text.startElement(index, indent: indent + 1)
        value.write(into: &text, indent: indent + 1)
      }
      text.endList(values.count, indent: indent, UInt8(ascii: "]"))
    case .object(let members):
      text.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        text.startElement(index, indent: indent + 1)
        text.appendJSONString(member.name)
        text += ": ".utf8
        member.value.write(into: &text, indent: indent + 1)
      }
      text.endList(members.count, indent: indent, UInt8(ascii: "}"))
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral
{
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0, $1) })
  }

  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// A text, or null where there is none.
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// A list of texts; one by itself stands without a list, as policies have it.
  static func oneOrMore(_ texts: [String]) -> JSONValue {
    if let only = texts.first, texts.count == 1 { return .string(only) }
    return .array(texts.map(JSONValue.string))
  }

  /// A number, or null where there is none.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map(JSONValue.number) ?? .null
  }
}

extension [UInt8] {
  fileprivate mutating func startElement(_ index: Int, indent: Int) {
    if index > 0 { append(UInt8(ascii: ",")) }
    startLine(indent)
  }

  fileprivate mutating func endList(_ count: Int, indent: Int, _ end: UInt8) {
    if count > 0 { startLine(indent) }
    append(end)
  }

  private mutating func startLine(_ indent: Int) {
    append(UInt8(ascii: "\n"))
    self += repeatElement(UInt8(ascii: " "), count: 2 * indent)
  }

  /// Appends a JSON string. Besides what RFC 8259 section 7 demands, all is escaped that does not show
  /// itself: a reader gets the same text, and a log that holds the JSON is not reordered by it.
  fileprivate mutating func appendJSONString(_ value: String) {
    append(UInt8(ascii: "\""))
    let isPlain = value.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      self += value.utf8
    } else {
      for scalar in value.unicodeScalars { appendJSONScalar(scalar) }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendJSONScalar(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": self += #"\""#.utf8
    case "\\": self += #"\\"#.utf8
    case "\n": self += #"\n"#.utf8
    case "\r": self += #"\r"#.utf8
    case "\t": self += #"\t"#.utf8
    case _ where scalar.isVisible: self += String(scalar).utf8
    default:
      // A character beyond U+FFFF is two of UTF-16.
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        self += #"\u"#.utf8
        self += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        self += digits.utf8
      }
    }
  }
}
