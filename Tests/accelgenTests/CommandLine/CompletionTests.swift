import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct CompletionTests {
  @Test(arguments: [
    (["accelgen", "ch"], ["check"]),
    (["accelgen", "--fo"], ["--force", "--format"]),
    (["accelgen", "check", "--fo"], ["--format"]),
    (["accelgen", "--env", "x", "val"], ["validate"]),
    (["accelgen", "--format", ""], ["text", "json", "github", "sarif"]),
    // bash takes --format=js for three words.
    (["accelgen", "--format", "=", "js"], ["json"]),
    (["accelgen", "--format", "="], ["text", "json", "github", "sarif"]),
    (["accelgen", "--format", "=", "json", "ch"], ["check"]),
    (["accelgen", "completion", ""], ["bash", "zsh", "fish"]),
    (["accelgen", "completion", "bash", ""], []),
    (["accelgen", "regions", "ap-southeast-3"], ["ap-southeast-3"]),
    (["accelgen", "services", "--region", "ap-southeast-3"], ["ap-southeast-3"]),
    (["accelgen", "help", "sta"], ["stacks"]),
    (["accelgen", "services", "sagemaker.ru"], ["sagemaker.runtime", "sagemaker.runtime-fips"]),
    // What a command has of its own goes before what is common.
    (
      ["accelgen", "diagram", "--format", ""],
      ["svg", "mermaid", "text", "json", "github", "sarif"]
    ),
    (["accelgen", "diagram", "--format", "=", "m"], ["mermaid"]),
    (["accelgen", "check", "--format", "s"], ["sarif"]),
    // The value of --color can be left out.
    (["accelgen", "--color", "check", "--fo"], ["--format"]),
    (["accelgen", "--color", "regions", "ap-southeast-3"], ["ap-southeast-3"]),
    (["accelgen", "--color", "never", "check", "--fo"], ["--format"]),
    (["accelgen", "--color", "va"], ["validate"]),
    (["accelgen", "--color", "ne"], ["never"]),
    (["accelgen", "--color", "=", "ne"], ["never"]),
    (["accelgen", "--color", "="], ["auto", "always", "never"]),
    (["accelgen", "--color", "=", "never", "ch"], ["check"]),
    (["accelgen", "check", "--color", "--fo"], ["--format"]),
    // Files are left to bash.
    (["accelgen", "--env", ""], []),
    (["accelgen", "init", ""], []),
  ])
  func bashOffers(words: [String], expected: [String]) throws {
    #expect(try replies(words) == expected)
  }

  @Test func bashOffersEveryKeyToExplain() throws {
    #expect(try replies(["accelgen", "explain", ""]) == ArgumentKind.key.offered(Stack.all))
  }

  @Test func everyShellKnowsEveryCommandAndOption() {
    for script in [
      BashCompletion(stacks: Stack.all).script, ZshCompletion(stacks: Stack.all).script,
      FishCompletion(stacks: Stack.all).script,
    ] {
      for command in CommandDescription.all { #expect(script.contains(command.name)) }
      for option in Options.all {
        #expect(script.contains(option.name) || script.contains("-l \(option.name.dropFirst(2)) "))
      }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func theScriptIsAsRecorded(shell: String) throws {
    // Regions, services and keys come and go with the catalogue and the stacks.
    var script = Program.run(["completion", shell]).outcome.text
    for (kind, name) in [
      (ArgumentKind.region, "REGIONS"), (.serviceFilter, "SERVICES"),
      (.key, "KEYS"),
    ] {
      script = script.replacing(
        (kind.offered(Stack.all) ?? []).joined(separator: " "), with: "<\(name)>")
    }
    try Golden.expect(script, equals: "Tests/Goldens/completion/\(shell).txt")
  }

  @Test(.enabled(if: Command.program("bash") != nil, "needs bash"))
  func bashItselfCanReadIt() throws { try canReadIt("bash", option: "-n") }

  // zsh and fish are not on every machine; the goldens stand in for them there.
  @Test(.enabled(if: Command.program("zsh") != nil, "needs zsh"))
  func zshItselfCanReadIt() throws { try canReadIt("zsh", option: "-n") }

  @Test(.enabled(if: Command.program("fish") != nil, "needs fish"))
  func fishItselfCanReadIt() throws { try canReadIt("fish", option: "--no-execute") }

  private func canReadIt(_ shell: String, option: String) throws {
    let program = try #require(Command.program(shell))
    let scratch = try Scratch()
    let script = try scratch.write("script", Program.run(["completion", shell]).outcome.text)
    let result = try BuiltBinary.run([option, script], in: scratch, program: program)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// What bash's own completion function replies when the last of these words is being typed.
  private func replies(_ words: [String]) throws -> [String] {
    let scratch = try Scratch()
    try scratch.write("completion.bash", BashCompletion(stacks: Stack.all).script)
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    let result = try BuiltBinary.bash(
      """
      set -eu
      . ./completion.bash
      COMP_WORDS=(\(list)) COMP_CWORD=\(words.count - 1)
      _accelgen
      printf '%s\\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
      """, in: scratch)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
