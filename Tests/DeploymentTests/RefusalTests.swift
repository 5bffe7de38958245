import Foundation
import TestSupport
import Testing

/// What cannot be looked at is not gone: a refused look ends a script, before anything is made twice or
/// said to be taken away.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct RefusalTests {
  @Test func aRefusedLookIsNotTakenForNothingThere() throws {
    let emulator = try Emulator()
    let deployment = try Deployment(on: emulator)
    let first = try deployment.run("1.resource_vpc_deploy.sh")
    try #require(first.status == 0, "\(first.transcript)")
    let made = try emulator.inventory()

    try emulator.refuse("DescribeVpcs")
    let again = try deployment.run("1.resource_vpc_deploy.sh")
    #expect(again.status != 0, "\(again.transcript)")
    #expect(try emulator.inventory() == made, "nothing is made twice")

    // A route table proves its VPC, so this look counts here.
    try emulator.refuse("DescribeRouteTables")
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status != 0, "\(cleanup.transcript)")
    #expect(!cleanup.output.contains("nothing left"))
    #expect(try emulator.inventory() == made, "nothing is taken away by halves")

    try emulator.forgetFaults()
    let last = try deployment.run("cleanup.sh", "--yes")
    #expect(last.status == 0, "\(last.transcript)")
    #expect(last.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().isEmpty)
  }

  /// AWS takes the request and fails it afterwards, and shows that to the side that asked only.
  @Test func aPeeringThatFailsIsToldAtOnceWithTheReason() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)
    for step in ["1.resource_vpc_deploy.sh", "3.expose_vpc_deploy.sh"] {
      let outcome = try deployment.run(step)
      try #require(outcome.status == 0, "\(outcome.transcript)")
    }
    let vpc = try #require(try deployment.value("RESOURCE_VPC_ID"))
    try deployment.aws(
      EnvTemplate.resourceRegion, "ec2", "associate-vpc-cidr-block", "--vpc-id", vpc,
      "--cidr-block", "10.2.128.0/20")

    let failed = try deployment.command("4.vpc_peering.sh").run()
    #expect(failed.status == 1, "\(failed.transcript)")
    #expect(
      failed.errors.contains(
        "error: vpc peering, ap-southeast-1 is failed Failed due to incorrect VPC-ID, Account ID, or "
          + "overlapping CIDR range"), "\(failed.transcript)")

    try deployment.aws(
      EnvTemplate.resourceRegion, "ec2", "disassociate-vpc-cidr-block", "--association-id",
      deployment.aws(
        EnvTemplate.resourceRegion, "ec2", "describe-vpcs", "--vpc-ids", vpc, "--query",
        "Vpcs[].CidrBlockAssociationSet[?CidrBlock=='10.2.128.0/20'].AssociationId[]"))
    let again = try deployment.run("4.vpc_peering.sh")
    #expect(again.status == 0, "\(again.transcript)")
  }

  /// bash ends a script without a word where nobody has expected an error.
  @Test func aFailureThatNobodyExpectedNamesFileLineAndCommand() throws {
    let deployment = try Deployment.quick(on: Emulator())
    let step = deployment.scripts.appending(path: "5.update_route_table.sh")
    let text = try String(contentsOf: step, encoding: .utf8)
    let broken = text.replacing(
      "  on_side RESOURCE\n", with: "  cat /no/such/file\n", maxReplacements: 1)
    try Data(broken.utf8).write(to: step)
    let line = try #require(
      broken.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(
        of: "  cat /no/such/file"))
    let failed = try deployment.run("5.update_route_table.sh")
    #expect(failed.status == 1)
    #expect(
      failed.errors.contains(
        "ended with status 1 in main, line \(line + 1) of 5.update_route_table.sh: cat /no/such/file"
      ),
      "\(failed.transcript)")
  }
}
