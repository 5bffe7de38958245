import Foundation
import TestSupport
import Testing

/// cleanup.sh takes away what is ours, when it may, and says what it does not.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct CleanupTests {
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.quick(on: emulator)
  }

  @Test func itAsksAndLeavesWhatIsNotOurs() throws {
    let deploy = try deployment.run("deploy_all.sh", "--no-verify", "--sequential")
    try #require(deploy.status == 0, "\(deploy.transcript)")
    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
    let made = try emulator.inventory()

    try protectionIsToldFirst()
    try nobodyIsThereToAsk()
    try theAnswerIsNo()
    #expect(try emulator.inventory() == made)
    try somebodyElseUsesTheVPC()
  }

  private func protectionIsToldFirst() throws {
    for protected in [true, false] {
      try deployment.aws(
        EnvTemplate.exposeRegion, "elbv2", "modify-load-balancer-attributes", "--load-balancer-arn",
        #require(try deployment.value("EXPOSE_NLB_ARN")), "--attributes",
        "Key=deletion_protection.enabled,Value=\(protected)")
      if !protected { return }
      try emulator.forgetCalls()
      let outcome = try deployment.run("cleanup.sh", "--yes")
      #expect(outcome.status == 1, "\(outcome.transcript)")
      #expect(
        outcome.errors.contains("is protected against deletion, so nothing was deleted"),
        "\(outcome.transcript)")
      #expect(try emulator.calls().allSatisfy { !$0.mutating })
    }
  }

  private func nobodyIsThereToAsk() throws {
    let outcome = try deployment.run("cleanup.sh")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.output.contains("\n  EXPOSE_NLB_ARN "), "it lists what it would delete")
    #expect(outcome.errors.contains("nobody is there to ask"))
    #expect(outcome.errors.contains("run with --yes to delete the resources above"))
  }

  private func theAnswerIsNo() throws {
    var command = try deployment.command("cleanup.sh")
    // With a terminal of its own, on which this has been typed.
    let ask =
      #"import os, pty, subprocess, sys; master, slave = pty.openpty(); os.write(master, b"n\n"); "#
      + "sys.exit(subprocess.call(sys.argv[1:], stdin=slave))"
    command.arguments = ["-c", ask, command.executable.path]
    command.executable = try TestTools.tool("python")
    let outcome = try command.run()
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("Delete all of these? [y/N]"))
    #expect(outcome.errors.contains("error: nothing was deleted"))
  }

  private func somebodyElseUsesTheVPC() throws {
    let region = EnvTemplate.exposeRegion
    let vpc = try #require(try deployment.value("EXPOSE_VPC_ID"))
    let group = try deployment.aws(
      region, "ec2", "create-security-group", "--group-name", "somebody", "--description", "else",
      "--vpc-id", vpc, "--query", "GroupId")
    // Another kind of thing under a key of ours, in a VPC that is not ours.
    let other = try deployment.aws(
      region, "ec2", "describe-vpcs", "--filters", "Name=is-default,Values=true", "--query",
      "Vpcs[0].VpcId")
    let table = try deployment.aws(
      region, "ec2", "create-route-table", "--vpc-id", other, "--query", "RouteTable.RouteTableId")
    try deployment.aws(
      region, "ec2", "create-tags", "--resources", table, "--tags",
      "Key=\(EnvTemplate.tag),Value=EXPOSE_VPC_ID")

    let outcome = try deployment.run("cleanup.sh", "--yes")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "left alone: \(table) in \(region) carries the tag \(EnvTemplate.tag)=EXPOSE_VPC_ID"),
      "\(outcome.transcript)")
    #expect(outcome.errors.contains("DependencyViolation"))
    #expect(outcome.errors.contains("something that these scripts did not make still uses it"))
    #expect(outcome.errors.contains("error: the resources above are left"))
    #expect(outcome.output.hasSuffix("\(region)\n  EXPOSE_VPC_ID                \(vpc)\n"))
    #expect(try deployment.value("EXPOSE_VPC_ID") == vpc, "env is kept")
    let left = try emulator.inventory().filter(\.isOurs).map(\.id)
    #expect(left.sorted() == [group, table, vpc].sorted())

    try deployment.aws(region, "ec2", "delete-security-group", "--group-id", group)
    let last = try deployment.run("cleanup.sh", "--yes")
    #expect(last.status == 0, "\(last.transcript)")
    #expect(last.output.hasSuffix("nothing left\n"))
    #expect(!FileManager.default.fileExists(atPath: deployment.env.path))
    #expect(try emulator.inventory().map(\.id) == [table], "left alone")
  }

  /// No answer to the last look is no word of AWS's that nothing is left.
  @Test func whatNobodyHasSeenMayBeLeft() throws {
    let deploy = try deployment.run("deploy_all.sh", "--no-verify", "--sequential")
    try #require(deploy.status == 0, "\(deploy.transcript)")
    // The first look of each side passes.
    try emulator.refuse("DescribeTags", after: 2)
    let outcome = try deployment.run("cleanup.sh", "--yes")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.output.contains("  deleted  EXPOSE_VPC_ID "), "\(outcome.transcript)")
    #expect(
      outcome.errors.contains("error: whether anything is left is not known"),
      "\(outcome.transcript)")
    #expect(FileManager.default.fileExists(atPath: deployment.env.path), "env is kept")

    try emulator.forgetFaults()
    let last = try deployment.run("cleanup.sh", "--yes")
    #expect(last.status == 0, "\(last.transcript)")
    #expect(last.output.hasSuffix("nothing left\n"))
  }
}
