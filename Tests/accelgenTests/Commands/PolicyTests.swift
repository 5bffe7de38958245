import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct PolicyTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for (file, region) in [("a", "ap-southeast-1"), ("b", "eu-west-1")] {
      let env = EnvFile.text(
        resource: "us-east-1", expose: region,
        service: "com.amazonaws.us-east-1.sagemaker.runtime")
      let blocks = "RESOURCE_VPC_CIDR=10.1.0.0/16\nEXPOSE_VPC_CIDR=10.2.0.0/16\n"
      try scratch.write(
        "\(file).env", "\(env)DEPLOYMENT_NAME=\(file)\n\(file == "a" ? blocks : "")")
    }
  }

  private func run(_ arguments: String...) -> Outcome { Program.run(arguments).outcome }

  private func policy(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: ArgumentKind.purpose.offered(Stack.all) ?? [])
  func thePolicyForAPurposeIsAsRecorded(purpose: String) throws {
    // The first that has it: most purposes are every stack's.
    let stack = try #require(
      Stack.all.first { $0.permissions?.purposes.contains { $0.name == purpose } == true })
    let words = ["policy", "--for", purpose, "--stack", stack.name]
    let result = try BuiltBinary.run(words, in: scratch)
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/policy/\(purpose).json")
  }

  @Test func withoutAPurposeItIsTheFileThatGenerateWrites() throws {
    let env = scratch.path("a.env")
    let printed = run("policy", "--env", env)
    #expect(printed.exitCode == .done)
    #expect(run("--env", env, "--output", scratch.path("out")).exitCode == .done)
    #expect(scratch.read("out/acceleration/iam-policy.json") == printed.text)
    #expect(Set(try policy(printed.text).keys) == ["Version", "Statement"])
  }

  @Test func thePurposeMayBeGivenAsAWord() {
    let env = scratch.path("a.env")
    #expect(
      run("policy", "status", "--env", env).text
        == run("policy", "--for", "status", "--env", env).text)
    #expect(run("policy", "status", "--for", "cleanup", "--env", env).codes == ["given-twice"])
    #expect(run("policy", "stauts", "--env", env).codes == ["unknown-value"])
  }

  @Test func aPurposeThatThereIsNotIsWrongUsage() {
    let outcome = run("policy", "--for", "curl")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["unknown-value"])
    #expect(run("--for=status", "policy", "--env", scratch.path("a.env")).exitCode == .done)
  }

  @Test func severalDeploymentsHaveAPolicyEachInJSON() throws {
    let outcome = run(
      "policy", "--for", "status", "--format", "json", "--env", scratch.path("a.env"), "--env",
      scratch.path("b.env"))
    let text = JSONValue.object(outcome.members()).text
    let policies = try #require(try policy(text)["policies"] as? [[String: Any]])
    #expect(policies.map { $0["deployment"] as? String } == ["a", "b"])
    #expect(policies.map { $0["for"] as? [String] } == [["status"], ["status"]])
    #expect(text.contains("\"eu-west-1\""))
  }

  @Test func aPolicyOfTheUsersIsNotReplaced() throws {
    let arguments = ["--env", scratch.path("a.env"), "--output", scratch.path("out")]
    let mine = "{\n  \"Statement\": [\n    {\n      \"Sid\": \"Mine\"\n    }\n  ]\n}\n"
    try scratch.write("out/acceleration/iam-policy.json", mine)
    #expect(Program.run(arguments).outcome.codes.contains("not-ours"))
    #expect(scratch.read("out/acceleration/iam-policy.json") == mine)
    #expect(scratch.names("out/acceleration") == ["iam-policy.json"])

    // One that accelgen wrote is, though its text be another by now.
    try scratch.write(
      "out/acceleration/iam-policy.json",
      mine.replacingOccurrences(of: "Mine", with: "AccelgenLook"))
    #expect(Program.run(arguments).outcome.exitCode == .done)
    #expect(scratch.read("out/acceleration/iam-policy.json")?.contains("ec2:CreateVpc") == true)
  }

  @Test func aStackWithoutPermissionsSaysSo() {
    let outcome = scratch.accelgen("policy")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["no-policy"])
  }

  private func copyTemplates() throws {
    for file in Repository.files(in: "templates", endingIn: ["sh", "template", "gitignore", ""]) {
      let path = file.path.dropFirst(Repository.root.path.count + 1)
      try scratch.write(String(path), try String(contentsOf: file, encoding: .utf8))
    }
  }

  @Test func aPolicyThatAllowsNothingIsAnError() throws {
    try copyTemplates()
    try scratch.write("templates/acceleration/cleanup.sh", "#!/usr/bin/env bash\necho nothing\n")
    let outcome = run(
      "policy", "--for", "cleanup", "--env", scratch.path("a.env"), "--templates",
      scratch.path("templates"))
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.text.isEmpty)
    let found = try #require(outcome.diagnostics.first { $0.code == "empty-policy" })
    #expect(found.message == "a policy for cleanup would allow nothing")
  }

  /// What stands behind what accelgen cannot read would be missing in a policy.
  @Test func aScriptThatCannotBeReadIsAnError() throws {
    try copyTemplates()
    let script = try #require(scratch.read("templates/acceleration/cleanup.sh"))
    let line = script.split(separator: "\n", omittingEmptySubsequences: false).count
    try scratch.write(
      "templates/acceleration/cleanup.sh", script + "for ((i = 1; i < 1 << 2; i++\n")
    let outcome = run(
      "policy", "--env", scratch.path("a.env"), "--templates", scratch.path("templates"))
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.text.isEmpty)
    #expect(outcome.diagnostics.contains { $0.span?.start.line == line })
    // Whole, it is as good as any other.
    try scratch.write(
      "templates/acceleration/cleanup.sh", script + "for ((i = 1; i < 1 << 2; i++)); do :; done\n")
    let repaired = run(
      "policy", "--env", scratch.path("a.env"), "--templates", scratch.path("templates"))
    #expect(repaired.exitCode == .done)
    #expect(repaired.text == run("policy", "--env", scratch.path("a.env")).text)
  }

  @Test func aCallThatNobodyKnowsIsToldAtItsPlace() throws {
    try copyTemplates()
    let script = try #require(scratch.read("templates/acceleration/status.sh"))
    let line = script.split(separator: "\n", omittingEmptySubsequences: false).count
    try scratch.write("templates/acceleration/status.sh", script + "x=$(aws s3 ls)\n")
    let outcome = run(
      "policy", "--env", scratch.path("a.env"), "--templates", scratch.path("templates"))
    #expect(outcome.exitCode == .done)
    let found = try #require(outcome.diagnostics.first { $0.code == "unknown-permission" })
    #expect(found.severity == .warning)
    #expect(found.span?.start.line == line)
    #expect(found.span?.start.column == 5)
    #expect(found.message.contains("aws s3 ls"))
  }

  @Test func theREADMEsExampleIsWhatAccelgenPrints() throws {
    let result = try BuiltBinary.run(["policy", "--for", "status"], in: scratch)
    let example = "```\n$ accelgen policy --for status\n\(result.output)```\n"
    try Golden.expect(example, in: "policy", of: "docs/acceleration.md")
  }
}
