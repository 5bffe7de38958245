import Testing

@testable import AccelGenKit

/// What nobody can see, or a terminal would obey, stands as its number.
@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text, 100%", "plain text, 100%"), ("Größe 名前 e\u{301} ←", "Größe 名前 e\u{301} ←"),
    ("\u{1B}]0;x\u{7}", "<U+001B>]0;x<U+0007>"), ("a\rb\nc\td", "a<U+000D>b<U+000A>c<U+0009>d"),
    ("\u{202E}gnp.exe", "<U+202E>gnp.exe"), ("\u{9B}31m", "<U+009B>31m"),
    // Blanks that are none, and blanks that are no space.
    ("a\u{200B}b\u{FEFF}c", "a<U+200B>b<U+FEFF>c"), ("a\u{A0}b\u{3000}c", "a<U+00A0>b<U+3000>c"),
    ("tag\u{E0041}", "tag<U+E0041>"), ("\u{2028}\u{2029}", "<U+2028><U+2029>"),
    // Letters and symbols that fonts leave blank, private and unassigned characters.
    ("\u{3164}\u{115F}\u{2800}\u{34F}", "<U+3164><U+115F><U+2800><U+034F>"),
    ("\u{E000}\u{F0000}\u{378}", "<U+E000><U+F0000><U+0378>"), ("x\u{FE0F}", "x<U+FE0F>"),
  ])
  func foreignText(text: String, visible: String) {
    #expect(text.visible() == visible)
    #expect(text.shown == "'\(visible)'")
  }

  @Test func lineEndsAndTabsStayWhereTheyAreMeant() {
    #expect("a\tb\r\n\u{85}".visible(keeping: "\n", "\t") == "a\tb<U+000D>\n<U+0085>")
  }

  @Test func aLongTextIsCutInAMessage() {
    #expect(String(repeating: "x", count: 1_000).shown.unicodeScalars.count == 63)
    #expect(String(repeating: "\u{202E}", count: 100).shown.hasSuffix("<U+202E>…'"))
  }

  /// A message about one character: an accent would join the quote before it.
  @Test(
    arguments: [
      ("&", "'&'"), ("é", "'é'"), (" ", "' '"), ("\u{A0}", "U+00A0"), ("\u{301}", "U+0301"),
      ("\u{202E}", "U+202E"), ("\u{7}", "U+0007"),
    ] as [(Unicode.Scalar, String)])
  func aCharacter(scalar: Unicode.Scalar, shown: String) {
    #expect(scalar.shown == shown)
  }

  /// The property Bidi_Control of Unicode, and the two characters that only some programs take for line ends.
  @Test func whatPosesAsAnotherText() {
    let deceptive = (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init).filter(\.isDeceptive)
    #expect(
      deceptive.map(\.number) == [
        "U+061C", "U+200E", "U+200F", "U+2028", "U+2029", "U+202A", "U+202B", "U+202C", "U+202D",
        "U+202E", "U+2066", "U+2067", "U+2068", "U+2069",
      ])
    #expect("Größe שלום €".firstDeceptiveCharacter == nil)
    #expect("a\u{2066}b".firstDeceptiveCharacter == "\u{2066}")
    #expect(Set(deceptive).allSatisfy { !$0.isVisible })
  }
}
