import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// The built program: streams, exit codes, terminals.
@Suite struct ProcessTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func inAnEmptyFolderItGeneratesTheStacksOwn() throws {
    let first = try BuiltBinary.run([], in: scratch)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("generated/acceleration: "))
    #expect(scratch.names() == ["generated"])
    #expect(try BuiltBinary.run(["check"], in: scratch).status == 0)
    try scratch.write("generated/acceleration/cleanup.sh", "\(GeneratedFile.marker)x\n")
    let stale = try BuiltBinary.run(["check"], in: scratch)
    #expect(stale.status == 3)
    #expect(stale.output.contains("+++ b/generated/acceleration/cleanup.sh\n"))
    #expect(stale.errors.hasSuffix("run accelgen to update\n"))
  }

  @Test func anInvalidEnvTemplateExitsWith1AndWritesNothing() throws {
    try scratch.write("env.template", "RESOURCE_REGION=\"$(touch canary)\"\nBOGUS=1\n")
    let result = try BuiltBinary.run([], in: scratch)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("env.template:1:"))
    #expect(result.errors.contains("env.template:2:1: error[unknown-key]"))
    #expect(scratch.names() == ["env.template"])
  }

  @Test func wrongUsageExitsWith2AndKeepsStandardOutputClean() throws {
    let result = try BuiltBinary.run(["--bogus"], in: scratch)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("error[unknown-option]: there is no option --bogus\n"))
    #expect(result.errors.contains("usage: accelgen"))
  }

  @Test(arguments: [
    ["--bogus"], ["bogus"], ["validate", "--env", "missing"], ["regions"], ["--help"],
    ["--version"],
    ["explain", "BOGUS"], ["completion", "bash"], ["stacks"], [],
  ])
  func jsonIsOneObjectOnStandardOutputAndNothingElse(arguments: [String]) throws {
    let plain = try BuiltBinary.run(arguments, in: try Scratch())
    let result = try BuiltBinary.run(["--format", "json"] + arguments, in: try Scratch())
    #expect(result.status == plain.status)
    #expect(result.errors == "")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let diagnostics = try #require((object as? [String: Any])?["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.contains { $0["severity"] as? String == "error" } == (plain.status != 0))
  }

  @Test func theEnvTemplateMayComeFromStandardInputOrAPipe() throws {
    let fromInput = try BuiltBinary.run(
      ["validate", "--env", "-"], in: scratch, input: "BOGUS=1\n")
    #expect(fromInput.errors.contains("<stdin>:1:1: error[unknown-key]"))
    let fromPipedInput = try BuiltBinary.bash(
      "echo BOGUS=1 | \"$ACCELGEN\" validate --env -", in: scratch)
    #expect(fromPipedInput.errors.contains("<stdin>:1:1: error[unknown-key]"))
    let fromPipe = try BuiltBinary.bash(
      "\"$ACCELGEN\" validate --env <(echo BOGUS=1)", in: scratch)
    #expect(fromPipe.errors.contains(":1:1: error[unknown-key]"))
  }

  @Test func aReaderThatGoesAwayEndsItQuietlyWithItsOwnExitCode() throws {
    let result = try BuiltBinary.bash(
      "\"$ACCELGEN\" completion zsh | true; echo ${PIPESTATUS[0]}; trap '' PIPE; "
        + "\"$ACCELGEN\" bogus 2>&1 | true; echo ${PIPESTATUS[0]}", in: scratch)
    #expect(result.output == "0\n2\n")
    #expect(result.errors == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsTold() throws {
    let result = try BuiltBinary.bash("\"$ACCELGEN\" stacks > /dev/full", in: scratch)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[cannot-write]: the output cannot be written: "))
  }

  @Test func withoutATerminalThereIsNoColor() throws {
    let result = try BuiltBinary.bash("\"$ACCELGEN\" bogus; \"$ACCELGEN\" stacks", in: scratch)
    #expect(!(result.output + result.errors).contains("\u{1B}"))
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: [
      ("stacks", [:], true), ("bogus", [:], true), ("stacks", ["NO_COLOR": "1"], false),
      ("stacks", ["NO_COLOR": ""], true), ("stacks", ["TERM": "dumb"], false),
      ("stacks --color never", [:], false), ("stacks --color always", ["NO_COLOR": "1"], true),
      ("stacks --format json", [:], false), ("stacks --format json --color always", [:], false),
      // One stream on the terminal does not colour the other.
      ("bogus 2> errors", [:], false), ("stacks > output", [:], false),
    ] as [(String, [String: String], Bool)])
  func aTerminalGetsColorUnlessItIsUnwanted(
    arguments: String, environment: [String: String], isColored: Bool
  ) throws {
    #if os(macOS)
      let line = "script -q /dev/null /bin/bash -c '\"$ACCELGEN\" \(arguments)'"
    #else
      let line = "script -qec '\"$ACCELGEN\" \(arguments)' /dev/null"
    #endif
    let result = try BuiltBinary.bash(line, in: scratch, environment: environment)
    let written = (scratch.read("errors") ?? "") + (scratch.read("output") ?? "")
    #expect((result.output + written).contains("\u{1B}[") == isColored)
  }
}
