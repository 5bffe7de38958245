/// A script as it grows.
struct TemplateOutput {
  private(set) var bytes: [UInt8] = []
  /// Whether only directives' lines came since the last text.
  private var isAtSeam = false
  private let newline = UInt8(ascii: "\n")

  /// - Parameter value: that of a key.
  mutating func append(_ nodes: [TemplateNode], _ value: (String) -> (any ParameterValue)?) {
    for node in nodes {
      switch node {
      case .text(let text): append(text)
      case .seam: isAtSeam = true
      case .parameter(let key, let isList):
        append(key, value(key)?.words ?? [], isList: isList)
      case .condition(let key, let then, let otherwise):
        append(value(key)?.isSet ?? false ? then : otherwise, value)
      case .file(let path):
        // It stands apart from what is above it, as the next one will from it.
        if !endsWithBlankLine { bytes.append(newline) }
        append(GeneratedFile.fileMark(path: path).utf8)
      }
    }
  }

  /// Where a directive was taken away from between blank lines, one of those is enough.
  mutating func append(_ text: ArraySlice<UInt8>) {
    var text = text
    if isAtSeam && endsWithBlankLine { text = text.drop { $0 == newline } }
    guard !text.isEmpty else { return }
    bytes += text
    isAtSeam = false
  }

  /// Ends the script: a directive at its end leaves no blank line there.
  mutating func finish() {
    if isAtSeam && endsWithBlankLine { bytes.removeLast() }
  }

  private mutating func append(_ text: String.UTF8View) {
    bytes += text
    isAtSeam = false
  }

  /// `readonly KEY=value`, or `readonly KEY=(a b)`: the only place where a value enters a script.
  private mutating func append(_ key: String, _ words: [String], isList: Bool) {
    append("readonly \(key)=".utf8)
    if isList { bytes.append(UInt8(ascii: "(")) }
    for (index, word) in words.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: " ")) }
      ShellWord.append(word, to: &bytes)
    }
    if isList { bytes.append(UInt8(ascii: ")")) }
    bytes.append(newline)
  }

  private var endsWithBlankLine: Bool {
    guard let last = bytes.last else { return true }
    return last == newline && (bytes.count == 1 || bytes[bytes.count - 2] == newline)
  }
}
