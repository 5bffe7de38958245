/// A piece of a template, ready to be rendered.
enum TemplateNode: Sendable {
  /// Text that is the same in every script.
  case text([UInt8])
  /// `{{KEY}}`; whether the line ends after it.
  case hole(key: String, endsLine: Bool)
  /// `#% if KEY` … `#% else` … `#% end`.
  case condition(key: String, then: [TemplateNode], else: [TemplateNode])
  /// Where a directive's line was taken away.
  case seam
}

/// A script as it grows.
struct TemplateOutput {
  private(set) var bytes: [UInt8] = []
  /// Whether only directives' lines came since the last text.
  private var isAtSeam = false
  private let newline = UInt8(ascii: "\n")

  mutating func append(_ nodes: [TemplateNode], _ configuration: Configuration) {
    for node in nodes {
      switch node {
      case .text(let text): append(text)
      case .seam: isAtSeam = true
      case .hole(let key, let endsLine):
        append(words: configuration[key]?.value.words ?? [], endsLine: endsLine)
      case .condition(let key, let then, let otherwise):
        append(configuration[key]?.value.isSet ?? false ? then : otherwise, configuration)
      }
    }
  }

  /// Where a directive was taken away from between blank lines, one of those is enough.
  mutating func append(_ text: [UInt8]) {
    var text = text[...]
    if isAtSeam && endsWithBlankLine { text = text.drop { $0 == newline } }
    guard !text.isEmpty else { return }
    bytes += text
    isAtSeam = false
  }

  /// Ends the script: a directive at its end leaves no blank line there.
  mutating func finish() {
    if isAtSeam && endsWithBlankLine { bytes.removeLast() }
  }

  private mutating func append(words: [String], endsLine: Bool) {
    isAtSeam = false
    guard !words.isEmpty else {
      if endsLine { removeEmptyEndOfLine() }
      return
    }
    for (index, word) in words.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: " ")) }
      ShellWord.append(word, to: &bytes)
    }
  }

  /// An empty list at the end of a line leaves no blanks there, and no empty line if it was alone on
  /// its line. (After a backslash the empty line stays: it is what ends the command.)
  private mutating func removeEmptyEndOfLine() {
    while let last = bytes.last, last.isBlank { bytes.removeLast() }
    guard bytes.last == newline, bytes.dropLast().last != UInt8(ascii: "\\") else { return }
    bytes.removeLast()
  }

  private var endsWithBlankLine: Bool {
    guard let last = bytes.last else { return true }
    return last == newline && (bytes.count == 1 || bytes[bytes.count - 2] == newline)
  }
}
