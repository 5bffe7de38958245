import Testing

@testable import AccelGenKit
@testable import accelgen

/// Env templates of several stacks in one run.
@Suite struct SeveralStacksTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# of the first\n")
    try scratch.write("b.env", "STACK=other\n")
  }

  /// Like the fake one, but for its name and what it has to say.
  private static let other = Stack(
    name: "other", summary: "For tests, too", parameters: [], deploymentNameKey: "DEPLOYMENT",
    derivations: Stack.fake.derivations, files: [Stack.File("run.sh", isExecutable: true)])

  private func run(_ arguments: String...) -> Outcome {
    let templates = TemplateLibrary(
      files: TemplateLibrary.fakeFiles(run: "echo fake\n") + [
        (
          "other/run.sh",
          SourceFile(
            name: "other/run.sh",
            text: "#!/usr/bin/env bash\n\(GeneratedFile.marker)a test.\n\necho other\n")
        )
      ])
    return Program.run(arguments, stacks: [.fake, Self.other], builtIn: templates).outcome
  }

  @Test func eachIsMadeOfItsOwnTemplates() {
    let outcome = run(
      "--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--output",
      scratch.path("out"))
    #expect(outcome.exitCode == .done, "\(outcome.diagnostics)")
    #expect(scratch.read("out/a/run.sh")?.contains("echo fake") == true)
    #expect(scratch.read("out/b/run.sh")?.contains("echo other") == true)
    #expect(scratch.names("out/b") == ["run.sh"])
  }

  @Test func oneGoesToTheFolderOfItsStack() {
    #expect(run("--env", scratch.path("b.env"), "--output", scratch.path("out")).codes == [])
    #expect(scratch.names("out") == ["other"])
  }

  @Test func theCommandLineNamesAnInjectedStack() {
    let env = scratch.path("a.env")
    let output = scratch.path("out")
    #expect(run("--stack", "other", "--env", env, "--output", output).exitCode == .done)
    #expect(scratch.names("out") == ["other"])
    #expect(run("--stack", "fake", "--env", scratch.path("b.env")).codes == ["other-stack"])
    #expect(run("--stack", "acceleration", "--env", env).codes == ["unknown-value"])
    #expect(run("init", scratch.path("new.env"), "--stack", "other").exitCode == .done)
    #expect(scratch.read("new.env")?.contains("\nSTACK=\"other\"\n") == true)
    #expect(run("validate", "--env", scratch.path("new.env")).codes == [])
  }

  @Test func deploymentsOfTwoStacksMustNotHaveOneName() throws {
    try scratch.write("sub/a.env", "STACK=other\n")
    let outcome = run(
      "validate", "--env", scratch.path("a.env"), "--env", scratch.path("sub/a.env"))
    #expect(outcome.codes == ["duplicate-deployment"])
  }

  @Test func listsHelpAndCompletionKnowTheInjectedStacks() {
    #expect(run("stacks").text.contains("other"))
    #expect(run("completion", "bash").text.contains("words='fake other'"))
    #expect(run("explain", "STACK", "--stack", "other").text.contains("other"))
  }
}
