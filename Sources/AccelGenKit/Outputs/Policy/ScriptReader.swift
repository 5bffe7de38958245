/// Reads a bash script, or a template of one, into its outline.
///
/// It follows bash's quotes, expansions, comments and here-documents, and where functions begin and end; it
/// need not know what a command does. Of a template it follows the `#%` directives. What is not bash it reads
/// somehow, and to the end.
struct ScriptReader {
  let bytes: [UInt8]
  var position = 0
  private(set) var outline = ScriptOutline()

  /// The functions that are open, the innermost last, each with how many braces were open before its own.
  private var functions: [(name: String, braces: Int)] = []
  private var openBraces = 0
  private let includes: (String) -> String?
  private var conditions: [ScriptOutline.Condition] = []
  /// The ends of the here-documents whose text begins in the next line.
  var hereDocuments: [HereDocument] = []

  struct HereDocument {
    let end: [UInt8]
    /// `<<-`: tabs may stand before the end.
    let isIndented: Bool
    /// Nothing is expanded in it.
    let isQuoted: Bool
  }

  /// - Parameter includes: finds the text of the file that `#% include NAME` names.
  static func read(
    _ text: String, includes: @escaping (String) -> String? = { _ in nil }
  ) -> ScriptOutline {
    var reader = ScriptReader(text, includes)
    reader.readCode()
    return reader.outline
  }

  private init(_ text: String, _ includes: @escaping (String) -> String?) {
    bytes = Array(text.utf8)
    self.includes = includes
  }

  /// A directive of a template, at the start of a line.
  mutating func readDirective(_ line: Range<Int>) {
    let words = bytes[line].split(whereSeparator: \.isBlank).dropFirst()
      .map { String(decoding: $0, as: UTF8.self) }
    switch (words.first, words.last) {
    case ("if", let key?): conditions.append(.init(key: key, isSet: true))
    case ("else", _): if let last = conditions.popLast() { conditions.append(last.opposite) }
    case ("end", _): _ = conditions.popLast()
    case ("include", let name?):
      if let text = includes(name) { merge(Self.read(text, includes: includes)) }
    default: break
    }
  }

  private mutating func merge(_ other: ScriptOutline) {
    for (function, steps) in other.steps {
      outline.steps[function, default: []] += steps.map {
        .init(content: $0.content, conditions: $0.conditions.union(conditions))
      }
    }
    outline.sources += other.sources
  }

  /// Takes note of a call, or of a word that bash expands nothing in and that may be a name.
  mutating func note(_ content: ScriptOutline.Step.Content) {
    outline.steps[functions.last?.name ?? ScriptOutline.top, default: []].append(
      .init(content: content, conditions: Set(conditions)))
  }

  mutating func noteSource(_ path: [UInt8]) {
    let name = path.split(separator: UInt8(ascii: "/")).last ?? []
    outline.sources.append(String(decoding: name, as: UTF8.self))
  }

  /// `{`; with a name, that of the function whose body it opens.
  mutating func openBrace(of function: String?) {
    if let function {
      functions.append((function, openBraces))
      if outline.steps[function] == nil { outline.steps[function] = [] }
    }
    openBraces += 1
  }

  mutating func closeBrace() {
    openBraces -= 1
    if functions.last?.braces == openBraces { functions.removeLast() }
  }
}
