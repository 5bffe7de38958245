import Foundation
import TestSupport
import Testing

/// What is there, or is gone, in another way than the scripts had thought of.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct GoneTests {
  private static let here = EnvTemplate.exposeRegion
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.ofCase(on: emulator)
  }

  /// Case 23, terraform-provider-aws#46119: of a group that is gone, AWS refuses to show the rules, or shows none.
  /// status.sh waited, and showed no table.
  @Test func rulesOfAMissingGroupAreMissing() throws {
    try deployment.succeed(Step.resourceVPC)
    try deployment.growOld()
    let env = try String(contentsOf: deployment.env, encoding: .utf8)
    try deployment.writeEnv(env + "RESOURCE_SECURITY_GROUP_ID=sg-0123456789abcdef0\n")
    for isRefused in [true, false] {
      try emulator.set("rules_of_missing_group_refused", to: isRefused)
      let outcome = try deployment.run("status.sh")
      #expect(outcome.status == 1, "\(outcome.transcript)")
      #expect(outcome.errors == "", "\(outcome.transcript)")
      #expect(
        outcome.output.contains("! RESOURCE_SECURITY_GROUP_ID         missing "),
        "\(outcome.transcript)")
      #expect(outcome.output.contains("  RESOURCE_VPC_ID                    present "))
    }
  }

  /// Case 24, AWS's own list of states: `active_impaired` is active, and was waited for. Both scripts say what it
  /// means.
  @Test func anImpairedLoadBalancerIsUpWithAWarning() throws {
    try emulator.set("load_balancers_impaired", to: true)
    // All states come at once here, so that whatever is not there at the first look never comes.
    let outcome = try deployment.run(
      "deploy_all.sh", "--no-verify", "--skip-preflight", with: ["ACCELGEN_TIMEOUT_SECONDS": "60"])
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("load balancer: active_impaired"), "\(outcome.transcript)")
    let warning = "warning: the load balancer passes traffic on, but lacks what it needs to grow"
    #expect(outcome.errors.contains(warning), "\(outcome.transcript)")
    let status = try deployment.run("status.sh")
    #expect(status.status == 0, "\(status.transcript)")
    #expect(
      status.output.contains("  EXPOSE_NLB_ARN                     active_impaired "),
      "\(status.transcript)")
    #expect(status.errors.contains(warning), "\(status.transcript)")
  }

  /// Case 25, seen here: the VPC was deleted by hand. The old target group fits no new one, and the listener was
  /// refused until cleanup.sh had run. Its sibling: `env` is lost as well, and the group is found by its name.
  @Test(arguments: [false, true])
  func aTargetGroupOfADeletedVPCIsReplaced(envIsLost: Bool) throws {
    try deployment.succeed("deploy_all.sh", "--no-verify", "--skip-preflight")
    let group = try deployment.saved("EXPOSE_TARGET_GROUP_ARN")
    try deleteTheVPCByHand()
    if envIsLost { try FileManager.default.removeItem(at: deployment.env) }
    let outcome = try deployment.run("deploy_all.sh", "--no-verify", "--skip-preflight")
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(
      outcome.output.contains("  replaced EXPOSE_TARGET_GROUP_ARN    \(group)"),
      "\(outcome.transcript)")
    #expect(try deployment.saved("EXPOSE_TARGET_GROUP_ARN") != group)
    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
  }

  private func deleteTheVPCByHand() throws {
    func delete(_ key: String, _ call: String...) throws {
      try deployment.aws(Self.here, call[0], call[1], call[2], deployment.saved(key))
    }
    try delete("EXPOSE_NLB_ARN", "elbv2", "delete-load-balancer", "--load-balancer-arn")
    try delete(
      "VPC_PEERING_CONNECTION_ID", "ec2", "delete-vpc-peering-connection",
      "--vpc-peering-connection-id")
    for key in ["EXPOSE_SUBNET_1_ID", "EXPOSE_SUBNET_2_ID"] {
      let association = try deployment.aws(
        Self.here, "ec2", "describe-route-tables", "--filters",
        "Name=association.subnet-id,Values=\(deployment.saved(key))", "--query",
        "RouteTables[].Associations[?SubnetId=='\(deployment.saved(key))']"
          + ".RouteTableAssociationId[]")
      try deployment.aws(
        Self.here, "ec2", "disassociate-route-table", "--association-id", association)
      try delete(key, "ec2", "delete-subnet", "--subnet-id")
    }
    try delete("EXPOSE_ROUTE_TABLE_ID", "ec2", "delete-route-table", "--route-table-id")
    try deployment.aws(
      Self.here, "ec2", "detach-internet-gateway", "--internet-gateway-id",
      deployment.saved("EXPOSE_INTERNET_GATEWAY_ID"), "--vpc-id", deployment.saved("EXPOSE_VPC_ID"))
    try delete(
      "EXPOSE_INTERNET_GATEWAY_ID", "ec2", "delete-internet-gateway", "--internet-gateway-id")
    try delete("EXPOSE_SECURITY_GROUP_ID", "ec2", "delete-security-group", "--group-id")
    try delete("EXPOSE_VPC_ID", "ec2", "delete-vpc", "--vpc-id")
    try deployment.growOld()
  }

  /// Case 26, seen here: `env` does not know the load balancer, and EXPOSE_ELASTIC_IPS is another than it was made
  /// with. It was adopted as it is.
  @Test func aLoadBalancerWithOtherAddressesIsNotAdopted() throws {
    try deployment.succeed(Step.exposeVPC)
    try emulator.refuse("CreateLoadBalancer")
    let refused = try deployment.run(Step.loadBalancer)
    #expect(refused.status == 1, "its group and its addresses are there")
    try emulator.forgetFaults()
    let tag = "Key=\(EnvTemplate.tag),Value=EXPOSE_NLB_ARN"
    let balancer = try deployment.aws(
      Self.here, "elbv2", "create-load-balancer", "--type", "network", "--name",
      "service-peering-nlb", "--tags", tag, "--query", "LoadBalancers[0].LoadBalancerArn",
      "--subnets", deployment.saved("EXPOSE_SUBNET_1_ID"), deployment.saved("EXPOSE_SUBNET_2_ID"))
    let outcome = try deployment.run(Step.loadBalancer)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "\(balancer) is this deployment's, but was made with --subnets, which cannot be changed"),
      "\(outcome.transcript)")
    #expect(outcome.errors.contains("or run ./cleanup.sh first"))
    #expect(try deployment.value("EXPOSE_NLB_ARN") == nil)
  }
}
