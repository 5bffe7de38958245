import Foundation
import TestSupport
import Testing

/// The web ACL of a CDN, of scope CLOUDFRONT: what is put there, changed, told and taken off again.
extension DeliveryTests {
  /// From another Region than that of such web ACLs.
  @Test func aWebACLIsPutThereChangedAndTakenOff() throws {
    let delivery = try GuardedDelivery(["REGION": "eu-west-1"], on: Emulator())
    let folder = delivery.folder.network
    let one = try delivery.webACL("one")
    let other = try delivery.webACL("other")
    // It is protected from the first moment on.
    let made = try delivery.deploy(one)
    #expect(made.contains("CreateDistributionWithTags") && !made.contains("UpdateDistribution"))
    #expect(try delivery.protection() == [one])
    try folder.succeed("status.sh")
    #expect(try delivery.deploy(one) == [])

    try delivery.put("")
    #expect(try delivery.isTold())
    #expect(try delivery.deploy(one) == ["UpdateDistribution"])
    #expect(try delivery.protection() == [one])
    #expect(try delivery.deploy(other) == ["UpdateDistribution"])
    #expect(try delivery.protection() == [other])

    try delivery.change("")
    #expect(try delivery.isTold())
    #expect(try delivery.deploy("") == ["UpdateDistribution"])
    #expect(try delivery.protection() == [])
    #expect(try folder.deployment.value("EDGE_WEB_ACL") == nil)
    try folder.succeed("status.sh")
    #expect(try delivery.deploy("") == [])
  }

  /// One that somebody has put there while the key was empty, and one in place of the deployment's own.
  @Test func aWebACLOfSomebodyElsesStays() throws {
    let delivery = try GuardedDelivery(on: Emulator())
    let folder = delivery.folder.network
    let theirs = try delivery.webACL("theirs")
    _ = try delivery.deploy("")
    try delivery.put(theirs)
    #expect(try delivery.deploy("") == [])
    #expect(try delivery.protection() == [theirs])
    try folder.succeed("status.sh")

    _ = try delivery.deploy(delivery.webACL("ours"))
    try delivery.put(theirs)
    #expect(try delivery.isTold())
    #expect(try delivery.deploy("") == [])
    #expect(try delivery.protection() == [theirs])
    #expect(try folder.deployment.value("EDGE_WEB_ACL") == nil)
    try folder.succeed("status.sh")
  }

  /// Each scope has a place of its own; the other place is cleared.
  @Test func aWebACLMovesToTheLoadBalancerAndBack() throws {
    let delivery = try GuardedDelivery(on: Emulator())
    let folder = delivery.folder.network
    let regional = try delivery.webACL("regional", scope: "REGIONAL")
    let global = try delivery.webACL("global")
    func ofLoadBalancer() throws -> String {
      try folder.aws(
        "wafv2", "get-web-acl-for-resource", "--resource-arn",
        folder.value("NETWORK_LOAD_BALANCER_ARN"), "--query", "WebACL.ARN||''")
    }
    _ = try delivery.deploy(global)
    #expect(try ofLoadBalancer() == "")
    #expect(try delivery.deploy(regional) == ["AssociateWebACL", "UpdateDistribution"])
    #expect(try ofLoadBalancer() == regional)
    #expect(try delivery.protection() == [])
    try folder.succeed("status.sh")
    #expect(try delivery.deploy(global) == ["DisassociateWebACL", "UpdateDistribution"])
    #expect(try ofLoadBalancer() == "")
    #expect(try delivery.protection() == [global])
    // It goes with the distribution.
    try delivery.folder.change(["CDN": "false"])
    try folder.succeed("deploy_all.sh")
    #expect(try folder.deployment.value("EDGE_WEB_ACL") == nil)
  }

  @Test func aWebACLThatIsNotThereIsToldBeforeAnythingIsMade() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let missing =
      "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/11111111-2222-3333-4444-555555555555"
    let delivery = try DeliveryFolder(
      ["REGION": "eu-west-1", "WEB_ACL_ARN": missing], on: emulator)
    let refused = try delivery.network.fail("deploy_all.sh")
    #expect(refused.contains("AWS WAF of us-east-1 has no web ACL \(missing)"), "\(refused)")
    #expect(refused.contains("list-web-acls --scope CLOUDFRONT --region us-east-1"), "\(refused)")
    #expect(try emulator.inventoryText() == before)
  }
}

/// A network behind CloudFront, of which the web ACL changes.
private struct GuardedDelivery {
  let folder: DeliveryFolder
  private let values: [String: String]

  init(_ values: [String: String] = [:], on emulator: Emulator) throws {
    self.values = values
    folder = try DeliveryFolder(values, on: emulator)
  }

  /// Makes one.
  func webACL(_ name: String, scope: String = "CLOUDFRONT") throws -> String {
    try folder.network.aws(
      "wafv2", "create-web-acl", "--name", name, "--scope", scope, "--default-action", "Allow={}",
      "--visibility-config",
      "SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=m", "--query",
      "Summary.ARN")
  }

  func change(_ webACL: String) throws {
    try folder.change(values.merging(["WEB_ACL_ARN": webACL]) { $1 })
  }

  /// What changes something of the deployment with a web ACL.
  func deploy(_ webACL: String) throws -> [String] {
    try change(webACL)
    return try folder.calls("deploy_all.sh").filter(\.mutating).map(\.action)
  }

  func protection() throws -> [String] { try folder.settings("[WebACLId]") }

  /// Puts one there as somebody else does.
  func put(_ webACL: String) throws {
    let id = try folder.network.value("EDGE_DISTRIBUTION_ID")
    func asked(_ query: String) throws -> String {
      try folder.cloudFront("get-distribution-config", "--id", id, "--query", query)
    }
    try folder.cloudFront(
      "update-distribution", "--id", id, "--if-match", asked("ETag"), "--distribution-config",
      asked("to_string(merge(DistributionConfig,{WebACLId:'\(webACL)'}))"))
  }

  /// Whether status.sh tells that it is another than it should be.
  func isTold() throws -> Bool {
    let told = try folder.network.deployment.run("status.sh")
    return told.status == 1 && told.output.contains("! web ACL of EDGE_DISTRIBUTION")
  }
}
