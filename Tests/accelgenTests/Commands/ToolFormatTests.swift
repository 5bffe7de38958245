import Foundation
import Testing

@testable import accelgen

/// `--format sarif` and `--format github`: which file a tool is told to show.
@Suite struct ToolFormatTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The results of a SARIF log: the code and the files of each.
  private func results(_ arguments: [String]) throws -> [String] {
    let run = try run(arguments)
    return try #require(run["results"] as? [[String: Any]]).map { result in
      let uris = (result["locations"] as? [[String: [String: Any]]])?.map {
        ($0["physicalLocation"]?["artifactLocation"] as? [String: String])?["uri"] ?? "nowhere"
      }
      return "\(result["ruleId"] ?? "") \(uris ?? [])"
    }
  }

  /// The codes of its notifications, and whether the run was a success.
  private func notifications(_ arguments: [String]) throws -> (codes: [String], isSuccess: Bool?) {
    let invocation = try #require((try run(arguments)["invocations"] as? [[String: Any]])?.first)
    let told = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    let codes = told.compactMap { ($0["descriptor"] as? [String: Any])?["id"] as? String }
    return (codes, invocation["executionSuccessful"] as? Bool)
  }

  private func run(_ arguments: [String]) throws -> [String: Any] {
    let output = try BuiltBinary.run(arguments + ["--format", "sarif"], in: scratch).output
    let log = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return try #require((log?["runs"] as? [[String: Any]])?.first)
  }

  private func annotations(_ arguments: [String]) throws -> [String] {
    try BuiltBinary.run(arguments + ["--format", "github"], in: scratch).output
      .split(separator: "\n").map(String.init)
  }

  @Test func aFileThatCannotBeReadIsTheResultsPlace() throws {
    let arguments = ["validate", "--env", "missing.env"]
    #expect(try results(arguments) == [#"cannot-read ["missing.env"]"#])
    #expect(
      try annotations(arguments).allSatisfy {
        $0.hasPrefix("::error file=missing.env,title=cannot-read::missing.env cannot be read")
      })
  }

  @Test func aFileOfTheUsersIsThePlaceOfItsRefusal() throws {
    let path = "generated/acceleration/lib.sh"
    try scratch.write(path, "mine\n")
    #expect(try results(["generate"]).contains("not-ours [\"\(path)\"]"))
    #expect(
      try annotations(["generate"]).contains {
        $0.hasPrefix("::error file=\(path),title=not-ours::")
      })
    #expect(try results(["check"]).contains("stale-file [\"\(path)\"]"))
  }

  @Test func aMistakeOnTheCommandLineIsNoResultButANotification() throws {
    #expect(try results(["validate", "--bogus"]) == [])
    let told = try notifications(["validate", "--bogus"])
    #expect(told.codes == ["unknown-option"])
    #expect(told.isSuccess == false)
    #expect(
      try annotations(["validate", "--bogus"]).first?.hasPrefix("::error title=unknown-option::")
        == true)
  }
}
