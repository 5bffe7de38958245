import Foundation
import TestSupport
import Testing

/// Word when a tunnel of the VPN is down.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct VPNAlarmTests {
  private static let email = ["ALARM_EMAIL": "operations@example.com"]
  private static let device = ["VPN_DEVICE_IP": "203.0.113.7", "VPN_CIDRS": "192.168.0.0/16"]

  private func alarms(_ network: NetworkFolder, _ query: String) throws -> String {
    try network.aws("cloudwatch", "describe-alarms", "--query", query)
  }

  @Test func eachTunnelHasItsAlarmAndTheyGoWithTheVPN() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(
      Self.email.merging(Self.device) { $1 }, on: emulator)
    try network.succeed("deploy_all.sh")
    let addresses = try network.aws(
      "ec2", "describe-vpn-connections", "--query",
      "sort(VpnConnections[].VgwTelemetry[].OutsideIpAddress)")
    #expect(
      try alarms(network, "sort(MetricAlarms[].Dimensions[].Value)") == addresses)
    // As AWS recommends: below 1 in each of three periods of five minutes.
    let how =
      "MetricAlarms[].[MetricName,Statistic,ComparisonOperator,Threshold,Period,EvaluationPeriods]"
    let each = "TunnelState\tMinimum\tLessThanThreshold\t1.0\t300\t3"
    #expect(try alarms(network, how) == "\(each)\n\(each)")
    try emulator.confirm("operations@example.com")
    try network.succeed("status.sh")
    let shown = try network.aws(
      "cloudwatch", "list-dashboards", "--query", "DashboardEntries[].DashboardName")
    #expect(shown == "accelgen-ml-network_ml-network-us-east-1")

    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.calls().filter(\.mutating).isEmpty, "a second run changes nothing")

    // Another connection has other tunnels.
    let device = ["VPN_DEVICE_IP": "203.0.113.9", "VPN_CIDRS": "192.168.0.0/16"]
    try network.change(to: Self.email)
    let told = try network.deployment.run("status.sh")
    #expect(told.status == 1 && told.output.contains("! alarm"), "\(told.transcript)")
    try network.succeed("deploy_all.sh")
    #expect(try alarms(network, "MetricAlarms[].AlarmName") == "")
    try network.succeed("status.sh")
    try network.change(to: Self.email.merging(device) { $1 })
    try network.succeed("deploy_all.sh")
    let others = try network.aws(
      "ec2", "describe-vpn-connections", "--query",
      "sort(VpnConnections[?State=='available'].VgwTelemetry[].OutsideIpAddress)")
    #expect(others != addresses)
    #expect(try alarms(network, "sort(MetricAlarms[].Dimensions[].Value)") == others)
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }
}
