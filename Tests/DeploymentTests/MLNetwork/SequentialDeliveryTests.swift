import Foundation
import TestSupport
import Testing

/// A CDN that is made one thing after the other, in another Region than CloudFront's.
extension DeliveryTests {
  private static let region = "eu-west-1"

  /// The CDN's alarms are on its side, and what follows them is on the network's.
  @Test func whatComesAfterTheCDNsAlarmsIsInTheNetworksRegion() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let network = try DeliveryFolder(
      ["REGION": Self.region, "ALARM_EMAIL": "operations@example.com"], on: emulator
    ).network
    try network.succeed("deploy_all.sh", "--sequential")

    // One of a group that is no longer wanted.
    let made = try alarms(of: network)
    let name = try #require(made.first)
    let end = try #require(name.lastIndex(of: ":"))
    let stale = name[...end] + "vpn-tunnels"
    try network.deployment.aws(
      Self.region, "cloudwatch", "put-metric-alarm", "--alarm-name", String(stale), "--namespace",
      "AWS/VPN", "--metric-name", "TunnelState", "--statistic", "Minimum", "--period", "60",
      "--evaluation-periods", "5", "--comparison-operator", "LessThanThreshold", "--threshold", "1")
    #expect(try alarms(of: network).count == made.count + 1)
    try network.succeed("deploy_all.sh", "--sequential")
    #expect(try alarms(of: network) == made)

    let plan = try network.succeed("deploy_all.sh", "--plan").output.split(separator: "\n")
    let dashboard = try #require(plan.first { $0.hasPrefix("aws cloudwatch put-dashboard ") })
    #expect(dashboard.hasSuffix(" --region \(Self.region)"), "\(dashboard)")

    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  /// Those that the scripts made in the network's Region.
  private func alarms(of network: NetworkFolder) throws -> [String] {
    try network.deployment.aws(
      Self.region, "cloudwatch", "describe-alarms", "--alarm-name-prefix", "accelgen:", "--query",
      "MetricAlarms[].[AlarmName]"
    ).split(separator: "\n").map(String.init).sorted()
  }
}
