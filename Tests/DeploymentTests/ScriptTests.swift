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
    // Those that differ in nothing but values are left out.
    #expect(generated.distinct.count > 10)
    let outlined = try OutlinedScripts(generated.distinct)
    #expect(outlined.scripts.count > outlined.libraries.count)
    for scripts in [outlined.libraries, outlined.scripts, Self.written] {
      try expectNothing(from: "shellcheck", Self.shellcheckOptions, scripts)
    }
    for script in generated.all {
      let text = try String(contentsOfFile: script, encoding: .utf8)
      #expect(!text.contains("shellcheck disable"), "\(script)")
    }
  }

  /// The outline of a library hides nothing that a script gets wrong with its names.
  @Test(arguments: [
    ("say \"$no_such_name\"", "SC2154"), ("UNUSED_NAME=1", "SC2034"),
    ("fail $1", "SC2086"), ("say \"$SIDES\"", "SC2128"),
  ])
  func shellcheckFindsWhatIsWrongBesideAnOutline(line: String, code: String) throws {
    let preflight = try #require(
      generated.distinct.first { $0.hasSuffix("generated/acceleration/preflight.sh") })
    let text = try String(contentsOfFile: preflight, encoding: .utf8)
    let outlined = try OutlinedScripts([preflight])
    let script = try #require(outlined.scripts.first)
    try Data("\(text)\n\(line)\n".utf8).write(to: URL(filePath: script))
    let outcome = try Command(TestTools.tool("shellcheck"), Self.shellcheckOptions + [script]).run()
    #expect(outcome.output.contains(code), "\(outcome.transcript)")
  }

  private static let shellcheckOptions = [
    "--norc", "--severity=style", "--external-sources", "--source-path=SCRIPTDIR",
  ]

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

  @Test func noFailureOfAQuestionToAWSIsLost() throws {
    try expectNothing(
      from: "python",
      [Repository.file("Tests/Tools/check_swallowed_failures.py").path(percentEncoded: false)],
      generated.all)
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
