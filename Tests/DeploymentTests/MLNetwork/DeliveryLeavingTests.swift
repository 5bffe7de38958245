import Foundation
import TestSupport
import Testing

/// What becomes of a CDN, and of its alarms, that are no longer asked for.
extension DeliveryTests {
  private static let watched = ["REGION": "eu-west-1", "ALARM_EMAIL": "operations@example.com"]

  /// `env` is lost, and CDN set to false in the same breath: then nothing says that there was one.
  @Test func oneThatNobodyRemembersIsTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let delivery = try DeliveryFolder(Self.watched, on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    try delivery.network.deployment.loseEnv()
    try delivery.change(["REGION": "eu-west-1", "CDN": "false"])
    // Its load balancer is internal, which cannot be changed.
    let refused = try delivery.network.fail("deploy_all.sh")
    #expect(refused.contains("or run ./cleanup.sh first"), "\(refused)")
    #expect(try delivery.ids(of: "distribution").count == 1)
    try delivery.network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  /// A network that never had one asks CloudFront nothing, but for cleanup.sh where `env` is lost: it cannot know.
  @Test func onlyCleanupLooksForOneThatNobodyKnows() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    try network.succeed("deploy_all.sh")
    func asked(_ script: String, _ arguments: String...) throws -> [String] {
      try emulator.forgetCalls()
      try network.deployment.succeed(script, arguments)
      return try emulator.calls().map(\.action).filter {
        $0.contains(/Distribution|VpcOrigin|CachePolic/)
      }.sorted()
    }
    #expect(try asked("deploy_all.sh") == [])
    #expect(try asked("status.sh") == [])
    #expect(try asked("cleanup.sh", "--yes") == [])
    try network.succeed("deploy_all.sh")
    try network.deployment.loseEnv()
    let policies = Array(repeating: "ListCachePolicies", count: 3)
    #expect(
      try asked("cleanup.sh", "--yes") == policies + ["ListDistributions", "ListVpcOrigins"])
  }

  /// Each side has a topic of its own, by which the next run knows that alarms may be left there.
  @Test(arguments: ["eu-west-1", "us-east-1"])
  func alarmsThatCouldNotBeDeletedAreLookedForAgain(region: String) throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(Self.watched, on: emulator)
    let network = delivery.network
    try network.succeed("deploy_all.sh")
    try delivery.change(["REGION": "eu-west-1"])
    try emulator.refuse("DeleteAlarms", in: region)
    _ = try network.fail("deploy_all.sh")
    #expect(try !watchers(of: network.deployment, in: region).isEmpty)

    try emulator.forgetFaults()
    try network.succeed("deploy_all.sh")
    for region in ["eu-west-1", "us-east-1"] {
      #expect(try watchers(of: network.deployment, in: region) == [], "\(region)")
    }
  }

  /// CloudFront takes minutes for each step of the way: more than all else has.
  @Test func takingItAwayHasADeadlineOfItsOwn() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    var network = try DeliveryFolder(on: emulator).network
    try network.succeed("deploy_all.sh")
    network.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "4"
    try emulator.set(["distribution_deployed_seconds": 8, "vpc_origin_deleted_seconds": 8])
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  /// The alarms that the scripts made in a Region, and the topics.
  private func watchers(of deployment: Deployment, in region: String) throws -> [String] {
    let alarms = try deployment.aws(
      region, "cloudwatch", "describe-alarms", "--alarm-name-prefix", "accelgen:", "--query",
      "MetricAlarms[].[AlarmName]")
    let topics = try deployment.aws(region, "sns", "list-topics", "--query", "Topics[].[TopicArn]")
    return "\(alarms)\n\(topics)".split(separator: "\n").map(String.init)
  }
}
