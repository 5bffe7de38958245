import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of Auto Scaling groups, a test for each report.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ReportedServerFaultTests {
  /// ansible/ansible#8503: a group with servers is refused, and those that are ended come again.
  @Test func row21AGroupGoesWithItsServersAndNoneComesAgain() throws {
    let models = try ModelServerNetwork()
    try models.emulator.set(["instance_terminated_seconds": 1])
    try models.emulator.forgetCalls()
    try models.network.succeed("cleanup.sh", "--yes")
    let calls = try models.emulator.calls()
    #expect(
      calls.allSatisfy { $0.error != "ResourceInUse" || $0.action != "DeleteAutoScalingGroup" })
    let group = try #require(calls.lastIndex { $0.action == "DeleteAutoScalingGroup" })
    let subnet = try #require(calls.firstIndex { $0.action == "DeleteSubnet" })
    #expect(group < subnet)
    #expect(try models.emulator.inventory().isEmpty)
  }

  /// ansible/ansible-modules-core#3174, cloud-custodian/cloud-custodian#1689: refused while servers come and go.
  @Test func row22AScalingActivityIsWaitedFor() throws {
    let models = try ModelServerNetwork()
    try models.emulator.refuse(
      "DeleteAutoScalingGroup", code: "ScalingActivityInProgress", times: 3)
    try models.network.succeed("cleanup.sh", "--yes")
    #expect(try models.emulator.inventory().isEmpty)
  }

  /// hashicorp/terraform-provider-aws#34113, #23187, hashicorp/terraform#18502: a server in standby, one that is protected
  /// or a process that is suspended hold a deletion up for ever.
  @Test func row23StandbyProtectionAndSuspensionHoldNothingUp() throws {
    let models = try ModelServerNetwork()
    let servers = try models.instances()
    let group = ["--auto-scaling-group-name", "ml-network-stable"]
    for call in [
      ["set-instance-protection"] + group + [
        "--instance-ids", servers[0], "--protected-from-scale-in",
      ],
      ["enter-standby"] + group
        + ["--instance-ids", servers[1], "--should-decrement-desired-capacity"],
      ["suspend-processes"] + group + ["--scaling-processes", "Terminate"],
    ] {
      if call[0] == "enter-standby" {
        try models.network.aws(
          "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name",
          "ml-network-stable", "--min-size", "1")
      }
      try models.network.deployment.aws(NetworkFolder.region, ["autoscaling"] + call)
    }
    let cleaned = try models.network.succeed("cleanup.sh", "--yes")
    #expect(cleaned.output.contains("processes of ml-network-stable were suspended"))
    #expect(try models.emulator.inventory().isEmpty)
  }

  /// The group itself may be protected: that is told before anything goes, with the call that lifts it.
  @Test func row23AProtectedGroupIsToldBeforeAnythingGoes() throws {
    let models = try ModelServerNetwork()
    try models.network.aws(
      "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name", "ml-network-stable",
      "--deletion-protection", "prevent-all-deletion")
    try models.emulator.forgetCalls()
    let refused = try models.network.fail("cleanup.sh", "--yes")
    #expect(refused.contains("is protected against deletion, so nothing was deleted"), "\(refused)")
    #expect(refused.contains("--deletion-protection none"), "\(refused)")
    #expect(try models.mutations() == [])
  }

  /// hashicorp/terraform#1105: a group of that name that is going is refused, or taken for the new one.
  @Test func row24AGroupThatIsGoingIsWaitedForAndMadeAnew() throws {
    let models = try ModelServerNetwork()
    let before = try models.network.value("NETWORK_STABLE_SERVERS_ARN")
    for env in [true, false] {
      try models.emulator.set(["scaling_group_linger_seconds": 3])
      try models.network.aws(
        "autoscaling", "delete-auto-scaling-group", "--auto-scaling-group-name",
        "ml-network-stable", "--force-delete")
      if !env {
        try FileManager.default.removeItem(
          at: models.network.deployment.scripts.appending(path: "env"))
      }
      try models.emulator.forgetCalls()
      try models.network.succeed("deploy_all.sh")
      #expect(try models.emulator.calls().allSatisfy { $0.error != "AlreadyExists" })
      #expect(try models.network.value("NETWORK_STABLE_SERVERS_ARN") != before)
      #expect(try models.versions().count == 3)
    }
  }

  /// hashicorp/terraform-provider-aws#9495: a subnet is tried while servers of the group are in it.
  @Test func row25NoSubnetIsTriedBeforeTheServersAreGone() throws {
    let models = try ModelServerNetwork()
    try models.emulator.set(["instance_terminated_seconds": 2])
    try models.emulator.forgetCalls()
    try models.network.succeed("cleanup.sh", "--yes")
    let calls = try models.emulator.calls()
    #expect(
      calls.allSatisfy { $0.action != "DeleteSubnet" || $0.error == nil },
      "none is refused with DependencyViolation")
    #expect(try models.emulator.inventory().isEmpty)
  }

  /// A server that was taken out of its group is the deployment's still, and goes with it.
  @Test func row25AServerOutOfItsGroupGoesToo() throws {
    let models = try ModelServerNetwork()
    let server = try #require(try models.instances().first)
    try models.network.aws(
      "autoscaling", "delete-auto-scaling-group", "--auto-scaling-group-name",
      "ml-network-canary", "--force-delete")
    let subnet = try models.network.value("NETWORK_APP_SUBNET_1_ID")
    let run = try models.network.aws(
      "ec2", "run-instances", "--subnet-id", subnet, "--count", "1", "--launch-template",
      "LaunchTemplateId=\(models.network.value("NETWORK_SERVER_TEMPLATE_ID")),Version=1", "--query",
      "Instances[].InstanceId")
    #expect(server != run)
    try models.network.succeed("cleanup.sh", "--yes")
    #expect(try models.emulator.inventory().isEmpty)
  }
}
