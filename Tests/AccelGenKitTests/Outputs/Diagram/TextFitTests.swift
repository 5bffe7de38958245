import Testing

@testable import AccelGenKit

@Suite struct TextFitTests {
  @Test(arguments: [
    ("short", 5, "short"), ("sixsix", 5, "si…ix"), ("0123456789", 8, "0123…789"),
    ("資源の名前", 10, "資源の名前"),
    ("資源の名前", 9, "資源…前"), ("", 0, ""), ("ab", 1, "…"),
  ])
  func theMiddleIsLeftOut(text: String, room: Int, expected: String) {
    #expect(TextFit.terminal.shortened(text, to: room) == expected)
  }

  @Test func whatIsShortenedAlwaysFits() {
    for text in ["abcdefghijklmnop", "資源の名前資源の名前", "a資b源c名d前", "é資e\u{301}😀x"] {
      for room in 1...20 {
        for fit in [TextFit.terminal, .picture] {
          #expect(fit.units(of: fit.shortened(text, to: room)) <= room, "\(text) in \(room)")
        }
      }
    }
  }

  @Test(arguments: [
    ("a.bc.def", 8, 2, ["a.bc.def"]), ("a.bc.def", 5, 2, ["a.bc.", "def"]),
    ("a.bc.defgh", 3, 3, ["a.", "bc.", "d…h"]), ("abcdef.g", 4, 2, ["ab….", "g"]),
    ("a.b.c.d.e.f", 4, 2, ["a.b.", "c.…f"]),
  ])
  func dottedNamesAreBrokenAfterDots(
    name: String, room: Int, limit: Int, expected: [String]
  ) {
    #expect(TextFit.terminal.broken(name, to: room, lines: limit) == expected)
  }

  @Test(arguments: [
    ("a b c", 3, ["a b", "c"]), ("one", 3, ["one"]), ("", 3, [""]),
    ("machine-learning-vpn", 9, ["machine-", "learning-", "vpn"]),
    ("in a machine-learning-vpn", 9, ["in a", "machine-", "learning-", "vpn"]),
    ("unbreakable", 6, ["unb…le"]), ("資源 a", 4, ["資源", "a"]),
  ])
  func aTextIsBrokenIntoLines(text: String, room: Int, lines: [String]) {
    #expect(TextFit.terminal.wrapped(text, to: room) == lines)
  }

  @Test func theLastLineThatThereMayBeIsShortened() {
    #expect(TextFit.terminal.wrapped("one two three", to: 5, lines: 2) == ["one", "tw…ee"])
  }
}
