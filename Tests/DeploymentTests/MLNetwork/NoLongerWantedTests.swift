import Foundation
import TestSupport
import Testing

/// Interface endpoints and network ACLs that come and go with env.template, in a plan and in status.sh as well.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct NoLongerWantedTests {
  /// A plan has no folder for notes: what it would take away is not noted as gone.
  @Test func aPlanShowsHowTheACLsGo() throws {
    let network = try NetworkFolder(["NETWORK_ACLS": "true"], on: Emulator())
    try network.succeed("deploy_all.sh")
    let acl = try network.value("NETWORK_APP_ACL_ID")
    try network.change(to: ["NETWORK_ACLS": "false"])
    let env = try String(contentsOf: network.deployment.env, encoding: .utf8)
    let plan = try network.deployment.run("deploy_all.sh", "--plan")
    #expect(plan.status == 0 && plan.errors == "", "\(plan.transcript)")
    #expect(
      plan.output.contains("aws ec2 delete-network-acl --network-acl-id \(acl) "),
      "\(plan.transcript)")
    #expect(try String(contentsOf: network.deployment.env, encoding: .utf8) == env)
    let note = "/state.\(NetworkFolder.region).\(acl)"
    #expect(!FileManager.default.fileExists(atPath: note), "\(note)")
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
  }

  /// Their interfaces hold the group for longer than what just does not know yet that it is free.
  @Test func theGroupOfEndpointsGoesWhenAWSHasTakenTheirInterfacesOut() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["INTERFACE_ENDPOINTS": "ssm,sts"], on: emulator)
    try network.succeed("deploy_all.sh")
    let group = try network.value("NETWORK_ENDPOINT_GROUP_ID")
    try network.change(to: [:])
    try emulator.set(["endpoint_deleted_seconds": 16])
    try emulator.forgetCalls()
    let run = try network.succeed("deploy_all.sh")
    #expect(
      run.output.contains("has taken the interfaces of endpoints out of \(group)"),
      "\(run.transcript)")
    let deletions = try emulator.calls().filter { $0.action == "DeleteSecurityGroup" }
    #expect(deletions.map(\.error) == [nil], "\(deletions)")
    #expect(try !emulator.inventory().contains { $0.type == "vpc-endpoint" })
    try network.succeed("status.sh")
  }

  @Test func anEndpointThatWasNeverDeployedIsToldOf() throws {
    let network = try NetworkFolder(on: Emulator())
    try network.succeed("deploy_all.sh")
    try network.change(to: ["INTERFACE_ENDPOINTS": "ssm"])
    let told = try network.deployment.run("status.sh")
    #expect(told.status == 1 && told.errors == "", "\(told.transcript)")
    #expect(
      told.output.contains(#/! NETWORK_SSM_INTERFACE_ENDPOINT_ID +missing/#), "\(told.transcript)")
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
  }

  /// What the other steps found is shown, and is not taken for all.
  @Test func whatCouldBeComparedIsShownWhenAStepFails() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    try network.succeed("deploy_all.sh")
    try emulator.refuse("DescribeSecurityGroupRules")
    let table = try network.deployment.run("status.sh")
    #expect(table.status == 1, "\(table.transcript)")
    #expect(table.errors.contains("(UnauthorizedOperation)"), "\(table.transcript)")
    #expect(table.errors.contains("error: not all could be compared"), "\(table.transcript)")
    #expect(table.output.contains(#/ {2}NETWORK_VPC_ID +present/#), "\(table.transcript)")
    let json = try network.deployment.run("status.sh", "--json")
    #expect(json.status == 1 && json.output.contains(#""ok": false,"#), "\(json.transcript)")
  }
}
