import Testing

@testable import AccelGenKit

@Suite struct DecodeTests {
  @Test func utf8IsTakenAsItIs() {
    var diagnostics: [Diagnostic] = []
    let bytes = Array("KEY=é\u{FFFD}\u{FEFF}\r\n".utf8)
    let file = SourceFile.decode(name: "env", bytes: bytes, diagnostics: &diagnostics)
    #expect(file.map { Array($0.text.utf8) } == bytes)
    #expect(diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ([0xFF], 1), ([0x80, 0x41], 1), ([0xEF], 1), ([0xEF, 0xBF], 1), ([0xEF, 0xBF, 0x41], 1),
      ([0xC3], 1), ([0x41, 0xE2, 0x82], 2), ([0xED, 0xA0, 0x80], 1), ([0xC0, 0x80], 1),
      ([0xC3, 0xA9, 0xC3], 2),
    ] as [([UInt8], Int)])
  func theFirstBadByteIsShown(bad: [UInt8], column: Int) {
    var diagnostics: [Diagnostic] = []
    let bytes = Array("A=1\n".utf8) + bad
    #expect(SourceFile.decode(name: "env", bytes: bytes, diagnostics: &diagnostics) == nil)
    #expect(diagnostics.map(\.code) == ["not-utf8"])
    #expect(diagnostics.first?.span?.start == SourcePosition(line: 2, column: column))
  }

  @Test func aFileOfOneMebibyteIsTheLargest() {
    var diagnostics: [Diagnostic] = []
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: SourceFile.sizeLimit)
    #expect(SourceFile.decode(name: "env", bytes: bytes, diagnostics: &diagnostics) != nil)
    #expect(SourceFile.decode(name: "env", bytes: bytes + [35], diagnostics: &diagnostics) == nil)
    #expect(diagnostics.map(\.code) == ["file-too-large"])
    #expect(diagnostics.first?.span?.file.name == "env")
  }
}
