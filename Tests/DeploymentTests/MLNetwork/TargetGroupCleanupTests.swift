import Foundation
import TestSupport
import Testing

/// What cleanup.sh says of target groups of which AWS does not let all go.
extension LoadBalancerTests {
  /// Where one of several is gone, AWS refuses to tell of any by their ARNs: that once meant that all were gone, and
  /// `env` went with them.
  @Test func aTargetGroupThatIsLeftIsNotTakenForGone() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    try emulator.refuse("DeleteTargetGroup", times: 1)
    let refused = try folder.fail("cleanup.sh", "--yes")
    #expect(refused.contains("error: the resources above are left"), "\(refused)")
    let left = try emulator.inventory().filter { $0.type == "target-group" }.map(\.id)
    #expect(left.count == 1)
    let known = try ["STABLE", "CANARY"].compactMap {
      try folder.deployment.value("NETWORK_\($0)_TARGET_GROUP_ARN")
    }
    #expect(known == left, "env is kept")

    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }
}
