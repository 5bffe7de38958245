/// Reading `#%` lines.
extension TemplateReader {
  private static let names = ["param", "if", "else", "end", "include"]

  /// A directive's words and where each stands.
  private struct Directive {
    let span: Range<Int>
    let words: [(text: String, range: Range<Int>)]
  }

  mutating func readDirectiveLine(
    _ line: Range<Int>, _ includes: (String) -> TemplateFile?
  ) {
    let directive = directive(in: line)
    ownDirectives.append(directive.span)
    nodes.append(.seam)
    let name = directive.words.first?.text
    if name != "param" { isInSignature = false }
    switch name {
    case "param": readParameter(directive)
    case "if": readIf(directive)
    case "else": readElse(directive)
    case "end": readEnd(directive)
    case "include": readInclude(directive, includes)
    default:
      report(
        "template-unknown-directive", "there is no such directive", at: directive.span,
        help: name.flatMap { Suggestion.question(near: $0, among: Self.names) }
          ?? "#% param, #% if, #% else, #% end and #% include are the directives")
    }
  }

  private func directive(in line: Range<Int>) -> Directive {
    let start = bytes[line].firstIndex(of: UInt8(ascii: "#")) ?? line.lowerBound
    var words: [(text: String, range: Range<Int>)] = []
    for word in bytes[(start + 2)..<line.upperBound].split(whereSeparator: \.isBlank) {
      let range = word.startIndex..<word.endIndex
      words.append((string(range), range))
    }
    return Directive(span: start..<(words.last?.range.upperBound ?? start + 2), words: words)
  }

  /// Refuses a directive that has not exactly the words of its form.
  private mutating func hasForm(_ form: String, _ directive: Directive) -> Bool {
    let count = form.utf8.count { $0 == UInt8(ascii: " ") }
    guard directive.words.count != count else { return true }
    report(
      "template-malformed-directive", "this directive has not the form \(form)",
      at: directive.span, help: "write \(form)")
    return false
  }

  private mutating func readParameter(_ directive: Directive) {
    guard hasForm("#% param KEY Type", directive) else { return }
    let key = directive.words[1]
    let parameter = Template.Parameter(
      key: key.text, typeName: directive.words[2].text, file: file,
      range: key.range.lowerBound..<directive.span.upperBound)
    if !isInSignature {
      report(
        "template-late-parameter", "the signature comes first, like a function's",
        at: directive.span, help: "move it above the first command")
    }
    if let first = ownParameters[key.text] {
      report(
        "template-duplicate-parameter", "\(key.text) is declared twice", at: key.range,
        help: "delete one of the two lines",
        related: [.init("first declared here", at: first.span)])
      return
    }
    ownParameters[key.text] = parameter
    parameters.append(parameter)
    nodes.append(
      .parameter(key: key.text, isList: parameter.typeName.utf8.first == UInt8(ascii: "[")))
  }

  private mutating func readIf(_ directive: Directive) {
    var key = ""
    if hasForm("#% if KEY", directive) {
      let word = directive.words[1]
      key = word.text
      askedFor.append(.init(key: key, file: file, range: word.range))
    }
    open(OpenCondition(key: key, span: directive.span, outer: nodes))
  }

  private mutating func open(_ condition: OpenCondition) {
    conditions.append(condition)
    nodes = []
  }

  private mutating func readElse(_ directive: Directive) {
    _ = hasForm("#% else", directive)
    guard var condition = conditions.popLast() else { return reportStray(directive) }
    if condition.then != nil {
      report(
        "template-second-else", "this #% if has an #% else already", at: directive.span,
        help: "delete one of the two")
    }
    condition.then = (condition.then ?? []) + nodes
    nodes = []
    conditions.append(condition)
  }

  private mutating func readEnd(_ directive: Directive) {
    _ = hasForm("#% end", directive)
    guard let condition = conditions.popLast() else { return reportStray(directive) }
    nodes =
      condition.outer + [
        .condition(
          key: condition.key, then: condition.then ?? nodes,
          else: condition.then == nil ? [] : nodes),
        .seam,
      ]
  }

  private mutating func reportStray(_ directive: Directive) {
    report(
      "template-stray-directive", "there is no #% if above that this belongs to",
      at: directive.span, help: "delete it, or write #% if KEY above")
  }

  private mutating func readInclude(
    _ directive: Directive, _ includes: (String) -> TemplateFile?
  ) {
    guard hasForm("#% include FILE", directive) else { return }
    let name = directive.words[1]
    guard let included = includes(name.text) else {
      report(
        "template-missing-include", "there is no template \(name.text)", at: name.range,
        help: "put it into the stack's folder or into common/")
      return
    }
    guard !chain.contains(included.path) else {
      report(
        "template-include-cycle", "\(name.text) would include itself", at: name.range,
        help: "the way to it: \((chain + [included.path]).joined(separator: " → "))")
      return
    }
    guard includedDirectives[included.path] == nil else {
      report(
        "template-included-twice", "\(name.text) is included already", at: name.range,
        help: "delete one of the two lines")
      return
    }
    var reader = TemplateReader(included, includedBy: chain)
    reader.read(includes: includes)
    merge(reader, at: directive)
    nodes.append(.file(path: included.path))
    nodes += reader.nodes
    if reader.bytes.last != UInt8(ascii: "\n") { nodes.append(.text([UInt8(ascii: "\n")])) }
    nodes.append(.seam)
  }

  private mutating func merge(_ included: TemplateReader, at directive: Directive) {
    report(included.diagnostics)
    parameters += included.parameters
    askedFor += included.askedFor
    includedDirectives.merge(included.includedDirectives) { first, _ in first }
    includedDirectives[included.file.path] = included.ownDirectives
    // What is only there at times would be missing where it is used.
    guard !conditions.isEmpty, let parameter = included.parameters.first else { return }
    report(
      "template-conditional-parameter", "a file with a signature is included under a condition",
      at: directive.span, help: "include it outside #% if",
      related: [.init("it takes \(parameter.key)", at: parameter.span)])
  }
}
