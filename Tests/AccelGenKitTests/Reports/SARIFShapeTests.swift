import Foundation
import Testing

@testable import AccelGenKit

/// That every SARIF log is what the SARIF 2.1.0 schema asks for.
@Suite struct SARIFShapeTests {
  private func parse(_ log: JSONValue) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(log.text.utf8))
    return try #require(object as? [String: Any])
  }

  /// Every kind of mistake that there is a fixture for.
  @Test(arguments: DiagnosticsFixture.names)
  func theLogOfAMistakeHasTheShapeOfTheSchema(name: String) throws {
    let diagnostics = try DiagnosticsFixture(name: name).run().diagnostics
    let log = try parse(SARIFReport.log(diagnostics, version: "1.2.3"))
    #expect(SARIFShape.log.problems(log) == [])
    // What the schema cannot say: SARIF 2.1.0, sections 3.27.6 and 3.30.7.
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = (run["tool"] as? [String: [String: Any]])?["driver"]
    let rules = try #require(driver?["rules"] as? [[String: String]])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == diagnostics.count)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] == result["ruleId"] as? String)
    }
  }

  @Test func aLogWithoutResultsHasItToo() throws {
    #expect(SARIFShape.log.problems(try parse(SARIFReport.log([], version: "1"))) == [])
  }

  @Test(arguments: [
    ("\"level\": \"error\"", "\"level\": \"fatal\""), ("\"ruleIndex\": 0", "\"ruleIndex\": -2"),
    ("\"startLine\": 1", "\"startLine\": 0"), ("\"startLine\"", "\"line\""),
    ("\"version\": \"2.1.0\"", "\"version\": \"2.2\""), ("\"uri\": \"a", "\"uri\": \"a b"),
    ("\"tool\"", "\"tools\""), ("\"text\": \"bad\"", "\"text\": 1"),
    ("\"columnKind\": \"unicode", "\"columnKind\": \"utf8"),
  ])
  func aWrongLogIsNoticed(part: String, wrong: String) throws {
    let file = SourceFile(name: "a.env", text: "bad\n")
    let diagnostic = Diagnostic(.error, "code", "bad", at: SourceSpan(file: file, range: 0..<3))
    let text = SARIFReport.log([diagnostic], version: "1").text
    #expect(text.contains(part))
    let changed = text.replacingOccurrences(of: part, with: wrong)
    let log = try JSONSerialization.jsonObject(with: Data(changed.utf8))
    #expect(SARIFShape.log.problems(log) != [])
  }
}
