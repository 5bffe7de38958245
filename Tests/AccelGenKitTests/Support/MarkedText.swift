import Testing

@testable import AccelGenKit

/// A text with markers (1️⃣, 2️⃣, …) in it: the text without them, and where each of them stood.
///
/// Tests of places name a marker, so that nobody counts columns.
struct MarkedText: ExpressibleByStringInterpolation {
  let text: String
  /// UTF-8 offsets in `text`.
  let offsets: [Character: Int]

  static let markers: Set<Character> = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣"]

  init(_ marked: String) {
    var text = ""
    var offsets: [Character: Int] = [:]
    for character in marked {
      if Self.markers.contains(character) {
        offsets[character] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.offsets = offsets
  }

  init(stringLiteral value: String) { self.init(value) }
}

/// What a test expects to be told: a code, and the marker at which the place starts; where it ends
/// only if the test is about that.
struct Expected {
  let code: DiagnosticCode
  let start: Character
  let end: Character?
  let severity: Diagnostic.Severity
  let message: String?
  let help: String?

  init(
    _ code: DiagnosticCode, at start: Character, to end: Character? = nil,
    _ severity: Diagnostic.Severity = .error, message: String? = nil, help: String? = nil
  ) {
    self.code = code
    self.start = start
    self.end = end
    self.severity = severity
    self.message = message
    self.help = help
  }
}

/// Fails unless the diagnostics are exactly the expected ones, in this order.
func expect(
  _ diagnostics: [Diagnostic], in marked: MarkedText, are expected: [Expected],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = diagnostics.map { "\($0.code) at \($0.span?.range.lowerBound ?? -1)" }
  let wanted = expected.map { "\($0.code) at \(marked.offsets[$0.start] ?? -2)" }
  #expect(found == wanted, "in: \(marked.text)", sourceLocation: sourceLocation)
  guard found == wanted else { return }
  for (diagnostic, expected) in zip(diagnostics, expected) {
    #expect(diagnostic.severity == expected.severity, sourceLocation: sourceLocation)
    if let end = expected.end {
      #expect(
        diagnostic.span?.range.upperBound == marked.offsets[end], "in: \(marked.text)",
        sourceLocation: sourceLocation)
    }
    if let message = expected.message {
      #expect(diagnostic.message == message, sourceLocation: sourceLocation)
    }
    if let help = expected.help {
      #expect(diagnostic.help == help, sourceLocation: sourceLocation)
    }
  }
}
