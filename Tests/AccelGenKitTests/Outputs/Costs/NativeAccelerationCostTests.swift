import Testing

@testable import AccelGenKit

@Suite struct NativeAccelerationCostTests {
  /// Every line by hand: 730 hours, 100 GB in, 500 GB out, in us-east-1 for a service in us-west-2.
  @Test func everyLineIsQuantityTimesPrice() throws {
    let estimate = try estimate(alarmEmail: "operations@example.com")
    #expect(
      estimate.lines.map {
        "\($0.charge.name) \($0.charge.key?.place ?? ""): \($0.amount?.text ?? "unknown")"
      } == [
        "Network Load Balancer us-east-1: 16.425",  // 730 * 0.0225
        "NLB capacity units us-east-1: 3.6",  // 600 * 0.006
        "Public IPv4 addresses (2) us-east-1: 7.3",  // 1460 * 0.005
        "Endpoint (2 zones) us-east-1: 14.6",  // 1460 * 0.01
        "Endpoint data us-east-1: 6",  // 600 * 0.01
        "Requests between Regions us-east-1 to us-west-2: 2",  // 100 * 0.02
        "Responses between Regions us-west-2 to us-east-1: 10",  // 500 * 0.02
        "Responses to the internet us-east-1: 45",  // 500 * 0.09
        "Alarms (5) us-east-1: 0.5", "Dashboard : 3",
      ])
    #expect(estimate.total.amount.text == "108.425")
    #expect(estimate.fixed.amount.text == "41.825")
    #expect(
      estimate.alternatives.map { "\($0.alternative.name): \($0.total.amount.text)" } == [
        "Straight over the internet: 45", "Endpoint in us-west-2, VPC peering: 104.925",
      ])
    #expect(estimate.allLines.allSatisfy { $0.price != nil })
    // Nobody has seen AWS's own word on who pays between the Regions.
    #expect(estimate.assumptions.contains { $0.contains("said by others, not by AWS") })
  }

  @Test func withoutAlarmsThereAreNone() throws {
    let estimate = try estimate(alarmEmail: nil)
    #expect(estimate.lines.count == 8)
    #expect(estimate.fixed.amount.text == "38.325")
  }

  private func estimate(alarmEmail: String?) throws -> CostEstimate {
    var pairs = [
      ("RESOURCE_REGION", "us-west-2"), ("RESOURCE_SERVICE_NAME", "com.amazonaws.us-west-2.lambda"),
      ("EXPOSE_REGION", "us-east-1"), ("EXPOSE_VPC_NAME", "expose"),
      ("EXPOSE_VPC_ENDPOINT_NAME", "endpoint"),
    ]
    if let alarmEmail { pairs.append(("ALARM_EMAIL", alarmEmail)) }
    var diagnostics: [Diagnostic] = []
    let configuration = try #require(
      Stack.nativeAcceleration.validate(
        EnvFile(pairs), context: .noFiles, diagnostics: &diagnostics), "\(diagnostics)")
    let model = try #require(Stack.nativeAcceleration.costs)
    return CostEstimate(
      model, of: configuration,
      usage: Usage(
        hours: Usage.hoursOfMonth,
        [
          .gigabytesIn: Quantity(millionths: 100_000_000),
          .gigabytesOut: Quantity(millionths: 500_000_000),
        ]), prices: .shipped)
  }
}
