/// Reading comments, and the directives of templates, which are some.
extension ScriptReader {
  mutating func readComment() throws(ScriptProblem) {
    let start = position
    let end = next(.newline, from: start)
    position = end
    guard byte(at: start + 1) == UInt8(ascii: "%") else { return }
    guard isAlone(start), context.kind != .command else {
      outline.problems.append(Self.misplaced(start..<end))
      return
    }
    try readDirective(start..<end)
  }

  static func misplaced(_ range: Range<Int>) -> ScriptProblem {
    ScriptProblem(
      "template-directive-place", "a directive stands on a line of its own, between two commands",
      at: range, help: "move it")
  }

  /// Whether only blanks stand before it in its line, and that is not joined to the one before.
  private func isAlone(_ start: Int) -> Bool {
    var offset = start
    while offset > 0, bytes[offset - 1].isBlank { offset -= 1 }
    guard offset > 0 else { return true }
    return bytes[offset - 1] == .newline && (offset < 2 || bytes[offset - 2] != UInt8(ascii: "\\"))
  }

  private mutating func readDirective(_ line: Range<Int>) throws(ScriptProblem) {
    outline.directives.insert(line.lowerBound)
    let words = bytes[line].dropFirst(2).split(whereSeparator: \.isBlank)
      .map { String(decoding: $0, as: UTF8.self) }
    switch words.first {
    case "if":
      let key = words.last ?? ""
      openConditions.append(OpenCondition(context: context, outer: condition, key: key))
      condition = number(of: outline.conditions[condition].union([.init(key: key, isSet: true)]))
    case "else":
      guard let open = openConditions.last else { return }
      try endBranch(of: open, line)
      let outer = outline.conditions[open.outer]
      condition = number(of: outer.union([.init(key: open.key, isSet: false)]))
    case "end":
      guard let open = openConditions.popLast() else { return }
      try endBranch(of: open, line)
      condition = open.outer
    case "include":
      guard context.kind == .commands else {
        outline.problems.append(Self.misplaced(line))
        return
      }
      outline.includes.append(.init(name: words.last ?? "", condition: condition))
    default: return
    }
  }

  private mutating func number(of conditions: Set<ScriptOutline.Condition>) -> Int {
    outline.conditions.append(conditions)
    return outline.conditions.count - 1
  }

  /// A branch that is left out must not leave anything open or closed.
  private func endBranch(of open: OpenCondition, _ line: Range<Int>) throws(ScriptProblem) {
    guard open.context != context else { return }
    throw ScriptProblem(
      "template-unbalanced-branch", "the lines since #% if \(open.key) open or close more",
      at: line,
      help: "open and close what is compound in the same branch")
  }
}
