/// Makes texts fit into the room that a picture has for them.
///
/// Room is counted in units: half the width of a Chinese character, which is what a fixed-width font gives
/// to a Latin letter. Who draws hands in how many units a scalar takes.
struct TextFit: Sendable {
  /// What stands for the part of a text that is left out.
  static let ellipsis = "…"

  let units: @Sendable (Unicode.Scalar) -> Int

  /// As a terminal counts (Unicode Standard Annex 11).
  static let terminal = TextFit { TerminalWidth.of($0) }

  /// As a picture must count, in which a font that lacks a character borrows it from another one that
  /// nobody knows: never less than that one may take.
  static let picture = TextFit { scalar in
    switch scalar.value {
    // Latin, Greek and Cyrillic letters, and a few signs, are in every fixed-width font.
    case 0x20..<0x250, 0x370..<0x530, 0x2010...0x2026, 0x2190...0x2193: 1
    // Beyond the first plane there are letters as wide as four others, except among the Chinese ones.
    case 0x10000..<0x20000, 0x40000...: 8
    default: 2
    }
  }

  func units(of text: String) -> Int {
    // Nearly every text is plain ASCII, of which each character takes one unit.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + units($1) }
  }

  /// The text, with its middle left out when it takes more room than there is: names tend to begin alike
  /// and to end in what tells them apart.
  func shortened(_ text: String, to room: Int) -> String {
    guard units(of: text) > room else { return text }
    let characters = text.map { (character: $0, units: units(of: String($0))) }
    let ellipsis = units(of: Self.ellipsis)
    var left = (room - ellipsis) * 2 / 3
    var right = room - ellipsis - left
    let head = characters.prefix {
      left -= $0.units
      return left >= 0
    }
    let tail = characters.reversed().prefix {
      right -= $0.units
      return right >= 0
    }
    return String(head.map(\.character)) + Self.ellipsis
      + String(tail.reversed().map(\.character))
  }

  /// A dotted name on several lines, broken after dots; what does not fit is left out of the last.
  func broken(_ name: String, to room: Int, lines limit: Int) -> [String] {
    var lines: [String] = []
    var rest = name[...]
    while !rest.isEmpty {
      guard lines.count < limit - 1 else { return lines + [shortened(String(rest), to: room)] }
      let line = line(of: rest, in: room)
      lines.append(shortened(String(line), to: room))
      rest = rest[line.endIndex...]
    }
    return lines
  }

  /// A text on as many lines as it takes, broken after spaces, and where a word is too long, after what joins its
  /// parts; a part that is too long is shortened, and so is what is left for the last line that there may be.
  func wrapped(_ text: String, to room: Int, lines limit: Int = .max) -> [String] {
    var lines: [String] = []
    var line = ""
    for part in parts(of: text, room: room) {
      if !line.isEmpty, lines.count + 1 < limit, units(of: (line + part).trimmingEnd) > room {
        lines.append(shortened(line.trimmingEnd, to: room))
        line = ""
      }
      line += part
    }
    return lines + [shortened(line.trimmingEnd, to: room)]
  }

  /// Words, each with the space that follows it, and the parts of those that are too long for a line.
  private func parts(of text: String, room: Int) -> [String] {
    text.split(after: [" "]).flatMap { word in
      units(of: word.trimmingEnd) > room ? word.split(after: ["-", ".", "/", "_", ":"]) : [word]
    }
  }

  /// As many labels with their dots as fit; at least one.
  private func line(of name: Substring, in room: Int) -> Substring {
    guard units(of: String(name)) > room else { return name }
    var end = name.startIndex
    while let dot = name[end...].firstIndex(of: ".") {
      let next = name.index(after: dot)
      if end > name.startIndex, units(of: String(name[..<next])) > room { break }
      end = next
    }
    return end > name.startIndex ? name[..<end] : name
  }
}

extension String {
  /// Its parts, each with the character at its end that it is split after.
  fileprivate func split(after ends: Set<Character>) -> [String] {
    var parts = [""]
    for character in self {
      parts[parts.count - 1].append(character)
      if ends.contains(character) { parts.append("") }
    }
    if parts.last == "", parts.count > 1 { parts.removeLast() }
    return parts
  }

  /// Without the space at its end.
  fileprivate var trimmingEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
