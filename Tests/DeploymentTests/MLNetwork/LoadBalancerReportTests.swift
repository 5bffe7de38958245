import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of such load balancers; its log, its web ACL and its interfaces, which are
/// others' in part.
extension LoadBalancerTests {
  /// hashicorp/terraform#13076, cloudposse/terraform-aws-alb-ingress#24: a target group is in use by a listener or a rule.
  @Test func row11ATargetGroupGoesWhenNothingSendsToIt() throws {
    let emulator = try Emulator()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    try change(folder, ["CANARY": "false"])
    let told = try folder.deployment.run("status.sh")
    for line in [
      "! NETWORK_CANARY_TARGET_GROUP_ARN", "! NETWORK_CANARY_RULE_ARN",
      "! groups of NETWORK_LISTENER",
    ] {
      #expect(told.output.contains(line), "\(told.transcript)")
    }
    let done = try changes(emulator, folder, "deploy_all.sh")
    #expect(
      done.filter { ["DeleteRule", "ModifyListener", "DeleteTargetGroup"].contains($0) }
        == ["DeleteRule", "ModifyListener", "DeleteTargetGroup"], "\(done)")
    #expect(try listeners(folder) == ["80 HTTP forward 100 3600"])
    try folder.succeed("status.sh")

    let calls = try cleanUp(folder)
    let groups = calls.indices.filter { calls[$0].action == "DeleteTargetGroup" }
    let balancer = try #require(calls.firstIndex { $0.action == "DeleteLoadBalancer" })
    #expect(groups.count == 1)
    #expect(groups.allSatisfy { $0 > balancer && calls[$0].error == nil })
  }

  /// hashicorp/terraform-provider-aws#34860: it is the target of somebody's Network Load Balancer.
  @Test func row12WhatUsesTheLoadBalancerIsNamed() throws {
    let emulator = try Emulator()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    let balancer = try balancer(folder)
    let group = try folder.aws(
      "elbv2", "create-target-group", "--name", "somebodys", "--protocol", "TCP", "--port", "80",
      "--target-type", "alb", "--vpc-id", try folder.value("NETWORK_VPC_ID"), "--query",
      "TargetGroups[0].TargetGroupArn")
    try folder.aws(
      "elbv2", "register-targets", "--target-group-arn", group, "--targets", "Id=\(balancer)")
    let kept = try folder.fail("cleanup.sh", "--yes")
    #expect(
      kept.contains("it is a target of \(group), which these scripts did not make"), "\(kept)")
    #expect(
      kept.contains("aws elbv2 deregister-targets --target-group-arn \(group)"), "\(kept)")
    try folder.aws(
      "elbv2", "deregister-targets", "--target-group-arn", group, "--targets", "Id=\(balancer)")
    try folder.succeed("cleanup.sh", "--yes")
    #expect(
      try folder.aws("elbv2", "describe-target-groups", "--query", "TargetGroups[].TargetGroupArn")
        == group)
  }

  /// terraform-aws-modules/terraform-aws-alb#409, #296: the next run sets the weights back, or never sets any.
  @Test func row13WeightsStayWhatTheyWereMadeBySomebody() throws {
    let emulator = try Emulator()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    try shift(folder, 50, 50, seconds: 1)
    #expect(try changes(emulator, folder, "deploy_all.sh") == [])
    try folder.succeed("status.sh")
    // Nor do another duration for those to come, lost ids, or something that is repaired beside them.
    try change(folder, ["STICKY_SECONDS": "60"])
    #expect(try changes(emulator, folder, "deploy_all.sh") == [])
    try FileManager.default.removeItem(at: folder.deployment.env)
    try folder.aws(
      "elbv2", "modify-listener", "--listener-arn",
      try folder.aws(
        "elbv2", "describe-listeners", "--load-balancer-arn", try anyBalancer(folder),
        "--query", "Listeners[0].ListenerArn"), "--port", "8080")
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder) == ["80 HTTP forward 50:50 1"])

    // A version on trial that has requests is not taken away.
    try change(folder, ["CANARY": "false"])
    let refused = try folder.fail("deploy_all.sh")
    #expect(
      refused.contains("requests go to the version on trial, by a weight of 50"), "\(refused)")
    #expect(try listeners(folder) == ["80 HTTP forward 50:50 1"])
  }

  /// hashicorp/terraform-provider-aws#20200, #22526, #14119: the stickiness is lost with one group, or demanded.
  @Test func row14WhatIsPutIsTheWholeActionWithItsStickiness() throws {
    let emulator = try Emulator()
    let folder = try folder(["CANARY": "false", "STICKY_SECONDS": "600"], on: emulator)
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder) == ["80 HTTP forward 100 600"])
    #expect(try changes(emulator, folder, "deploy_all.sh") == [], "AWS gives it back as it was put")
    try change(folder, ["STICKY_SECONDS": "60"])
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder) == ["80 HTTP forward 100:0 600"], "it stays with another group")
    // What somebody has put in place of it has no stickiness that could be kept.
    try folder.aws(
      "elbv2", "modify-listener", "--listener-arn", try folder.value("NETWORK_LISTENER_ARN"),
      "--default-actions",
      "Type=forward,TargetGroupArn=\(try folder.value("NETWORK_CANARY_TARGET_GROUP_ARN"))")
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder).first?.hasSuffix(" 60") == true)
    try folder.succeed("status.sh")
  }

  @Test func itsLogGoesToABucketThatLetsItInAndIsOffBeforeItGoes() throws {
    let emulator = try Emulator()
    let folder = try folder(["LOG_BUCKET": "logs"], on: emulator)
    #expect(try folder.fail("deploy_all.sh").contains("make the bucket of LOG_BUCKET"))
    try folder.aws("s3api", "create-bucket", "--bucket", "logs")
    let refused = try folder.fail("deploy_all.sh")
    let policy = try #require(refused.firstMatch(of: #/--policy '([^']+)'/#)?.output.1)
    try folder.aws("s3api", "put-bucket-policy", "--bucket", "logs", "--policy", String(policy))
    try folder.succeed("deploy_all.sh")
    #expect(try attributes(folder)["access_logs.s3.bucket"] == "logs")
    #expect(try attributes(folder)["access_logs.s3.prefix"] == "ml-network")
    #expect(
      try folder.aws("s3api", "list-objects-v2", "--bucket", "logs", "--query", "Contents[].Key")
        == "ml-network/AWSLogs/123456789012/ELBAccessLogTestFile")
    try folder.succeed("status.sh")

    try change(folder, [:])
    #expect(try folder.deployment.run("status.sh").output.contains("! attributes of NETWORK_LOAD"))
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["ModifyLoadBalancerAttributes"])
    #expect(try attributes(folder)["access_logs.s3.enabled"] == "false")
    try change(folder, ["LOG_BUCKET": "logs"])
    try folder.succeed("deploy_all.sh")
    let calls = try cleanUp(folder).map(\.action)
    let off = try #require(calls.firstIndex(of: "ModifyLoadBalancerAttributes"))
    let gone = try #require(calls.firstIndex(of: "DeleteLoadBalancer"))
    #expect(off < gone)
  }

  @Test func aWebACLProtectsItOnceItIsUp() throws {
    let emulator = try Emulator()
    var folder = try folder(on: emulator)
    let made = try folder.aws(
      "wafv2", "create-web-acl", "--name", "models", "--scope", "REGIONAL", "--default-action",
      "Allow={}", "--visibility-config",
      "SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=m", "--query",
      "Summary.ARN")
    try change(folder, ["WEB_ACL_ARN": made])
    try emulator.set("application_load_balancer_active_seconds", to: 4)
    try emulator.refuse("AssociateWebACL", code: "WAFUnavailableEntityException", times: 2)
    try folder.succeed("deploy_all.sh")
    let balancer = try balancer(folder)
    func protection() throws -> String {
      try folder.aws(
        "wafv2", "get-web-acl-for-resource", "--resource-arn", balancer, "--query",
        "WebACL.ARN||''")
    }
    #expect(try protection() == made)
    try folder.succeed("status.sh")
    #expect(try changes(emulator, folder, "deploy_all.sh") == [])

    try folder.aws("wafv2", "disassociate-web-acl", "--resource-arn", balancer)
    let told = try folder.deployment.run("status.sh")
    #expect(told.output.contains("! web ACL of NETWORK_LOAD_BALANCER"), "\(told.transcript)")
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["AssociateWebACL"])
    try change(folder, [:])
    let unwanted = try folder.deployment.run("status.sh")
    #expect(unwanted.output.contains("no longer wanted"), "\(unwanted.transcript)")
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["DisassociateWebACL"])
    #expect(try protection() == "")
    try folder.succeed("status.sh")
    folder.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "60"
    try folder.succeed("cleanup.sh", "--yes")
  }

  /// AWS gives them the type that instances' interfaces have.
  @Test func itsInterfacesAreWaitedForAndNobodyElses() throws {
    let emulator = try Emulator()
    var folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    try emulator.set("application_load_balancer_linger_seconds", to: 6)
    try emulator.forgetCalls()
    let run = try folder.succeed("cleanup.sh", "--yes")
    #expect(run.output.contains("waiting until AWS has taken its interfaces out of vpc-"))
    let calls = try emulator.calls()
    #expect(!calls.contains { $0.action == "DeleteSubnet" && $0.error != nil })
    #expect(!calls.contains { $0.action == "DetachInternetGateway" && $0.error != nil })

    // A user's own is told by what it holds, not waited for.
    try folder.succeed("deploy_all.sh")
    try folder.aws(
      "ec2", "create-network-interface", "--subnet-id",
      try folder.value("NETWORK_PUBLIC_SUBNET_1_ID"), "--description",
      "ELB app/ml-network-alb/0123456789abcdef")
    try emulator.set("application_load_balancer_linger_seconds", to: 0)
    folder.deployment.settings["ACCELGEN_SETTLE_SECONDS"] = "2"
    let kept = try folder.fail("cleanup.sh", "--yes")
    #expect(kept.contains("DependencyViolation"), "\(kept)")
    #expect(!kept.contains("these interfaces are still in"), "\(kept)")
  }

  private func cleanUp(_ folder: NetworkFolder) throws -> [Emulator.Call] {
    try folder.deployment.emulator.forgetCalls()
    try folder.succeed("cleanup.sh", "--yes")
    return try folder.deployment.emulator.calls()
  }

  private func anyBalancer(_ folder: NetworkFolder) throws -> String {
    try folder.aws(
      "elbv2", "describe-load-balancers", "--query", "LoadBalancers[0].LoadBalancerArn")
  }
}
