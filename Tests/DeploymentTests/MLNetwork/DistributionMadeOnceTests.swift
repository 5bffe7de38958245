import Foundation
import TestSupport
import Testing

/// A distribution is made once, whatever becomes of the answers, and what CloudFront does not delete is asked for again
/// after a while.
extension DeliveryTests {
  private static let creation = "CreateDistributionWithTags"

  /// A list may show it later than it is looked for. The refusal of the same reference names it.
  @Test func oneWhoseAnswerIsLostIsAskedForByTheSameReference() throws {
    let emulator = try Emulator()
    let delivery = try withoutDistribution(on: emulator)
    try emulator.loseAnswer(to: Self.creation)
    let calls = try delivery.calls("deploy_all.sh")
    #expect(calls.places(Self.creation, error: "DistributionAlreadyExists").count == 1)
    #expect(calls.places(Self.creation) == [])
    #expect(
      try delivery.ids(of: "distribution") == [delivery.network.value("EDGE_DISTRIBUTION_ID")])
  }

  /// CloudFront may keep the reference of one that is gone. Then there is another one, which is kept, too.
  @Test func aReferenceThatIsKeptLeadsToOneOther() throws {
    let emulator = try Emulator()
    let delivery = try withoutDistribution(on: emulator)
    try emulator.refuse(Self.creation, code: "DistributionAlreadyExists", times: 1)
    try emulator.loseAnswer(to: Self.creation)
    try emulator.refuse(Self.creation, code: "DistributionAlreadyExists", times: 1)
    try delivery.network.succeed("deploy_all.sh")
    #expect(
      try delivery.ids(of: "distribution") == [delivery.network.value("EDGE_DISTRIBUTION_ID")])
    let reference = try delivery.settings("CallerReference").first
    #expect(reference?.contains(":us-east-1-accelgen-") == true, "\(reference ?? "")")
  }

  @Test(arguments: [
    ("DeleteDistribution", "DistributionNotDisabled", 10),
    ("DeleteCachePolicy", "PreconditionFailed", 30),
  ])
  func whatIsNotDeletedIsAskedForAgainAfterAWhile(
    action: String, code: String, most: Int
  ) throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    var network = try DeliveryFolder(on: emulator).network
    try network.succeed("deploy_all.sh")
    network.deployment.settings["ACCELGEN_POLL_SECONDS"] = "1"
    try emulator.refuse(action, code: code)
    try emulator.forgetCalls()
    let cleanup = try network.deployment.command("cleanup.sh", ["--yes"]).start()
    try waitUntil { try emulator.calls().contains { $0.action == action } }
    Thread.sleep(forTimeInterval: 5)
    let asked = try emulator.calls().count { $0.action == action }
    #expect(asked <= most)
    try emulator.forgetFaults()
    let outcome = try cleanup.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try emulator.inventoryText() == before)
  }

  /// A network with all but its distribution, which somebody has deleted, where a list shows nothing new for longer than
  /// the scripts look.
  private func withoutDistribution(on emulator: Emulator) throws -> DeliveryFolder {
    let delivery = try DeliveryFolder(on: emulator)
    try delivery.network.succeed("deploy_all.sh")
    let id = try delivery.network.value("EDGE_DISTRIBUTION_ID")
    func about(_ query: String) throws -> String {
      try delivery.cloudFront("get-distribution-config", "--id", id, "--query", query)
    }
    try delivery.cloudFront(
      "update-distribution", "--id", id, "--if-match", about("ETag"), "--distribution-config",
      about(#"to_string(merge(DistributionConfig,`{"Enabled":false}`))"#))
    try waitUntil {
      try delivery.cloudFront(
        "get-distribution", "--id", id, "--query", "Distribution.Status") == "Deployed"
    }
    try delivery.cloudFront("delete-distribution", "--id", id, "--if-match", about("ETag"))
    try emulator.advance(seconds: 10)
    try emulator.set(["not_found_yet_seconds": 4])
    return delivery
  }
}
