import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// What a new stack costs: a value, a folder of templates, its place in the list. Everything else follows, and is
/// tried here with a stack that nothing else knows.
@Suite(.serialized) struct TinyStackTests {
  private let scratch: Scratch
  private let templates: TemplateLibrary
  private var scripts: URL { scratch.url.appending(path: "out/tiny") }

  init() throws {
    scratch = try Scratch()
    templates = try TinyStack.templates()
    try scratch.write("env.template", EnvTemplate.render(.tiny))
  }

  /// Runs accelgen, which knows this stack beside its own.
  private func accelgen(_ arguments: String...) -> Outcome {
    Program.run(arguments, stacks: Stack.all + [.tiny], builtIn: templates).outcome
  }

  private func generate() throws {
    let outcome = accelgen(
      "--env", scratch.path("env.template"), "--output", scratch.path("out"))
    try #require(outcome.exitCode == .done, "\(outcome.diagnostics)")
  }

  @Test func everyCommandKnowsIt() throws {
    try generate()
    #expect(scratch.names("out/tiny").count == Stack.tiny.files.count)
    let env = ["--env", scratch.path("env.template")]
    func run(_ words: [String]) -> Outcome {
      Program.run(words + env, stacks: Stack.all + [.tiny], builtIn: templates).outcome
    }
    #expect(run(["check", "--output", scratch.path("out")]).exitCode == .done)
    let lines = try #require(scratch.read("out/tiny/status.sh"))
    try scratch.write("out/tiny/status.sh", lines + "# more\n")
    #expect(run(["check", "--output", scratch.path("out")]).exitCode == .stale)

    #expect(run(["validate"]).exitCode == .done)
    let shown = run(["show"]).text
    for word in ["NETWORK_CIDR", "10.9.0.0/20", "eu-west-1"] {
      #expect(shown.contains(word), "\(shown)")
    }
    #expect(accelgen("explain", "NETWORK_CIDR").text.contains("10.9.0.0/16"))
    #expect(accelgen("stacks").text.contains("tiny"))
    for shell in ["bash", "zsh", "fish"] {
      #expect(accelgen("completion", shell).text.contains("tiny"), "\(shell)")
    }
    let made = accelgen("init", "--stack", "tiny", scratch.path("made.env"))
    #expect(made.exitCode == .done, "\(made.diagnostics)")
    #expect(scratch.read("made.env") == EnvTemplate.render(.tiny))
    // What it has not is said, and is no crash.
    for command in ["cost", "diagram"] {
      let outcome = run([command])
      #expect(outcome.exitCode != .done && !outcome.diagnostics.isEmpty, "\(command)")
    }
  }

  @Test func itsPoliciesAreThoseOfItsCalls() throws {
    func actions(_ purpose: String) throws -> Set<String> {
      try Set(policy(purpose).matches(of: /"(ec2:\w+)"/).map { String($0.1) })
    }
    #expect(try actions("deploy").isSuperset(of: ["ec2:CreateVpc", "ec2:CreateSecurityGroup"]))
    #expect(try actions("cleanup").isSuperset(of: ["ec2:DeleteVpc", "ec2:DeleteSubnet"]))
    #expect(try actions("cleanup").isDisjoint(with: ["ec2:CreateVpc"]))
    #expect(try actions("status").allSatisfy { $0.hasPrefix("ec2:Describe") })
    #expect(try !policy("deploy").contains("elasticloadbalancing"))
  }

  private func policy(_ purpose: String) throws -> String {
    let outcome = accelgen("policy", "--for", purpose, "--env", scratch.path("env.template"))
    try #require(outcome.exitCode == .done, "\(outcome.diagnostics)")
    return outcome.text
  }

  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
  func theToolsFindNothingInItsScripts() throws {
    try generate()
    let paths = scratch.names("out/tiny").filter { $0.hasSuffix(".sh") }
      .map { scripts.appending(path: $0).path }
    func python(_ name: String) -> String { Repository.file("Tests/Tools/\(name)").path }
    let tools: [(String, [String])] = [
      (
        "shellcheck",
        ["--norc", "--severity=style", "--external-sources", "--source-path=SCRIPTDIR"]
      ),
      ("shfmt", ["-d", "-i", "2", "-ci"]),
      ("python", [python("check_aws_calls.py")]),
      ("python", [python("check_bash_3.py")]),
      ("python", [python("check_swallowed_failures.py")]),
    ]
    for (tool, options) in tools {
      let outcome = try Command(TestTools.tool(tool), options + paths).run()
      #expect(outcome.status == 0, "\(outcome.transcript)")
    }
  }

  /// Made, made again, looked at, changed behind its back, repaired, taken away: each under its own policy.
  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
  func itIsDeployedAndTakenAway() throws {
    try generate()
    let emulator = try Emulator()
    try run("deploy_all.sh", for: "deploy", on: emulator)
    let made = try emulator.inventory()
    #expect(
      made.map(\.type).sorted() == ["security-group", "security-group-rule", "subnet", "vpc"])
    try emulator.forgetCalls()
    try run("deploy_all.sh", for: "deploy", on: emulator)
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
    #expect(try emulator.inventory() == made)
    try run("status.sh", for: "status", on: emulator)

    let group = try #require(made.first { $0.type == "security-group" })
    try aws(
      "ec2", "authorize-security-group-ingress", "--group-id", group.id, "--protocol", "tcp",
      "--port", "22", "--cidr", "0.0.0.0/0", on: emulator)
    let told = try run("status.sh", for: "status", on: emulator, status: 1)
    #expect(told.output.contains("\n! rules of NETWORK_SECURITY_GROUP "), "\(told.transcript)")
    try run("deploy_all.sh", for: "deploy", on: emulator)
    #expect(try emulator.inventory() == made)

    let last = try run("cleanup.sh", "--yes", for: "cleanup", on: emulator)
    #expect(last.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().map(\.id) == [])
  }

  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
  func nothingOfItIsLostWhenItsScriptsAreKilled() throws {
    try generate()
    let outcome = try Command(
      Repository.file("Tests/sweep"), ["--scripts", scripts.path, "--sample", "12"]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("12 of 12 points passed: 100 %"), "\(outcome.transcript)")
  }

  @discardableResult
  private func run(
    _ script: String, _ arguments: String..., for purpose: String, on emulator: Emulator,
    status: Int32 = 0
  ) throws -> Command.Outcome {
    try emulator.givePolicy(Data(policy(purpose).utf8))
    let outcome = try Command(
      scripts.appending(path: script), arguments, environment: environment(emulator),
      in: scratch.url
    ).run()
    try emulator.takePolicy()
    try #require(outcome.status == status, "\(outcome.transcript)")
    return outcome
  }

  private func aws(_ arguments: String..., on emulator: Emulator) throws {
    let aws = try PreforkedAWS.shared().folder.appending(path: "aws")
    let outcome = try Command(
      aws, arguments + ["--region", "eu-west-1"], environment: environment(emulator),
      in: scratch.url
    ).run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
  }

  private func environment(_ emulator: Emulator) throws -> [String: String] {
    [
      "PATH": try PreforkedAWS.shared().folder.path + ":/usr/bin:/bin", "HOME": scratch.url.path,
      "AWS_ENDPOINT_URL": emulator.url.absoluteString, "AWS_ACCESS_KEY_ID": "test",
      "AWS_SECRET_ACCESS_KEY": "test", "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
      "ACCELGEN_POLL_SECONDS": "0.1", "ACCELGEN_SETTLE_SECONDS": "8",
    ]
  }
}
