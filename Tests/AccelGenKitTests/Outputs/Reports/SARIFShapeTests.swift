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
      // Not the schema's, but GitHub's: it refuses the log for one result without a location.
      #expect((result["locations"] as? [Any])?.count == 1)
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] == result["ruleId"] as? String)
    }
  }

  @Test func aLogWithoutResultsHasItToo() throws {
    #expect(SARIFShape.log.problems(try parse(SARIFReport.log([], version: "1"))) == [])
  }

  /// One of each: a place in a file, a file as a whole, and what is about no file.
  @Test func whatIsAboutNoFileIsANotification() throws {
    let file = SourceFile(name: "a.env", text: "bad\n")
    let builtIn = SourceFile(name: "built-in a.env", text: "bad\n", isOnDisk: false)
    let diagnostics = [
      Diagnostic(
        .error, "place", "bad", at: SourceSpan(file: file, range: 0..<3),
        related: [.init("built in", at: SourceSpan(file: builtIn, range: 0..<3))]),
      Diagnostic(.error, "file", "missing", about: "my b.env", help: "make it"),
      Diagnostic(.note, "advice", "none", at: nil),
      Diagnostic(.note, "built-in", "none", at: SourceSpan(file: builtIn, range: 0..<3)),
      Diagnostic(.error, "usage", "wrong", about: nil, help: "right"),
    ]
    let log = try parse(SARIFReport.log(diagnostics, version: "1"))
    #expect(SARIFShape.log.problems(log) == [])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == ["place", "file"])
    let places = results.map { result in
      (result["locations"] as? [[String: [String: Any]]])?.first?["physicalLocation"]
    }
    #expect(
      places.map { $0?.keys.sorted() } == [["artifactLocation", "region"], ["artifactLocation"]])
    #expect(places[1]?["artifactLocation"] as? [String: String] == ["uri": "my%20b.env"])
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    let told = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    #expect(told.map { $0["level"] as? String } == ["note", "note", "error"])
    #expect(told.last?["message"] as? [String: String] == ["text": "wrong\nright"])
    let descriptors = told.map { $0["descriptor"] as? [String: Any] }
    #expect(descriptors.map { $0?["id"] as? String } == ["advice", "built-in", "usage"])
    #expect(descriptors.map { $0?["index"] as? Int } == [0, 1, 2])
    #expect(results[0]["relatedLocations"] == nil)
  }

  @Test(arguments: [
    ("\"level\": \"error\"", "\"level\": \"fatal\""), ("\"ruleIndex\": 0", "\"ruleIndex\": -2"),
    ("\"startLine\": 1", "\"startLine\": 0"), ("\"startLine\"", "\"line\""),
    ("\"version\": \"2.1.0\"", "\"version\": \"2.2\""), ("\"uri\": \"a", "\"uri\": \"a b"),
    ("\"tool\"", "\"tools\""), ("\"text\": \"bad\"", "\"text\": 1"),
    ("\"columnKind\": \"unicode", "\"columnKind\": \"utf8"),
    ("\"executionSuccessful\": true", "\"executionSuccessful\": \"yes\""),
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
