import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct CommandLineParserTests {
  private func codes(_ arguments: String...) -> [String] {
    CommandLineParser(arguments).problems.map(\.code.description)
  }

  @Test func withoutACommandItIsGenerate() {
    #expect(CommandLineParser([]).command?.name == "generate")
    #expect(CommandLineParser(["--env", "check"]).command?.name == "generate")
  }

  @Test(arguments: [["check", "--env", "a"], ["--env=a", "check"], ["--env", "a", "check"]])
  func optionsStandBeforeOrAfterTheCommand(arguments: [String]) {
    let parsed = CommandLineParser(arguments)
    #expect(parsed.problems.isEmpty)
    #expect(parsed.command?.name == "check")
    #expect(parsed.values["--env"] == ["a"])
  }

  @Test func repeatableOptionsKeepTheirOrder() {
    #expect(CommandLineParser(["--env", "b", "--env=a"]).values["--env"] == ["b", "a"])
    #expect(codes("--output", "a", "--output", "b") == ["repeated-option"])
    #expect(codes("--force", "--force") == [])
  }

  @Test func aValueMayHoldEqualsAndADashMeansStandardInput() {
    #expect(CommandLineParser(["--env=a=b"]).values["--env"] == ["a=b"])
    #expect(CommandLineParser(["--env", "-"]).values["--env"] == ["-"])
    #expect(CommandLineParser(["--env=--odd"]).values["--env"] == ["--odd"])
  }

  @Test func afterTwoDashesNothingIsAnOption() {
    let parsed = CommandLineParser(["regions", "--", "--env"])
    #expect(parsed.operands == ["--env"])
    #expect(parsed.problems.isEmpty)
  }

  @Test(arguments: [
    (["--env"], "missing-value"), (["--env", "--force"], "missing-value"),
    (["--env="], "missing-value"), (["--force=yes"], "unexpected-value"),
    (["--bogus"], "unknown-option"), (["-x"], "unknown-option"),
    (["bogus"], "unknown-command"), (["--format", "xml"], "unknown-value"),
    (["completion"], "missing-argument"), (["completion", "elvish"], "unknown-value"),
    (["check", "x"], "unexpected-argument"), (["regions", "a", "b"], "unexpected-argument"),
    (["regions", "--force"], "option-not-taken"), (["check", "--force"], "option-not-taken"),
    (["services", "--region", "mars-1"], "unknown-value"),
    (["--color=sometimes"], "unknown-value"), (["--color="], "missing-value"),
    (["--color", "sometimes"], "unknown-command"),
    (["check", "--region", "us-east-1"], "option-not-taken"),
  ])
  func wrongUsageIsToldByItsCode(arguments: [String], code: String) {
    #expect(CommandLineParser(arguments).problems.map(\.code.description) == [code])
  }

  @Test func everythingThatIsWrongIsToldAtOnce() {
    #expect(
      codes("--formt", "--env", "--force=1") == [
        "unknown-option", "missing-value", "unexpected-value",
      ])
  }

  @Test(arguments: [
    (["--formt", "json"], "did you mean --format, --for or --force?"),
    (["chekc"], "did you mean check?"),
    (["--format", "jsno"], "did you mean json?"), (["help", "shwo"], "did you mean show?"),
  ])
  func nearNamesAreSuggested(arguments: [String], question: String) {
    let outcome = Program.run(arguments).outcome
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.diagnostics.first?.help == question)
    #expect(outcome.hint.hasPrefix("usage: accelgen"))
  }

  @Test func theFormatIsKnownEvenWhenTheRestIsWrong() {
    #expect(CommandLineParser(["--bogus", "--format", "json"]).format == .json)
    #expect(CommandLineParser(["--format=sarif", "bogus"]).format == .sarif)
  }

  @Test(arguments: CommandDescription.all.map(\.name))
  func everyCommandTakesTheCommonOptions(name: String) {
    let operand = name == "completion" ? ["bash"] : []
    let arguments = [
      "--env", "a", "--stack", "acceleration", "--output", "b", "--templates", "c", "--format",
      "json", "--color", "never",
    ]
    #expect(CommandLineParser([name] + operand + arguments).problems == [])
    #expect(CommandLineParser(arguments + [name] + operand).problems == [])
  }

  @Test(arguments: [
    (["--color"], "generate", ColorChoice.always), (["--color", "check"], "check", .always),
    (["--color", "never", "check"], "check", .never), (["check", "--color"], "check", .always),
    (["check", "--color", "--format", "text"], "check", .always),
    (["--color=auto", "check"], "check", .auto), (["--color", "--", "check"], "check", .always),
  ])
  func colorWithoutAValueMeansAlways(arguments: [String], command: String, color: ColorChoice) {
    let parsed = CommandLineParser(arguments)
    #expect(parsed.problems == [])
    #expect(parsed.command?.name == command)
    #expect(parsed.color == color)
  }

  @Test func everyOptionIsTakenBySomeCommand() {
    let taken = Set(CommandDescription.all.flatMap(\.allOptions).map(\.name) + ["--version"])
    #expect(Options.all.allSatisfy { taken.contains($0.name) })
  }
}
