import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The estimates against arithmetic that was written a second time: from the tables' text, in
/// Foundation's decimal numbers, with no code of accelgen's.
@Suite struct CostSecondOpinionTests {
  private let opinion: SecondOpinion

  init() throws { opinion = try SecondOpinion() }

  @Test func twoHundredDeploymentsCostTheSame() throws {
    var random = SeededGenerator(seed: Randomness.seed)
    let regions = RegionCatalogue.all.filter { ["aws", "aws-us-gov"].contains($0.partition) }
    for _ in 0..<(200 * Randomness.scale) {
      let resource = random.pick(regions)
      let expose = random.pick(
        regions.filter { $0.partition == resource.partition && $0 != resource })
      let isWatched = random.chance(50)
      let countsFree = random.chance(50)
      let usage = SecondOpinion.Usage(
        hours: quantity(upTo: 1_000, &random), requests: quantity(upTo: 400_000, &random),
        responses: random.pick([
          quantity(upTo: 200, &random), quantity(upTo: 400_000, &random),
          quantity(upTo: 9_000_000, &random),
        ]))
      let estimate = try estimate(
        resource.code, expose.code, isWatched: isWatched, countsFree: countsFree, usage)
      let bill = opinion.bill(
        resource: resource.code, expose: expose.code, isWatched: isWatched,
        countsFree: countsFree && resource.partition == "aws", usage)
      let what = "\(resource.code) from \(expose.code), \(usage), \(isWatched), \(countsFree)"
      #expect(estimate.lines.count == bill.count, "\(what)")
      for (line, amount) in zip(estimate.lines, bill) {
        let exact = line.amount.flatMap { Decimal(string: $0.text) }
        #expect(exact == amount, "\(line.charge.name): \(what)")
      }
      #expect(
        Decimal(string: estimate.total.amount.text) == bill.compactMap { $0 }.reduce(0, +),
        "\(what)")
      #expect(estimate.total.unknownPrices == bill.count { $0 == nil }, "\(what)")
    }
  }

  /// Every Region with prices, as either side, has no unknown row for the shipped deployment; and
  /// for each pair all is known but what two pairs lack.
  @Test func noRowIsUnknownForAnyRegionAsEitherSide() throws {
    let regions = RegionCatalogue.all.filter { ["aws", "aws-us-gov"].contains($0.partition) }
    var complete: (resource: Set<String>, expose: Set<String>) = ([], [])
    var incomplete: Set<String> = []
    let usage = SecondOpinion.Usage(hours: 730, requests: 100, responses: 500)
    for resource in regions {
      for expose in regions where expose.partition == resource.partition && expose != resource {
        let estimate = try estimate(
          resource.code, expose.code, isWatched: true, countsFree: false, usage)
        if estimate.allLines.allSatisfy({ $0.price != nil }) {
          complete.resource.insert(resource.code)
          complete.expose.insert(expose.code)
        } else {
          incomplete.insert("\(resource.code) from \(expose.code)")
        }
      }
    }
    #expect(complete.resource.count == 36)
    #expect(complete.expose.count == 36)
    #expect(
      incomplete == [
        "ap-southeast-3 from ap-northeast-3", "ap-southeast-3 from sa-east-1",
        "ap-northeast-3 from ap-southeast-3", "sa-east-1 from ap-southeast-3",
      ])
  }

  /// With up to six decimals.
  private func quantity(upTo most: Int, _ random: inout SeededGenerator) -> Decimal {
    let millionths = Int.random(in: 0...(most * 1_000_000), using: &random)
    return random.chance(30)
      ? Decimal(millionths / 1_000_000) : Decimal(millionths) / Decimal(1_000_000)
  }

  private func estimate(
    _ resource: String, _ expose: String, isWatched: Bool, countsFree: Bool,
    _ usage: SecondOpinion.Usage
  ) throws -> CostEstimate {
    var changes = [
      "RESOURCE_REGION": resource, "EXPOSE_REGION": expose,
      "RESOURCE_SERVICE_NAME": "com.amazonaws.\(resource).sagemaker.runtime",
    ]
    if isWatched { changes["ALARM_EMAIL"] = "operations@example.com" }
    var diagnostics: [Diagnostic] = []
    let configuration = try #require(
      Stack.acceleration.validate(
        .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics), "\(diagnostics)")
    func quantity(_ number: Decimal) throws -> Quantity {
      try #require(Quantity("\(number)"), "\(number)")
    }
    return CostEstimate(
      try #require(Stack.acceleration.costs), of: configuration,
      usage: Usage(
        hours: try quantity(usage.hours),
        [
          .gigabytesIn: try quantity(usage.requests), .gigabytesOut: try quantity(usage.responses),
        ]),
      prices: .shipped, countsFree: countsFree)
  }
}

/// What the acceleration stack costs, worked out anew.
private struct SecondOpinion {
  struct Usage {
    let hours: Decimal
    let requests: Decimal
    let responses: Decimal
  }

  /// The tiers of each price, by its table's name and key.
  private let tiers: [String: [(above: Decimal, price: Decimal)]]

  init() throws {
    var tiers: [String: [(above: Decimal, price: Decimal)]] = [:]
    let folder = Repository.root.appending(path: "data/prices")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".tsv") && name != "sources.tsv" {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for line in text.components(separatedBy: "\n").dropFirst() where !line.isEmpty {
        let cells = line.components(separatedBy: "\t")
        let key = cells.dropLast(4).joined(separator: " ")
        tiers["\(name.dropLast(4)) \(key)"] = cells[cells.count - 3].components(separatedBy: " ")
          .map { part in
            let numbers = part.components(separatedBy: ":").compactMap { Decimal(string: $0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, numbers[0])
          }
      }
    }
    self.tiers = tiers
  }

  func bill(
    resource: String, expose: String, isWatched: Bool, countsFree: Bool, _ usage: Usage
  ) -> [Decimal?] {
    let both = usage.requests + usage.responses
    func cost(_ key: String, _ quantity: Decimal, free: Decimal = 0) -> Decimal? {
      guard let all = amount(key, quantity) else { return nil }
      return all - (amount(key, min(quantity, countsFree ? free : 0)) ?? 0)
    }
    var month = usage.hours / 730
    var rounded = Decimal()
    NSDecimalRound(&rounded, &month, 6, .plain)
    let here = [
      cost("networkLoadBalancerHour \(expose)", usage.hours),
      cost("networkLoadBalancerCapacityUnitHour \(expose)", both),
      cost("publicAddressHour \(expose)", 2 * usage.hours),
      cost("interfaceEndpointHour \(resource)", 2 * usage.hours),
      cost("interfaceEndpointGigabyte \(resource)", both),
      cost("interRegionGigabyte \(expose) \(resource)", usage.requests),
      cost("interRegionGigabyte \(resource) \(expose)", usage.responses),
      cost("internetOutGigabyte \(expose)", usage.responses, free: 100),
    ]
    let watch = [
      cost("alarmMonth \(expose)", 5 * rounded, free: 10),
      cost("alarmMonth \(resource)", rounded, free: max(0, 10 - 5 * rounded)),
      cost("dashboardMonth ", rounded, free: 3),
    ]
    return here + (isWatched ? watch : [])
  }

  /// Gigabyte by gigabyte, as it were: for each tier what of the quantity lies in it.
  private func amount(_ key: String, _ quantity: Decimal) -> Decimal? {
    guard let tiers = tiers[key] else { return nil }
    var rest = quantity
    var sum: Decimal = 0
    for tier in tiers.reversed() where rest > tier.above {
      sum += (rest - tier.above) * tier.price
      rest = tier.above
    }
    return sum
  }
}
