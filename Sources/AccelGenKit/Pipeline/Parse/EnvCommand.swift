/// Telling what a line is that is no assignment.
extension EnvReader {
  /// What to say of the line, from its first word on.
  mutating func notAnAssignment() -> EnvProblem {
    if let control = bytes.controlCharacter(at: position) {
      let end = position + bytes.characterLength(at: position)
      return .controlCharacter(control, at: position..<end)
    }
    let first = rangeOfWord()
    if string(first) == "export" { return exportProblem(from: first.upperBound) }
    if let problem = assignmentOfAnotherForm() { return problem }
    return .command(string(first), at: first.isEmpty ? position..<(position + 1) : first)
  }

  private mutating func exportProblem(from end: Int) -> EnvProblem {
    let export = position..<end
    position = end
    skipBlanks()
    guard position < lineEnd, bytes[position] != UInt8(ascii: "#") else {
      return .command("export", at: export)
    }
    if let problem = assignmentOfAnotherForm() { return problem }
    return .exportWithoutValue(at: export.lowerBound..<rangeOfWord().upperBound)
  }

  /// `KEY = x`, `KEY+=x`, `KEY[0]=x`, `MY-KEY=x`.
  private mutating func assignmentOfAnotherForm() -> EnvProblem? {
    let word = rangeOfWord()
    let name = readName()
    let nameEnd = position
    defer { position = word.lowerBound }
    if !name.isEmpty, position < lineEnd {
      let key = string(name)
      switch bytes[position] {
      case UInt8(ascii: "+") where string(word).hasPrefix(key + "+="):
        return .append(key, at: nameEnd..<(nameEnd + 2))
      case UInt8(ascii: "["):
        return .array(at: nameEnd..<word.upperBound)
      case UInt8(ascii: ":"):
        return .colon(key, at: nameEnd..<(nameEnd + 1))
      default: break
      }
      skipBlanks()
      if position > nameEnd, position < lineEnd, bytes[position] == UInt8(ascii: "=") {
        return .spacesAroundEquals(key, at: nameEnd..<position)
      }
    }
    guard let equals = bytes[word].firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return .keyName(
      string(word.lowerBound..<equals),
      at: word.lowerBound..<max(equals, min(word.lowerBound + 1, lineEnd)))
  }
}

/// Problems of lines that are no assignments.
extension EnvProblem {
  static func command(_ word: String, at range: Range<Int>) -> EnvProblem {
    let help =
      switch word {
      case "declare", "let", "local", "readonly", "set", "setenv", "typeset":
        "write KEY=value, or export KEY=value"
      case "source", ".": "copy the assignments of the other file here"
      case "unset": "delete the line that sets the key"
      default: "write KEY=value, or start the line with # if it is a comment"
      }
    return EnvProblem(
      "not-an-assignment", "this is not an assignment, and accelgen runs nothing", help: help,
      at: range)
  }

  static func exportWithoutValue(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "not-an-assignment", "this export sets no value",
      help: "write export KEY=value, or KEY=value",
      at: range)
  }

  static func append(_ key: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "append", "a value cannot be appended to", help: "write the whole value: \(key)=value",
      at: range)
  }

  static func colon(_ key: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "not-an-assignment", "an assignment has = after its key", help: "write \(key)=value",
      at: range)
  }

  static func keyName(_ name: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "key-name", "\(name.shown) is not the name of a key",
      help: "a name has letters of ASCII, digits and _, starts with no digit and is not quoted",
      at: range)
  }
}
