import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct JSONReaderTests {
  @Test func everyKindOfValueIsReadWithItsPlace() throws {
    let node = try JSONReader.read(#" {"a": [null, true, -1.50e+3, "x\n\ud83d\ude00"]} "#)
    #expect(node.range == 1..<49)
    let elements = try #require(node["a"]?.elements)
    #expect(
      elements.map(\.content) == [.null, .bool(true), .number("-1.50e+3"), .string("x\n😀")])
    #expect(elements.map(\.range) == [8..<12, 14..<18, 20..<28, 30..<47])
  }

  @Test(arguments: [
    (#"[1,]"#, 3..<4), (#"{"a":1,}"#, 7..<8), (#"["\x"]"#, 2..<3), ("[\"a\tb\"]", 3..<4),
    ("[01]", 1..<3), ("[-01]", 2..<4), ("\u{FEFF}[]", 0..<3), ("[] []", 3..<4), ("[]x", 2..<3),
    ("", 0..<0), (#"["a"#, 1..<2), (#"{"a":1,"a":2}"#, 7..<10), (#"["\ud800"]"#, 2..<8),
    (#"["\ud800\u0041"]"#, 2..<14), (#"{é:1}"#, 1..<3),
  ])
  func theFirstMistakeIsShownAtItsPlace(text: String, range: Range<Int>) {
    let problem = #expect(throws: JSONProblem.self) { try JSONReader.read(text) }
    #expect(problem?.range == range, "\(problem?.message ?? "")")
  }

  @Test func nestingEndsBeforeTheCallStackDoes() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    _ = try JSONReader.read(nested(JSONReader.mostLevels))
    let problem = #expect(throws: JSONProblem.self) {
      try JSONReader.read(nested(JSONReader.mostLevels + 1))
    }
    #expect(problem?.range == 100..<101)
    #expect(throws: JSONProblem.self) {
      try JSONReader.read(String(repeating: "[", count: 1 << 20))
    }
  }

  /// The grammar of RFC 8259, production by production. None has a line end, so that they can be fed
  /// to a program line by line.
  static let texts: [String] = {
    let values = [
      "0", "-0", "1", "-1", "10", "1.0", "1.50", "0.1", "-0.0", "1e5", "1E5", "1e+5", "1e-5", "0e0",
      "1.5e10", "01", "-01", "00", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-", "0x10", "1_000",
      "Infinite", "１", "true", "false", "null", "True", "nul", "nullx", "truefalse", #""""#,
      #""a""#,
      #""é€😀""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041""#, #""\u00e9""#, #""\ud83d\ude00""#,
      #""\u00E9""#,
      #""\x""#, #""\u12""#, #""\u12g4""#, #""\U0041""#, #""\'""#, "'a'", "\"a\tb\"", #""a"#, #"a""#,
      #""\"#, "\"\u{7f}\"", "\"\u{2028}\"", "[]", "[ ]", "[1]", "[1,2]", "[1,]", "[,1]", "[1 2]",
      "[",
      "]", "[1", "[[]]", "[[]", "{}", "{ }", #"{"a":1}"#, #"{ "a" : 1 , "b" : 2 }"#, #"{"a":1,}"#,
      #"{"a"}"#, #"{"a":}"#, #"{:1}"#, "{a:1}", "{1:1}", #"{"a" 1}"#, #"{"a":1 "b":2}"#, "{", "}",
      #"{"":{}}"#, "", " ", " 1 ", "\t1\t", "\u{b}1", "\u{a0}1", "1 1", "[] []", "[]x", "// a",
      "1 // a",
      "/* a */ 1", "#1", "\u{feff}1",
    ]
    return values
  }()

  /// Python's reader is strict but for constants such as NaN, which are taken from it here.
  @Test(.enabled(if: Command.program("python3") != nil, "needs python3"))
  func pythonTakesAndRefusesTheSame() throws {
    let judge = """
      import json, sys
      def refuse(name):
          raise ValueError(name)
      for line in sys.stdin.buffer.read().decode().split("\\n")[:-1]:
          try:
              json.loads(line, parse_constant=refuse)
              print("takes")
          except ValueError:
              print("refuses")
      """
    let texts = Self.texts + ["NaN", "Infinity", "-Infinity"]
    let python = try #require(Command.program("python3"))
    let outcome = try Command(
      python, ["-c", judge], input: texts.map { $0 + "\n" }.joined()
    ).run()
    let verdicts = outcome.output.split(separator: "\n").map(String.init)
    try #require(verdicts.count == texts.count, "\(outcome.transcript)")
    for (text, verdict) in zip(texts, verdicts) {
      #expect(
        (try? JSONReader.read(text)) == nil ? verdict == "refuses" : verdict == "takes", "\(text)")
    }
  }
}
