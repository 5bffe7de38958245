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

  /// The folder has no file of theirs that a tool could show: a built-in env template, standard input.
  @Test func aTextThatIsNoFileOfTheUsersIsNoPlace() throws {
    #expect(try results(["validate"]) == [])
    let told = try notifications(["validate"])
    #expect(told.codes == ["opt-in-region", "open-to-the-world"])
    #expect(told.isSuccess == true)
    let lines = try annotations(["validate"])
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("::notice title=opt-in-region::") == true)
    #expect(lines.last?.hasPrefix("::warning title=open-to-the-world::") == true)

    let input = try BuiltBinary.run(
      ["validate", "--env", "-", "--format", "github"], in: scratch, input: "BOGUS=1\n")
    #expect(input.output.contains("::error title=unknown-key::"), "\(input.transcript)")
    #expect(!input.output.contains("file="))
    // Folders are no env templates.
    let folder = try BuiltBinary.bash(
      "\"$ACCELGEN\" validate --env - --format github < /", in: scratch)
    #expect(folder.output.hasPrefix("::error title=cannot-read::"), "\(folder.transcript)")
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
