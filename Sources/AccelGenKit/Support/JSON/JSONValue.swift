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
    var text = ""
    write(into: &text, indent: "\n")
    return text + "\n"
  }

  private func write(into text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .string(let value): text.appendJSONString(value)
    case .array(let values):
      Self.writeList(values, "[", "]", into: &text, indent: indent) { value, text, indent in
        value.write(into: &text, indent: indent)
      }
    case .object(let members):
      Self.writeList(members, "{", "}", into: &text, indent: indent) { member, text, indent in
        text.appendJSONString(member.name)
        text += ": "
        member.value.write(into: &text, indent: indent)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, into text: inout String,
    indent: String, write: (Element, inout String, String) -> Void
  ) {
    text += open
    let inner = indent + "  "
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      text += inner
      write(element, &text, inner)
    }
    if !elements.isEmpty { text += indent }
    text += close
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

  /// A number, or null where there is none.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map(JSONValue.number) ?? .null
  }
}

extension String {
  /// Appends a JSON string. Besides what RFC 8259 section 7 demands, all is escaped that does not show
  /// itself: a reader gets the same text, and a log that holds the JSON is not reordered by it.
  fileprivate mutating func appendJSONString(_ value: String) {
    self += "\""
    let isPlain = value.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      self += value
    } else {
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": self += "\\\""
        case "\\": self += "\\\\"
        case "\n": self += "\\n"
        case "\r": self += "\\r"
        case "\t": self += "\\t"
        case _ where scalar.isVisible: unicodeScalars.append(scalar)
        default:
          // A character beyond U+FFFF is two of UTF-16.
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            self += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
          }
        }
      }
    }
    self += "\""
  }
}
