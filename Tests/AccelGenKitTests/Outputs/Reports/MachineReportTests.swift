import Foundation
import Testing

@testable import AccelGenKit

/// The reports that programs read, of a few diagnostics with everything that needs escaping.
@Suite struct MachineReportTests {
  private let diagnostics: [Diagnostic]

  init() {
    let file = SourceFile(name: "my dir/é:1,2%.env", text: "é=\"bad\"\nB=2\n")
    diagnostics = [
      Diagnostic(
        .error, "first-code", "\"bad\" \\ 100%\u{1}", at: SourceSpan(file: file, range: 3..<8),
        help: "do\r\nthis", related: [.init("see B", at: SourceSpan(file: file, range: 9..<10))]),
      Diagnostic(.note, "second-code", "no place", at: nil),
      Diagnostic(.warning, "first-code", "over lines", at: SourceSpan(file: file, range: 3..<10)),
      Diagnostic(.error, "third-code", "the file as a whole", about: "a,b.env"),
    ]
  }

  @Test func jsonHasTheMembersOfTheContractAndNoOthers() throws {
    let object = try parse(JSONReport.object(diagnostics, [.init("files", [])]))
    #expect(Set(object.keys) == ["diagnostics", "files"])
    let list = try #require(object["diagnostics"] as? [[String: Any]])
    let first = list[0]
    #expect(
      Set(first.keys) == [
        "code", "severity", "message", "file", "line", "column", "endLine", "endColumn", "help",
      ])
    #expect(first["message"] as? String == "\"bad\" \\ 100%\u{1}")
    #expect(first["file"] as? String == "my dir/é:1,2%.env")
    // Columns count characters: é is one.
    #expect(first["line"] as? Int == 1)
    #expect(first["column"] as? Int == 3)
    #expect(first["endColumn"] as? Int == 8)
    for name in ["file", "line", "column", "endLine", "endColumn", "help"] {
      #expect(list[1][name] is NSNull)
    }
    #expect(list[3]["file"] as? String == "a,b.env")
    #expect(list[3]["line"] is NSNull)
  }

  @Test func jsonTextIsStable() {
    let value: JSONValue = ["a": [.number(1), .bool(true), .null], "b": [:], "c": "x\n"]
    #expect(
      value.text
        == "{\n  \"a\": [\n    1,\n    true,\n    null\n  ],\n  \"b\": {},\n  \"c\": \"x\\n\"\n}\n")
  }

  @Test func everyCharacterComesBackFromJSON() throws {
    let all = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init))) + "😀"
    let object = try parse(["text": .string(all)])
    #expect(object["text"] as? String == all)
  }

  @Test func gitHubCommandsAreEscaped() {
    let expected = """
      ::error file=my dir/é%3A1%2C2%25.env,line=1,col=3,endLine=1,endColumn=8,\
      title=first-code::"bad" \\ 100%25<U+0001>%0Amy dir/é:1,2%25.env:2: see B%0Ahelp: do<U+000D><U+000A>this
      ::notice title=second-code::no place
      ::warning file=my dir/é%3A1%2C2%25.env,line=1,endLine=2,title=first-code::over lines
      ::error file=a%2Cb.env,title=third-code::the file as a whole

      """
    #expect(GitHubReport.text(diagnostics) == expected)
  }

  @Test func sarifHasEachRuleOnceInTheOrderOfUse() throws {
    let log = try parse(SARIFReport.log(diagnostics, version: "1.2.3"))
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    #expect(driver["name"] as? String == "accelgen")
    #expect(
      (driver["rules"] as? [[String: String]])?.map { $0["id"] } == ["first-code", "third-code"])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["error", "warning", "error"])
    #expect(results.map { $0["ruleIndex"] as? Int } == [0, 0, 1])
    let location = try #require(
      ((results[0]["locations"] as? [[String: Any]])?.first)?["physicalLocation"] as? [String: Any])
    let artifact = location["artifactLocation"] as? [String: String]
    #expect(artifact?["uri"] == "my%20dir/%C3%A9%3A1%2C2%25.env")
    #expect(
      location["region"] as? [String: Int]
        == ["startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 8])
  }

  @Test func anAbsolutePathIsAFileURL() throws {
    let file = SourceFile(name: "/tmp/x.env", text: "")
    let log = SARIFReport.log(
      [Diagnostic(.error, "x", "x", at: SourceSpan(file: file, range: 0..<0))], version: "1")
    #expect(log.text.contains("\"uri\": \"file:///tmp/x.env\""))
  }

  private func parse(_ value: JSONValue) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(value.text.utf8))
    return try #require(object as? [String: Any])
  }
}
