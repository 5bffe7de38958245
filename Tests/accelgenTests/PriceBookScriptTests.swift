import Foundation
import TestSupport
import Testing

/// Scripts/make-price-book, which makes data/prices/.
@Suite struct PriceBookScriptTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aListBecomesATableAnItemAndOneOfItsSources() throws {
    let path = Repository.root.appending(path: "Tests/Fixtures/prices/evidence.json").path
    let result = try run(path)
    #expect(result.status == 0, "\(result.transcript)")
    #expect(
      scratch.read("book/natGatewayHour.tsv") == """
        region\tcurrency\tprice\tsource\tsecond
        ap-east-1\tUSD\t0.065\t4a05\t-
        us-east-1\tUSD\t0.045\t2bd2\t-

        """)
    // The newer bill has one tier only; the other two have both.
    #expect(
      scratch.read("book/internetOutGigabyte.tsv") == """
        region\tcurrency\tprice\tsource\tsecond
        cn-north-1\tCNY\t0.933\td1ad\t-
        us-east-1\tUSD\t0.09 10240:0.085\td1ad\t731d

        """)
    #expect(
      scratch.read("book/sources.tsv") == """
        code\tdate\tsource\tnote
        2bd2\t2026-01-02\tgithub.com/one/lists, vpc.json, commit 0123abc\tfolder/: AWS's list; read 2026-01-03
        4a05\t-\thttps://example.com/prices\tundated
        731d\t2025-06-01\tanother bill\tof 2025-06-01
        d1ad\t2026-01-02\ta bill\t-

        """)
  }

  @Test(arguments: [
    ("\"tierTo\": \"10240\"", "\"tierTo\": \"10241\"", "a gap between two tiers"),
    ("\"tierFrom\": \"0\", \"tierTo\"", "\"tierFrom\": \"1\", \"tierTo\"", "from 0 to infinity"),
    (
      "\"source\": \"a newer bill\", \"secondSource\": \"a bill\"", "\"source\": \"a newer bill\"",
      "no source has all of its tiers"
    ),
    ("\"region\": \"ap-east-1\"", "\"region\": \"ap\\teast-1\"", "a tab or a line end"),
  ])
  func whatDoesNotFitIsRefused(part: String, replacement: String, message: String) throws {
    let text = try Golden.text("Tests/Fixtures/prices/evidence.json")
    #expect(text.contains(part))
    try scratch.write("list.json", text.replacingOccurrences(of: part, with: replacement))
    let result = try run("list.json")
    #expect(result.status == 1)
    #expect(result.errors.contains(message), "\(result.transcript)")
    #expect(scratch.read("book/sources.tsv") == nil)
  }

  private func run(_ list: String) throws -> Command.Outcome {
    let script = Repository.root.appending(path: "Scripts/make-price-book")
    let python = try #require(Command.program("python3"))
    return try BuiltBinary.run([script.path, list, "book"], in: scratch, program: python)
  }
}
