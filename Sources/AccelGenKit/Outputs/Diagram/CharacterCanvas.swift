/// A page of characters to draw on, for pictures made of text.
struct CharacterCanvas {
  /// What each column of each line holds; nil where a wide character from the column before stands.
  private var cells: [[Character?]]
  private let width: Int

  init(width: Int, height: Int) {
    self.width = width
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// Writes a text, shortened when it takes more room than there is.
  mutating func text(_ text: String, x: Int, y: Int, room: Int) {
    var column = x
    for character in TextFit.terminal.shortened(text.visible(), to: room) {
      let units = TextFit.terminal.units(of: String(character))
      put(character, x: column, y: y)
      for next in 1..<max(units, 1) { put(nil, x: column + next, y: y) }
      column += max(units, 1)
    }
  }

  /// The same, to the left of a place.
  mutating func text(_ text: String, endingAt end: Int, y: Int, room: Int) {
    let shown = TextFit.terminal.shortened(text.visible(), to: room)
    self.text(shown, x: end - TextFit.terminal.units(of: shown), y: y, room: room)
  }

  /// The same, around a place.
  mutating func text(_ text: String, around middle: Int, y: Int, room: Int) {
    let units = TextFit.terminal.units(of: text)
    self.text(text, x: middle - min(units, room) / 2, y: y, room: room)
  }

  mutating func box(x: Int, y: Int, width: Int, height: Int) {
    let line = String(repeating: "─", count: width - 2)
    put("┌\(line)┐", x: x, y: y)
    put("└\(line)┘", x: x, y: y + height - 1)
    for row in (y + 1)..<(y + height - 1) {
      put("│", x: x, y: row)
      put("│", x: x + width - 1, y: row)
    }
  }

  /// Characters of one column each, from a place to the right.
  mutating func put(_ characters: String, x: Int, y: Int) {
    for (offset, character) in characters.enumerated() { put(character, x: x + offset, y: y) }
  }

  /// The same, from a place downwards.
  mutating func putDown(_ characters: String, x: Int, y: Int) {
    for (offset, character) in characters.enumerated() { put(character, x: x, y: y + offset) }
  }

  private mutating func put(_ character: Character?, x: Int, y: Int) {
    guard cells.indices.contains(y), (0..<width).contains(x) else { return }
    cells[y][x] = character
  }

  /// The lines, without blanks at their ends.
  var text: String {
    cells.map { line in
      var characters = line.compactMap { $0 }
      while characters.last == " " { characters.removeLast() }
      return String(characters) + "\n"
    }.joined()
  }
}
