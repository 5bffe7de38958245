/// A value of a JSON text and where it stands there, so that what is wrong with it can be shown.
///
/// (`JSONValue` is for writing: it knows no places, and no numbers but `Int`.)
struct JSONNode: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it is written: `1.0` and `1` differ, and no digit is lost.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  /// A name and a value of an object, in the order of the text; no name occurs twice.
  struct Member: Sendable, Equatable {
    let name: String
    let value: JSONNode
  }

  let content: Content
  /// Its UTF-8 offsets in the text, quotes and brackets included.
  let range: Range<Int>
}

extension JSONNode {
  /// An object's members; nil for other values.
  var members: [Member]? { if case .object(let members) = content { members } else { nil } }

  /// An array's elements; nil for other values.
  var elements: [JSONNode]? { if case .array(let elements) = content { elements } else { nil } }

  /// A string's text; nil for other values.
  var string: String? { if case .string(let text) = content { text } else { nil } }

  /// The value that an object has under a name.
  subscript(name: String) -> JSONNode? { members?.first { $0.name == name }?.value }
}

/// The first place at which a text is not JSON.
struct JSONProblem: Error, Equatable {
  /// What is wrong, as the end of a sentence about the text.
  let message: String
  /// UTF-8 offsets in the text.
  let range: Range<Int>
}
