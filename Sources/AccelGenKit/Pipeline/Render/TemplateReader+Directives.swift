/// Reading `#%` lines.
extension TemplateReader {
  private static let directives = ["param", "if", "else", "end", "include"]

  /// A directive's words and where each stands.
  private struct Directive {
    let span: Range<Int>
    let words: [(text: String, range: Range<Int>)]
  }

  func isDirective(at lineStart: Int) -> Bool {
    var offset = lineStart
    while let byte = byte(at: offset), byte.isBlank { offset += 1 }
    return starts(with: "#%", at: offset)
  }

  /// Says that the directive in this line is not one; the line is read as what it is.
  mutating func refuseDirective() {
    report(
      "template-directive-place", "a directive cannot stand inside a quote, a heredoc or a command",
      at: directive(at: position).span, help: "move it between two commands")
  }

  mutating func readDirectiveLine(_ includes: (String) -> SourceFile?) {
    let directive = directive(at: position)
    if !frame.kind.isCode || joinedLine == position {
      refuseDirective()
      position = directive.span.upperBound
      return
    }
    flushText()
    position = min(lineEnd(from: position) + 1, bytes.count)
    textStart = position
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
        help: name.flatMap { Suggestion.question(near: $0, among: Self.directives) }
          ?? "#% param, #% if, #% else, #% end and #% include are the directives")
    }
  }

  private func directive(at lineStart: Int) -> Directive {
    let line = lineStart..<lineEnd(from: lineStart)
    let start = bytes[line].firstIndex(of: UInt8(ascii: "#")) ?? lineStart
    var words: [(text: String, range: Range<Int>)] = []
    for word in bytes[(start + 2)..<line.upperBound].split(whereSeparator: \.isBlank) {
      let range = word.startIndex..<word.endIndex
      words.append((string(range), range))
    }
    return Directive(span: start..<(words.last?.range.upperBound ?? start + 2), words: words)
  }

  /// Refuses a directive that has not exactly the words of its form.
  private mutating func hasForm(_ form: String, _ directive: Directive) -> Bool {
    let count = form.split(separator: " ").count - 1
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
      key: key.text, typeName: directive.words[2].text,
      span: SourceSpan(file: source, range: key.range.lowerBound..<directive.span.upperBound))
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
    merge([parameter])
  }

  /// Adds parameters to the signature, of this file or of one that it includes.
  private mutating func merge(_ others: [Template.Parameter]) {
    for other in others {
      guard let same = parameters.first(where: { $0.key == other.key }) else {
        parameters.append(other)
        continue
      }
      guard same.typeName != other.typeName else { continue }
      report([
        Diagnostic(
          .error, "template-type-mismatch",
          "\(other.key) is declared as \(other.typeName) here and as \(same.typeName) elsewhere",
          at: other.span, help: "declare it with the same type",
          related: [.init("declared as \(same.typeName) here", at: same.span)])
      ])
    }
  }

  private mutating func readIf(_ directive: Directive) {
    guard hasForm("#% if KEY", directive) else {
      return open(OpenCondition(key: "", span: directive.span, frames: frames, outer: nodes))
    }
    let key = directive.words[1]
    usedKeys.insert(key.text)
    if ownParameters[key.text] == nil { reportUndeclared(key.text, at: key.range) }
    open(OpenCondition(key: key.text, span: directive.span, frames: frames, outer: nodes))
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
    endBranch(of: condition, at: directive)
    condition.then = (condition.then ?? []) + nodes
    nodes = []
    conditions.append(condition)
  }

  private mutating func readEnd(_ directive: Directive) {
    _ = hasForm("#% end", directive)
    guard let condition = conditions.popLast() else { return reportStray(directive) }
    endBranch(of: condition, at: directive)
    nodes =
      condition.outer + [
        .condition(
          key: condition.key, then: condition.then ?? nodes,
          else: condition.then == nil ? [] : nodes),
        .seam,
      ]
  }

  /// A branch that is left out must not leave a quote or parenthesis open or closed.
  private mutating func endBranch(of condition: OpenCondition, at directive: Directive) {
    if frames.map(\.shape) != condition.frames.map(\.shape) {
      report(
        "template-unbalanced-branch",
        "the lines since \(string(condition.span)) open or close more",
        at: directive.span, help: "open and close parentheses and case in the same branch",
        related: [
          .init("the branch starts here", at: SourceSpan(file: source, range: condition.span))
        ])
    }
    frames = condition.frames
  }

  private mutating func reportStray(_ directive: Directive) {
    report(
      "template-stray-directive", "there is no #% if above that this belongs to",
      at: directive.span, help: "delete it, or write #% if KEY above")
  }

  private mutating func readInclude(_ directive: Directive, _ includes: (String) -> SourceFile?) {
    guard hasForm("#% include FILE", directive) else { return }
    let name = directive.words[1]
    guard let file = includes(name.text) else {
      report(
        "template-missing-include", "there is no template \(name.text)", at: name.range,
        help: "put it into the stack's folder or into common/")
      return
    }
    guard !chain.contains(file.name) else {
      report(
        "template-include-cycle", "\(name.text) would include itself", at: name.range,
        help: "the way to it: \((chain + [file.name]).joined(separator: " → "))")
      return
    }
    var reader = TemplateReader(file, includedBy: chain)
    reader.read(includes: includes)
    report(reader.diagnostics)
    merge(reader.parameters)
    usedKeys.formUnion(reader.usedKeys)
    nodes += reader.nodes
    if reader.bytes.last != UInt8(ascii: "\n") { nodes.append(.text([UInt8(ascii: "\n")])) }
    nodes.append(.seam)
  }
}
