import Foundation
import TestSupport
import Testing

/// What would fail halfway is said before anything is made, all of it at once.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PreflightTests {
  private static let near = EnvTemplate.exposeRegion

  @Test func allThatWouldFailHalfwayIsSaidFirst() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)
    let vpcs = try (6...9).map {
      try deployment.aws(
        Self.near, "ec2", "create-vpc", "--cidr-block", "10.\($0).0.0/16", "--query", "Vpc.VpcId")
    }
    let target = try deployment.aws(
      Self.near, "elbv2", "create-target-group", "--name", "service-peering-tg", "--vpc-id",
      vpcs[0], "--target-type", "ip", "--protocol", "TCP", "--port", "443", "--query",
      "TargetGroups[0].TargetGroupArn")
    try emulator.refuse("CreateInternetGateway")
    let before = try emulator.inventory()

    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    let expected = [
      "\(Self.near) has room for 5 VPCs and 5 are in use; the deployment needs 1 more",
      "the name or port of EXPOSE_TARGET_GROUP_ARN is taken in \(Self.near) by \(target)",
      "aws ec2 create-internet-gateway was refused in \(Self.near)",
      "preflight.sh did not finish",
    ]
    for problem in expected {
      #expect(refused.errors.contains("error: \(problem)"), "\(refused.transcript)")
    }
    #expect(!refused.errors.contains("ended with status"), "nothing of it was unexpected")
    #expect(try emulator.inventory() == before, "nothing was made")

    try emulator.forgetFaults()
    try deployment.aws(
      Self.near, "elbv2", "delete-target-group", "--target-group-arn", target)
    for vpc in vpcs { try deployment.aws(Self.near, "ec2", "delete-vpc", "--vpc-id", vpc) }
    let made = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(made.status == 0, "\(made.transcript)")

    try emulator.forgetCalls()
    let again = try deployment.run("preflight.sh")
    #expect(again.status == 0, "\(again.transcript)")
    #expect(try emulator.calls().isEmpty, "nothing of it can matter any more")
  }

  /// With as many VPCs as there may be, the default one and the deployment's own among them.
  @Test func whatIsThereAlreadyNeedsNoRoom() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)
    for number in 6...8 {
      try deployment.aws(Self.near, "ec2", "create-vpc", "--cidr-block", "10.\(number).0.0/16")
    }
    let first = try deployment.run("3.expose_vpc_deploy.sh")
    try #require(first.status == 0, "\(first.transcript)")
    let vpc = try deployment.value("EXPOSE_VPC_ID")
    try FileManager.default.removeItem(at: deployment.env)

    let outcome = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try deployment.value("EXPOSE_VPC_ID") == vpc)
  }

  /// There, the credentials are no good, whatever they are good for elsewhere.
  @Test func aRegionThatIsNotEnabledIsTold() throws {
    let emulator = try Emulator()
    try emulator.refuse(
      "GetCallerIdentity", in: EnvTemplate.resourceRegion, code: "InvalidClientTokenId")
    let deployment = try Deployment.quick(on: emulator)
    let outcome = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(outcome.status != 0, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "get-region-opt-status --region-name ap-southeast-3 tells, enable-region enables it"),
      "\(outcome.transcript)")
    #expect(try emulator.inventory().isEmpty)
  }

  @Test func itCanBeSkipped() throws {
    let emulator = try Emulator()
    try emulator.refuse("DescribeVpcs")
    let deployment = try Deployment.quick(on: emulator)
    let asked = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(asked.status == 1, "\(asked.transcript)")
    let skipped = try deployment.run("deploy_all.sh", "--no-verify", "--skip-preflight")
    #expect(skipped.status == 0, "\(skipped.transcript)")
    #expect(try emulator.calls().filter { $0.action == "DescribeVpcs" }.count == 2)
  }
}
