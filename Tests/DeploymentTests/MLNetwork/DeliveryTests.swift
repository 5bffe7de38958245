import Foundation
import TestSupport
import Testing

/// The CDN of ml-network: what is made, kept, changed, told, and taken away.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DeliveryTests {
  private static let disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

  /// In us-east-1, where CloudFront's side and the network's are one Region.
  @Test func itIsMadeKeptAndTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    let deployed = try folder.succeed("deploy_all.sh")
    let name = try folder.value("EDGE_DISTRIBUTION_DNS_NAME")
    #expect(deployed.output.contains("Clients reach the models at https://\(name): "))
    #expect(
      try delivery.addressesAsked() == ["http://\(name)/health", "https://\(name)/health"])

    let policies = try ["MODELS", "EMBEDDINGS", "RESULTS"].map {
      try folder.value("EDGE_\($0)_CACHE_POLICY_ID")
    }
    #expect(
      try delivery.settings("CacheBehaviors.Items[].[join(' ',[PathPattern,CachePolicyId])]") == [
        "/predict* \(Self.disabled)", "/models/info* \(policies[0])",
        "/embeddings/* \(policies[1])", "/batch/results/* \(policies[2])",
      ])
    #expect(
      try delivery.settings("CacheBehaviors.Items[].[to_string(AllowedMethods.Quantity)]")
        == ["7", "3", "3", "3"])
    #expect(try delivery.settings("DefaultCacheBehavior.CachePolicyId") == [Self.disabled])
    #expect(try delivery.settings("[PriceClass,HttpVersion]") == ["PriceClass_100\thttp2and3"])
    let keys = try policies.map { policy in
      try delivery.cloudFront(
        "get-cache-policy-config", "--id", policy, "--query",
        "CachePolicyConfig.[[MinTTL,DefaultTTL,MaxTTL],ParametersInCacheKeyAndForwardedToOrigin."
          + "[join(',',HeadersConfig.Headers.Items),QueryStringsConfig.QueryStrings.Items[0],"
          + "CookiesConfig.CookieBehavior]][]")
    }
    #expect(
      keys == [
        "0\t86400\t86400\tX-Model-Version\tmodel_id\tnone",
        "0\t3600\t3600\tAuthorization,X-Model-Version\tnone",
        "0\t300\t300\tX-Model-Version\tnone",
      ])
    #expect(try delivery.scheme() == "internal")
    #expect(try delivery.waysIn() == ["80 \(delivery.groupOfOrigins())"])
    let subnets = try folder.aws(
      "elbv2", "describe-load-balancers", "--query",
      "LoadBalancers[].AvailabilityZones[].[SubnetId]")
    for zone in 1...2 {
      #expect(subnets.contains(try folder.value("NETWORK_APP_SUBNET_\(zone)_ID")))
    }
    try folder.succeed("status.sh")

    let again = try delivery.calls("deploy_all.sh")
    #expect(again.filter(\.mutating).map(\.action) == [])
    for action in ["GetDistribution", "GetVpcOrigin", "ListCachePolicies"] {
      #expect(again.places(action).count == 1, "\(action)")
    }

    try delivery.change(["CDN": "false", "CLIENT_CIDRS": "203.0.113.0/24"])
    let told = try folder.deployment.run("status.sh")
    #expect(told.status == 1)
    for key in ["EDGE_DISTRIBUTION_ID", "EDGE_VPC_ORIGIN_ID", "EDGE_MODELS_CACHE_POLICY_ID"] {
      #expect(
        told.output.split(separator: "\n").contains {
          $0.hasPrefix("! \(key) ") && $0.contains("no longer wanted")
        }, "\(told.transcript)")
    }
    #expect(told.output.contains("! scheme of NETWORK_LOAD_BALANCER"))
    let leaving = try delivery.calls("deploy_all.sh")
    let order = [
      "UpdateDistribution", "DeleteDistribution", "DeleteCachePolicy", "DeleteVpcOrigin",
      "DeleteLoadBalancer", "CreateLoadBalancer",
    ].map { leaving.places($0).first ?? -1 }
    #expect(order == order.sorted() && order[0] > 0, "\(order)")
    #expect(leaving.refusals == [])
    #expect(try delivery.scheme() == "internet-facing")
    #expect(try delivery.waysIn() == ["80 203.0.113.0/24"])
    let balancer = try folder.value("NETWORK_LOAD_BALANCER_DNS_NAME")
    #expect(try delivery.addressesAsked() == ["http://\(balancer)/health"])
    try folder.succeed("status.sh")
    for type in ["distribution", "vpc-origin", "cache-policy"] {
      #expect(try delivery.ids(of: type) == [])
    }

    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  /// Whoever asks for the version on trial by its header reaches it, and others do not get what that was answered. What is
  /// there is changed in place.
  @Test func theVersionOnTrialIsToldApart() throws {
    let delivery = try DeliveryFolder(["CANARY": "false"], on: Emulator())
    let folder = delivery.network
    func headers() throws -> [String] {
      try ["MODELS", "EMBEDDINGS", "RESULTS"].map {
        try delivery.cloudFront(
          "get-cache-policy-config", "--id", folder.value("EDGE_\($0)_CACHE_POLICY_ID"), "--query",
          "join(',',CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig.Headers"
            + ".Items||`[]`)")
      }
    }
    let without = ["", "Authorization", ""]
    try folder.succeed("deploy_all.sh")
    #expect(try headers() == without)
    try delivery.change([:])
    let told = try folder.deployment.run("status.sh")
    #expect(told.output.contains("! settings of EDGE_MODELS_CACHE_POLICY"), "\(told.transcript)")
    let calls = try delivery.calls("deploy_all.sh")
    #expect(calls.places("UpdateCachePolicy").count == 3)
    #expect(calls.places("CreateCachePolicy") == [])
    #expect(
      try headers() == ["X-Model-Version", "Authorization,X-Model-Version", "X-Model-Version"])
    #expect(try delivery.calls("deploy_all.sh").filter(\.mutating).map(\.action) == [])
    try folder.succeed("status.sh")
    try delivery.change(["CANARY": "false"])
    try folder.succeed("deploy_all.sh")
    #expect(try headers() == without)
  }

  /// What CloudFront has kept of a version outlives its way back; to empty the cache is the user's to decide.
  @Test func rollbackSaysHowTheCacheIsEmptied() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    try folder.succeed("deploy_all.sh")
    let distribution = try folder.value("EDGE_DISTRIBUTION_ID")
    let call =
      "  aws cloudfront create-invalidation --distribution-id \(distribution) --paths '/*' --region us-east-1\n"
    let back = try folder.succeed("shift.sh", "rollback")
    #expect(back.output.hasSuffix(call), "\(back.transcript)")
    let asked = try emulator.calls().map(\.action)
    #expect(!asked.contains { $0.lowercased().contains("invalidation") })

    // Where there is no distribution, nothing is kept.
    let env = folder.deployment.env
    let lines = try String(contentsOf: env, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("EDGE_DISTRIBUTION_ID=") }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: env)
    let other = try folder.succeed("shift.sh", "rollback")
    #expect(!other.output.contains("invalidation"), "\(other.transcript)")
  }

  /// In another Region than CloudFront's, with a name of the user's, and `env` lost before all goes.
  @Test func itIsFoundAgainFromAnotherRegion() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let elsewhere = [
      "REGION": "eu-west-1", "ALARM_EMAIL": "operations@example.com",
      "CERTIFICATE_ARN": DeliveryFolder.other.replacing("us-east-1", with: "eu-west-1"),
    ]
    let delivery = try DeliveryFolder(
      DeliveryFolder.named.merging(elsewhere) { $1 }, on: emulator)
    let folder = delivery.network
    let deployed = try folder.succeed("deploy_all.sh")
    let name = try folder.value("EDGE_DISTRIBUTION_DNS_NAME")
    #expect(deployed.output.contains("Clients reach the models at https://models.example.com: "))
    #expect(deployed.output.contains("leads to \(name)\n"))
    #expect(try delivery.settings("Aliases.Items[]") == ["models.example.com"])
    #expect(
      try delivery.settings("ViewerCertificate.[ACMCertificateArn,MinimumProtocolVersion]")
        == ["\(DeliveryFolder.certificate)\tTLSv1.2_2021"])
    #expect(
      try delivery.cloudFront(
        "get-vpc-origin", "--id", folder.value("EDGE_VPC_ORIGIN_ID"), "--query",
        "VpcOrigin.VpcOriginEndpointConfig.OriginProtocolPolicy") == "https-only")

    let distribution = try folder.value("EDGE_DISTRIBUTION_ID")
    // CloudFront's metrics are in us-east-1, and so is who is told by them.
    #expect(
      try folder.aws(
        "cloudwatch", "describe-alarms", "--query",
        "MetricAlarms[].[MetricName,AlarmActions[0],join(' ',sort(Dimensions[].Value))]")
        == "5xxErrorRate\t\(folder.value("EDGE_ALARM_TOPIC_ARN"))\t\(distribution) Global")
    #expect(try folder.value("EDGE_ALARM_TOPIC_ARN").hasPrefix("arn:aws:sns:us-east-1:"))
    #expect(try folder.value("NETWORK_ALARM_TOPIC_ARN").hasPrefix("arn:aws:sns:eu-west-1:"))
    try folder.deployment.loseEnv()
    let again = try delivery.calls("deploy_all.sh")
    #expect(
      again.filter { $0.mutating && $0.action.hasPrefix("Create") && !$0.action.hasSuffix("Tags") }
        .isEmpty)
    #expect(try folder.value("EDGE_DISTRIBUTION_ID") == distribution)
    try folder.succeed("status.sh")
    try delivery.change(elsewhere.merging(["CDN": "false"]) { $1 })
    try folder.succeed("deploy_all.sh")
    #expect(try folder.aws("sns", "list-topics", "--query", "Topics[].TopicArn").isEmpty)
    #expect(
      try folder.aws("cloudwatch", "describe-alarms", "--query", "MetricAlarms[].AlarmName").isEmpty
    )
    try folder.deployment.loseEnv()
    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  /// One that is protected stays, and so does the CDN before it.
  @Test func aProtectedLoadBalancerIsNotReplaced() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(["DELETION_PROTECTION": "true"], on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    try delivery.change(["CDN": "false", "DELETION_PROTECTION": "true"])
    let refused = try delivery.network.fail("deploy_all.sh")
    #expect(refused.contains("cannot become internet-facing"), "\(refused)")
    #expect(refused.contains("aws elbv2 modify-load-balancer-attributes"), "\(refused)")
    #expect(try delivery.ids(of: "distribution").count == 1)
  }

  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
  @Test func zonesWithoutVPCOriginsAreLeftOutOrTold() throws {
    let emulator = try Emulator()
    try emulator.set("zone_ids", to: ["us-east-1a": "use1-az3"])
    let delivery = try DeliveryFolder(on: emulator)
    let folder = delivery.network
    try folder.succeed("deploy_all.sh")
    #expect(try folder.value("NETWORK_ZONE_1") == "us-east-1b")
    try folder.succeed("cleanup.sh", "--yes")

    try delivery.change(["CDN": "false", "SERVER_TYPE": ""])
    try folder.succeed("deploy_all.sh")
    #expect(try folder.value("NETWORK_ZONE_1") == "us-east-1a")
    try delivery.change([:])
    let refused = try folder.fail("deploy_all.sh")
    #expect(
      refused.contains(
        "the network stands in us-east-1a (use1-az3), where CloudFront has no VPC origins"),
      "\(refused)")
  }

  /// Nobody knows whether a call whose answer is lost was carried out: no second one is made.
  @Test(arguments: ["CreateDistributionWithTags", "CreateVpcOrigin", "CreateCachePolicy"])
  func nothingIsMadeTwiceWhenAnAnswerIsLost(action: String) throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    try emulator.loseAnswer(to: action)
    try emulator.set(["not_found_yet_seconds": 0.5])
    try delivery.network.succeed("deploy_all.sh")
    #expect(try delivery.ids(of: "distribution").count == 1)
    #expect(try delivery.ids(of: "vpc-origin").count == 1)
    #expect(try delivery.ids(of: "cache-policy").count == 3)
  }
}
