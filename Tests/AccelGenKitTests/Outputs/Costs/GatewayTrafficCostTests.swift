import Testing

@testable import AccelGenKit

/// What watching costs is counted where it can be known, and said to be unknown where it cannot.
@Suite struct GatewayTrafficCostTests {
  private let usage = Usage(hours: Quantity("730") ?? .zero, [.natGateways: Quantity("2") ?? .zero])

  @Test func nobodyIsToldAndNothingIsCharged() throws {
    let configuration = try GatewayConfiguration.make([:])
    #expect(GatewayTrafficCosts.charges(configuration, usage).isEmpty)
    #expect(GatewayTrafficCosts.assumptions(configuration).isEmpty)
  }

  @Test func anAlarmForEachNATAndADashboard() throws {
    let configuration = try GatewayConfiguration.make([
      "ALARM_EMAIL": "a@example.com", "NAT_GB_ALARM": "50",
    ])
    let charges = GatewayTrafficCosts.charges(configuration, usage)
    #expect(charges.map(\.name) == ["Alarms of NAT gateways", "Dashboard"])
  }

  /// How many gigabytes of records there will be, nobody knows: no sum is made up.
  @Test(arguments: ["cloudwatch", "s3"])
  func flowLogsAreSaidToBeUnknown(destination: String) throws {
    let configuration = try GatewayConfiguration.make([
      "FLOW_LOGS": destination, "FLOW_LOGS_BUCKET": destination == "s3" ? "my-logs" : "",
    ])
    #expect(GatewayTrafficCosts.charges(configuration, usage).isEmpty)
    let said = try #require(GatewayTrafficCosts.assumptions(configuration).first)
    #expect(said.contains("unknown beforehand, and not counted here"), "\(said)")
  }
}
