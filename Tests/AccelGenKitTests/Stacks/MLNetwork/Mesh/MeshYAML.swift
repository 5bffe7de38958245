/// A document in the part of YAML that accelgen writes: maps and lists by indentation, quoted strings, whole numbers,
/// comments. Anything else is an error.
indirect enum MeshYAML: Equatable {
  case map([Member])
  case list([MeshYAML])
  case string(String)
  case integer(Int)

  struct Member: Equatable {
    let name: String
    let value: MeshYAML
  }

  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws {
    var lines = text.split(separator: "\n").filter { line in
      let text = line.drop { $0 == " " }
      return !text.isEmpty && !text.hasPrefix("#")
    }.map { Line($0) }[...]
    self = try Self.node(&lines, indent: 0)
    if let rest = lines.first { throw Problem(description: "indentation of \(rest.text)") }
  }

  private struct Line {
    let indent: Int
    let text: Substring

    init(_ line: Substring) {
      text = line.drop { $0 == " " }
      indent = line.count - text.count
    }

    init(indent: Int, text: Substring) {
      self.indent = indent
      self.text = text
    }
  }

  private static func node(_ lines: inout ArraySlice<Line>, indent: Int) throws -> MeshYAML {
    guard let first = lines.first, first.indent == indent else {
      throw Problem(description: "nothing at an indentation of \(indent)")
    }
    return first.text.hasPrefix("- ")
      ? .list(try items(&lines, indent: indent)) : .map(try members(&lines, indent: indent))
  }

  private static func items(_ lines: inout ArraySlice<Line>, indent: Int) throws -> [MeshYAML] {
    var items: [MeshYAML] = []
    while let line = lines.first, line.indent == indent, line.text.hasPrefix("- ") {
      let text = line.text.dropFirst(2)
      guard text.first != "\"", text.contains(":") else {
        lines.removeFirst()
        items.append(try scalar(text))
        continue
      }
      // The item's map begins beside the hyphen.
      lines[lines.startIndex] = Line(indent: indent + 2, text: text)
      items.append(.map(try members(&lines, indent: indent + 2)))
    }
    return items
  }

  private static func members(_ lines: inout ArraySlice<Line>, indent: Int) throws -> [Member] {
    var members: [Member] = []
    while let line = lines.first, line.indent == indent, !line.text.hasPrefix("- ") {
      guard let colon = line.text.firstIndex(of: ":") else {
        throw Problem(description: "no member: \(line.text)")
      }
      let name = String(line.text[..<colon])
      guard !members.contains(where: { $0.name == name }) else {
        throw Problem(description: "\(name) twice")
      }
      let rest = line.text[line.text.index(after: colon)...].drop { $0 == " " }
      lines.removeFirst()
      let value =
        rest.isEmpty
        ? try node(&lines, indent: lines.first?.indent ?? indent) : try scalar(rest)
      members.append(Member(name: name, value: value))
    }
    return members
  }

  private static func scalar(_ text: Substring) throws -> MeshYAML {
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 {
      let inner = text.dropFirst().dropLast()
      guard !inner.contains(where: { "\"\\".contains($0) }) else {
        throw Problem(description: "an escape: \(text)")
      }
      return .string(String(inner))
    }
    if let number = Int(text) { return .integer(number) }
    // What stands without quotes must not be read as something else than a text: true, 1.0, ~.
    let isPlain =
      text.first?.isLetter == true
      && text.allSatisfy { $0.isLetter || "./".contains($0) || $0.isNumber }
    guard isPlain,
      !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    else {
      throw Problem(description: "what is \(text)?")
    }
    return .string(String(text))
  }
}
