import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of distributions and VPC origins, a test for each report.
extension DeliveryTests {
  /// terraform-aws-modules/terraform-aws-alb#400, cloudposse/terraform-aws-alb#84: CloudFront's list uses up a group's 60
  /// rules.
  @Test func row15CloudFrontsListIsOneRuleOfOnePortUntilTheOriginsGroupIsThere() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    try emulator.refuse("CreateVpcOrigin", code: "AccessDenied")
    _ = try delivery.network.fail("deploy_all.sh")
    let first = try delivery.waysIn()
    #expect(first.count == 1 && first[0].hasPrefix("80 pl-"), "\(first)")

    try emulator.forgetFaults()
    let calls = try delivery.calls("deploy_all.sh")
    let group = try delivery.groupOfOrigins()
    #expect(try delivery.waysIn() == ["80 \(group)"])
    #expect(
      calls.places("AuthorizeSecurityGroupIngress", error: "RulesPerSecurityGroupLimitExceeded")
        == [])
    let opened = try #require(calls.places("AuthorizeSecurityGroupIngress").last)
    let closed = try #require(calls.places("RevokeSecurityGroupIngress").last)
    #expect(opened < closed, "the way in that is used is open at all times")
    try delivery.network.succeed("status.sh")
  }

  /// hashicorp/terraform-provider-aws#40905: a VPC origin cannot be changed while a distribution uses it.
  @Test func row16AnotherVPCOriginTakesThePlaceOfOneThatIsInUse() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    try folder.succeed("deploy_all.sh")
    let before = try folder.value("EDGE_VPC_ORIGIN_ID")
    try delivery.change(DeliveryFolder.named)
    #expect(try folder.deployment.run("status.sh").output.contains("! settings of EDGE_VPC_ORIGIN"))
    let calls = try delivery.calls("deploy_all.sh")
    let order = ["CreateVpcOrigin", "UpdateDistribution", "DeleteVpcOrigin"].flatMap {
      calls.places($0)
    }
    #expect(order.count == 3 && order == order.sorted(), "\(order)")
    #expect(calls.refusals == [])
    let after = try folder.value("EDGE_VPC_ORIGIN_ID")
    #expect(after != before)
    #expect(try delivery.settings("Origins.Items[].VpcOriginConfig.VpcOriginId") == [after])
    #expect(try delivery.ids(of: "vpc-origin") == [after])
    #expect(try delivery.waysIn() == ["443 \(delivery.groupOfOrigins())"])
    try folder.succeed("status.sh")
  }

  /// A run that ends between the two is gone on with, also where `env` is lost.
  @Test(arguments: [false, true])
  func row16TheChangeIsGoneOnWith(losesEnv: Bool) throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    try folder.succeed("deploy_all.sh")
    try delivery.change(DeliveryFolder.named)
    try emulator.refuse("UpdateDistribution", code: "AccessDenied")
    _ = try folder.fail("deploy_all.sh")
    try emulator.forgetFaults()
    #expect(try delivery.ids(of: "vpc-origin").count == 2)
    if losesEnv { try folder.deployment.loseEnv() }
    try folder.succeed("deploy_all.sh")
    #expect(try delivery.ids(of: "vpc-origin").count == 1)
    try folder.succeed("status.sh")
  }

  /// ekristen/aws-nuke#615: the interfaces and the group of a VPC origin block the VPC.
  @Test func row17TheVPCGoesWhenWhatTheVPCOriginHasInItIsGone() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let delivery = try DeliveryFolder(on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    try emulator.set(["vpc_origin_linger_seconds": 3])
    let calls = try delivery.calls("cleanup.sh", "--yes")
    let gone = try #require(calls.places("GetVpcOrigin", error: "EntityNotFound").first)
    let balancer = try #require(calls.places("DeleteLoadBalancer").first)
    let vpc = try #require(calls.places("DeleteVpc").first)
    #expect(gone < balancer && balancer < vpc)
    #expect(calls.places("DeleteSubnet", error: "DependencyViolation") == [])
    #expect(try emulator.inventoryText() == before)
  }

  /// go-to-k/cdkd#1316: one that is disabled, and not yet everywhere so, is refused as if it were not.
  @Test func row18ADistributionThatSomebodyHasDisabledIsDeletedWhenItIsEverywhereSo() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    try folder.succeed("deploy_all.sh")
    try emulator.set(["distribution_deployed_seconds": 3])
    let id = try folder.value("EDGE_DISTRIBUTION_ID")
    let config = try delivery.cloudFront(
      "get-distribution-config", "--id", id, "--query",
      "to_string(merge(DistributionConfig,{Enabled:`false`}))")
    let version = try delivery.cloudFront(
      "get-distribution-config", "--id", id, "--query", "ETag")
    try delivery.cloudFront(
      "update-distribution", "--id", id, "--if-match", version, "--distribution-config", config)
    let calls = try delivery.calls("cleanup.sh", "--yes")
    #expect(calls.places("UpdateDistribution") == [])
    #expect(calls.places("DeleteDistribution").count == 1)
    #expect(calls.places("DeleteDistribution", error: "DistributionNotDisabled") == [])
  }

  /// hashicorp/terraform-provider-aws#27147: somebody changes it between the look and the call.
  @Test(arguments: [
    "UpdateDistribution", "DeleteDistribution", "DeleteCachePolicy", "DeleteVpcOrigin",
  ])
  func row19WhatHasChangedMeanwhileIsReadAgain(action: String) throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let delivery = try DeliveryFolder(on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    try emulator.refuse(action, code: "PreconditionFailed", times: 1)
    let calls = try delivery.calls("cleanup.sh", "--yes")
    #expect(calls.places(action, error: "PreconditionFailed").count == 1)
    #expect(try emulator.inventoryText() == before)
  }

  /// terraform-aws-modules/terraform-aws-cloudfront#135: a policy goes before the distribution that has it.
  @Test func row20WhatADistributionUsesGoesAfterIt() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    let calls = try delivery.calls("cleanup.sh", "--yes")
    let distribution = try #require(calls.places("DeleteDistribution").first)
    let others = calls.places("DeleteCachePolicy") + calls.places("DeleteVpcOrigin")
    #expect(others.count == 4 && others.allSatisfy { $0 > distribution })
    #expect(calls.places("DeleteCachePolicy", error: "CachePolicyInUse") == [])
    #expect(calls.places("DeleteVpcOrigin", error: "CannotDeleteEntityWhileInUse") == [])
  }
}
