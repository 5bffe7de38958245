import Foundation
import TestSupport
import Testing

/// Nothing that the user's environment holds changes what the scripts do.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SettingsOfTheMachineTests {
  private let emulator: Emulator
  private var deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.ofCase(on: emulator)
  }

  /// Case 1, aws/aws-cli#9890 and #10094: with errors in a form of the user's own no code of AWS's was recognised,
  /// and the preflight stopped at the refusal that it asks for.
  @Test(arguments: ["AWS_CLI_ERROR_FORMAT=json", "cli_error_format = yaml"])
  mutating func errorsInAnotherFormAreStillUnderstood(setting: String) throws {
    if setting.contains(" = ") {
      let file = try deployment.write("aws-config", "[default]\n\(setting)\n")
      deployment.settings["AWS_CONFIG_FILE"] = file.path(percentEncoded: false)
    } else {
      deployment.settings["AWS_CLI_ERROR_FORMAT"] = "json"
    }
    // This is refused when all is well.
    try deployment.succeed("preflight.sh")
    try emulator.set(["not_found_yet_seconds": 0.5])
    try expectAWholeLife()
  }

  /// Case 2, claude-remember#695 and nodesource/distributions#51: in a Turkish locale `[A-Za-z]` matched neither
  /// `DryRunOperation` nor `InvalidVpcID.NotFound`.
  @Test(
    .enabled(if: TurkishLocale.settings != nil, "\(TurkishLocale.howToGetIt)"),
    arguments: ["LC_ALL", "LANG"])
  mutating func theLocaleDecidesNoMatch(variable: String) throws {
    let found = try #require(TurkishLocale.settings)
    deployment.settings.merge(found) { $1 }
    deployment.settings[variable] = TurkishLocale.name
    // This is refused when all is well.
    try deployment.succeed("preflight.sh")
    try emulator.set(["not_found_yet_seconds": 0.5])
    try expectAWholeLife()
  }

  /// Case 18, sdkman#538 and autoenv#56: `noclobber` ended the scripts at their first note. Its siblings are all
  /// options that change what a script says.
  @Test(arguments: [
    "BASH_ENV=set -o noclobber", "SHELLOPTS=noclobber", "SHELLOPTS=keyword",
    "SHELLOPTS=noglob:allexport;BASHOPTS=failglob:dotglob:nocasematch:extglob:expand_aliases",
  ])
  mutating func optionsOfTheShellChangeNothing(option: String) throws {
    for each in option.split(separator: ";") {
      let parts = each.split(separator: "=").map(String.init)
      var value = parts[1]
      if parts[0] == "BASH_ENV" {
        value = try deployment.write("bash-env", "\(value)\n").path(percentEncoded: false)
      }
      deployment.settings[parts[0]] = value
    }
    // Exported, the options of the scripts would be those of an `aws` that is a bash script itself, as pyenv's is.
    try deployment.standIn(
      for: deployment.awsCLI(), "bash -c ': \"$NOT_SET\"; false; true' || exit; next \"$@\"")
    try expectAWholeLife()
  }

  /// Case 19, nvm-sh/nvm#203: an exported function `cd` that prints made a list of files of the scripts' folder.
  /// Its siblings stand for other commands and print as well.
  @Test(arguments: [
    ["cd"],
    [
      "dirname", "readlink", "mkdir", "rm", "mv", "cat", "date", "sleep", "grep", "sort",
      "printf", "read", "trap", "wait", "shopt", "exec", "pwd", "type",
    ],
  ])
  mutating func exportedFunctionsChangeNothing(names: [String]) throws {
    for name in names {
      let how = ["read", "cd", "printf", "trap", "wait", "shopt", "exec", "pwd", "type"]
      let real = how.contains(name) ? "builtin" : "command"
      deployment.settings["BASH_FUNC_\(name)%%"] =
        "() { \(real) \(name) \"$@\" && \(real == "builtin" ? "" : "command ")echo listed; }"
    }
    try expectAWholeLife()
  }

  /// Case 20, tw93/Mole#1582 and bat-extras#6: called through a link elsewhere, a script did not find lib.sh.
  @Test func aLinkElsewhereIsFollowed() throws {
    let folder = try TemporaryFolder()
    let first = folder.url.appending(path: "deploy")
    try FileManager.default.createSymbolicLink(
      at: first, withDestinationURL: deployment.scripts.appending(path: Step.resourceVPC))
    let second = folder.url.appending(path: "again")
    try FileManager.default.createSymbolicLink(
      atPath: second.path, withDestinationPath: "deploy")

    var command = try deployment.command(Step.resourceVPC)
    command.executable = second
    let outcome = try command.run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try deployment.value("RESOURCE_VPC_ID") == emulator.ids("vpc").first)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
  }

  /// A first step, a look and the way back.
  private func expectAWholeLife() throws {
    try deployment.succeed(Step.resourceVPC)
    #expect(try deployment.saved("RESOURCE_VPC_ID") == emulator.ids("vpc").first)
    let status = try deployment.run("status.sh")
    #expect(status.output.contains("  RESOURCE_VPC_ID "), "\(status.transcript)")
    let cleanup = try deployment.succeed("cleanup.sh", "--yes")
    #expect(cleanup.output.hasSuffix("nothing left\n"), "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id) == [])
  }
}
