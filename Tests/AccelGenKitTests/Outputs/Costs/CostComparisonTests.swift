import Testing

@testable import AccelGenKit

@Suite struct CostComparisonTests {
  /// Each row is the estimate of the deployment with that Region in its env template.
  @Test func eachRowIsWhatTheDeploymentWouldCostThere() throws {
    let usage = Usage(
      hours: Usage.hoursOfMonth,
      [.gigabytesIn: try #require(Quantity("7")), .gigabytesOut: try #require(Quantity("300"))])
    let model = try #require(Stack.acceleration.costs)
    let comparison = try #require(
      CostComparison(model, of: configuration(), usage: usage, prices: .shipped))
    #expect(comparison.rows.count == RegionCatalogue.all.count { $0.partition == "aws" } - 1)
    for row in comparison.rows {
      let there = CostEstimate(
        model, of: try configuration(expose: row.region.code), usage: usage, prices: .shipped)
      #expect(row.estimate.lines == there.lines, "\(row.region.code)")
      #expect(row.estimate.increases.map(\.total) == there.increases.map(\.total))
    }
    #expect(comparison.rows.filter(\.isCurrent).map(\.region.code) == ["ap-southeast-1"])
    let totals = comparison.rows.map(\.estimate.total)
    #expect(
      zip(totals, totals.dropFirst()).allSatisfy {
        ($0.unknownPrices, $0.amount) <= ($1.unknownPrices, $1.amount)
      })
  }

  @Test(arguments: [
    ("us-gov-west-1", "us-gov-east-1", "com.amazonaws.us-gov-west-1.sagemaker.runtime"),
    ("cn-north-1", "cn-northwest-1", "cn.com.amazonaws.cn-north-1.sagemaker.runtime"),
  ])
  func onlyRegionsOfThePartitionAreCompared(
    resource: String, expose: String, service: String
  ) throws {
    let model = try #require(Stack.acceleration.costs)
    let comparison = try #require(
      CostComparison(
        model,
        of: configuration(resource: resource, expose: expose, service: service),
        usage: Usage(hours: .one), prices: .shipped))
    #expect(comparison.rows.map(\.region.code) == [expose])
  }

  @Test func aStackWithoutAPlaceToChooseIsNotCompared() throws {
    let model = CostModel(
      measures: [], charges: { _, _ in [] }, alternatives: { _, _ in [] }, assumptions: { _ in [] })
    #expect(
      try CostComparison(model, of: configuration(), usage: Usage(hours: .one), prices: .shipped)
        == nil)
  }

  private func configuration(
    resource: String = "ap-southeast-3", expose: String = "ap-southeast-1", service: String? = nil
  ) throws -> Configuration {
    var diagnostics: [Diagnostic] = []
    let changes = [
      "RESOURCE_REGION": resource, "EXPOSE_REGION": expose,
      "RESOURCE_SERVICE_NAME": service ?? "com.amazonaws.\(resource).sagemaker.runtime",
    ]
    return try #require(
      Stack.acceleration.validate(
        .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics), "\(diagnostics)")
  }
}
