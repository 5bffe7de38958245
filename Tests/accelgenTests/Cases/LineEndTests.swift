import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// git with `core.autocrlf=true` gives text files Windows line ends, with which bash cannot run a script.
@Suite struct LineEndTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("repository/env.template", EnvTemplate.render(.acceleration))
    try scratch.write("repository/policy.json", "{\"Statement\": []}\n")
  }

  private func bash(_ line: String) throws -> Command.Outcome {
    try BuiltBinary.bash(
      "set -e; export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null\n" + line,
      in: scratch,
      environment: ["HOME": scratch.path("")])
  }

  /// What a user commits, and somebody else's clone of it.
  private func clone(leavingOut pattern: String = "") throws -> Command.Outcome {
    try bash(
      """
      cd repository
      "$ACCELGEN" generate 2>/dev/null >&2
      git init -q . && git config user.name test && git config user.email test@example.com
      git add -A && \(pattern.isEmpty ? ":" : "git rm -q --cached \(pattern)")
      git commit -qm 'The scripts'
      cd .. && git clone -q -c core.autocrlf=true repository clone
      """)
  }

  @Test func aCloneWithWindowsLineEndsKeepsTheScriptsRunnable() throws {
    let outcome = try clone()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    // git did give them to what is not accelgen's.
    #expect(scratch.read("clone/env.template")?.contains("\r\n") == true)
    for name in scratch.names("clone/generated/acceleration") {
      let text = try #require(scratch.read("clone/generated/acceleration/\(name)"))
      #expect(!text.contains("\r"), "\(name)")
    }
    let check = try bash(
      #"cd clone; "$ACCELGEN" check 2>&1; bash -n generated/acceleration/lib.sh"#)
    #expect(check.status == 0, "\(check.transcript)")
    #expect(check.output.contains("generated/acceleration: up to date, "))
    let generate = try bash(#"cd clone; "$ACCELGEN" 2>/dev/null; git status --porcelain"#)
    #expect(generate.output.hasSuffix("unchanged\n"), "\(generate.transcript)")
  }

  /// As with scripts that an earlier accelgen wrote.
  @Test func withoutGitattributesCheckNamesTheLineEnds() throws {
    #expect(try clone(leavingOut: "generated/acceleration/.gitattributes").status == 0)
    let check = try bash(#"cd clone; "$ACCELGEN" check 2>&1"#)
    #expect(check.status == 3, "\(check.transcript)")
    #expect(
      check.output.contains(
        "generated/acceleration/lib.sh: old line ends CR LF, new line ends LF\n"))
    // One line a file, and the one that is missing.
    #expect(check.output.split(separator: "\n").count < 60, "\(check.transcript)")
    let github = try bash(#"cd clone; "$ACCELGEN" check --format github 2>/dev/null"#)
    #expect(
      github.output.contains(
        "lib.sh has Windows line ends (CR LF), with which bash cannot run it%0Ahelp: run accelgen to "
          + "update; git's core.autocrlf makes such line ends where no .gitattributes keeps them LF"
      ))
    #expect(try bash(#"cd clone; "$ACCELGEN"; "$ACCELGEN" check"#).status == 0)
  }

  @Test func aHandEditBetweenWindowsLineEndsIsTheOnlyLineOfTheDiff() throws {
    #expect(try bash(#"cd repository; "$ACCELGEN""#).status == 0)
    let name = "repository/generated/acceleration/lib.sh"
    let text = try #require(scratch.read(name)) + "echo edited\n"
    try scratch.write(name, text.replacingOccurrences(of: "\n", with: "\r\n"))
    let check = try bash(#"cd repository; "$ACCELGEN" check 2>/dev/null"#)
    let lines = check.output.split(separator: "\n")
    #expect(lines.first == "generated/acceleration/lib.sh: old line ends CR LF, new line ends LF")
    #expect(
      lines.filter { $0.hasPrefix("-") || $0.hasPrefix("+") }.dropFirst(2) == ["-echo edited"])
  }

  /// The copies of what the user wrote on Windows are those that everybody has.
  @Test func theInputsCopiesHaveUnixLineEnds() throws {
    let env =
      "RESOURCE_ENDPOINT_POLICY_FILE=policy.json\n" + EnvTemplate.render(.acceleration)
    let policy = """
      {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*",
      "Resource": "*"}]}

      """
    for (folder, lineEnd) in [("unix", "\n"), ("windows", "\r\n")] {
      for (name, text) in [("env.template", env), ("policy.json", policy)] {
        try scratch.write(
          "\(folder)/\(name)", text.replacingOccurrences(of: "\n", with: lineEnd))
      }
      #expect(try bash("cd \(folder); \"$ACCELGEN\" 2>&1").status == 0)
    }
    let names = scratch.names("unix/generated/acceleration")
    #expect(names.contains("endpoint_policy.json"))
    for name in names {
      let (unix, windows) = (
        scratch.read("unix/generated/acceleration/\(name)"),
        scratch.read("windows/generated/acceleration/\(name)")
      )
      #expect(unix == windows, "\(name)")
    }
  }
}
