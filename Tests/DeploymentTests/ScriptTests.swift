import Foundation
import TestSupport
import Testing

/// Every bash script in the repository, generated or written by hand, is read by the tools that find what a
/// run on one machine would not.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ScriptTests {
  /// What accelgen wrote: shipped, and recorded by the golden tests.
  static let generated =
    (Repository.files(in: "generated", endingIn: ["sh"])
    + Repository.files(in: "Tests/Goldens", endingIn: ["sh"])).map {
      $0.path(percentEncoded: false)
    }

  /// What people wrote. The templates are read as what they become.
  static let written = [".ci", "Tests"].flatMap { Repository.files(in: $0, endingIn: ["", "sh"]) }
    .map { $0.path(percentEncoded: false) }
    .filter { !generated.contains($0) && isBash($0) }

  @Test func thereAreScripts() {
    #expect(Self.generated.count >= 11)
    #expect(Self.written.contains { $0.hasSuffix("Tests/run") })
  }

  @Test func bashReadsThem() throws {
    for script in Self.generated + Self.written {
      let outcome = try Command(URL(filePath: "/usr/bin/env"), ["bash", "-n", script]).run()
      #expect(outcome.status == 0, "\(outcome.transcript)")
    }
  }

  /// Without any check disabled, down to style; --external-sources follows `source lib.sh`.
  @Test func shellcheckFindsNothing() throws {
    // It reads lib.sh anew for each script, so of the goldens only those whose scripts have other lines than
    // the shipped ones; the rest have other values.
    let variants = ["alarm-email-and-two-accounts", "endpoint-policy", "without-elastic-ips"]
    let distinct = Self.generated.filter { script in
      !script.contains("/Goldens/") || variants.contains { script.contains("/\($0)/") }
    }
    #expect(distinct.count > 4 * 10)
    try expectNothing(
      from: "shellcheck",
      ["--norc", "--severity=style", "--external-sources", "--source-path=SCRIPTDIR"],
      distinct + Self.written)
    for script in Self.generated {
      let text = try String(contentsOfFile: script, encoding: .utf8)
      #expect(!text.contains("shellcheck disable"), "\(script)")
    }
  }

  @Test func shfmtWouldChangeNothing() throws {
    try expectNothing(from: "shfmt", ["-d", "-i", "2", "-ci"], Self.generated + Self.written)
  }

  @Test func everyAWSCallFitsTheAWSCLI() throws {
    try expectNothing(
      from: "python",
      [Repository.file("Tests/Tools/check_aws_calls.py").path(percentEncoded: false)],
      Self.generated)
  }

  @Test func theBashOfMacOSRunsThem() throws {
    try expectNothing(
      from: "python", [Repository.file("Tests/Tools/check_bash_3.py").path(percentEncoded: false)],
      Self.generated + Self.written)
  }

  private func expectNothing(from tool: String, _ options: [String], _ scripts: [String]) throws {
    let outcome = try Command(TestTools.tool(tool), options + scripts).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }

  private static func isBash(_ path: String) -> Bool {
    let start = FileManager.default.contents(atPath: path)?.prefix(20) ?? Data()
    return start == Data("#!/usr/bin/env bash\n".utf8)
  }
}
