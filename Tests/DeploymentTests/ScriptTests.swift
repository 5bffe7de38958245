import Foundation
import TestSupport
import Testing

/// Every bash script in the repository, generated or written by hand, is read by the tools that find what a
/// run on one machine would not.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ScriptTests {
  /// What people wrote. The templates are read as what they become.
  static let written = [".ci", "Tests"].flatMap { Repository.files(in: $0, endingIn: ["", "sh"]) }
    .map { $0.path(percentEncoded: false) }
    .filter { !$0.contains("/Tests/Goldens/") && !$0.contains("/Tests/Fixtures/") && isBash($0) }

  /// What accelgen makes.
  private let generated: GeneratedScripts

  init() throws { generated = try GeneratedScripts() }

  @Test func thereAreScripts() {
    for golden in GoldenDeployment.shipped {
      #expect(generated.all.count { $0.contains("/\(golden.path)/") } >= 8, "\(golden)")
    }
    #expect(Self.written.contains { $0.hasSuffix("Tests/run") })
  }

  @Test func bashReadsThem() throws {
    for script in generated.all + Self.written {
      let outcome = try Command(URL(filePath: "/usr/bin/env"), ["bash", "-n", script]).run()
      #expect(outcome.status == 0, "\(outcome.transcript)")
    }
  }

  /// Without any check disabled, down to style; --external-sources follows `source lib.sh`.
  @Test func shellcheckFindsNothing() throws {
    // It reads lib.sh anew for each script, so those that differ in nothing but values are left out.
    #expect(generated.distinct.count > 10)
    try expectNothing(
      from: "shellcheck",
      ["--norc", "--severity=style", "--external-sources", "--source-path=SCRIPTDIR"],
      generated.distinct + Self.written)
    for script in generated.all {
      let text = try String(contentsOfFile: script, encoding: .utf8)
      #expect(!text.contains("shellcheck disable"), "\(script)")
    }
  }

  @Test func shfmtWouldChangeNothing() throws {
    try expectNothing(from: "shfmt", ["-d", "-i", "2", "-ci"], generated.all + Self.written)
  }

  @Test func everyAWSCallFitsTheAWSCLI() throws {
    try expectNothing(
      from: "python",
      [Repository.file("Tests/Tools/check_aws_calls.py").path(percentEncoded: false)],
      generated.all)
  }

  @Test func theBashOfMacOSRunsThem() throws {
    try expectNothing(
      from: "python", [Repository.file("Tests/Tools/check_bash_3.py").path(percentEncoded: false)],
      generated.all + Self.written)
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
