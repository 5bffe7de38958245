import TestSupport
import Testing

@testable import AccelGenKit

/// data/prices.json.
@Suite struct ShippedPriceTests {
  private let prices: [Price]

  init() throws {
    var diagnostics: [Diagnostic] = []
    let text = try Golden.text("data/prices.json")
    prices = PriceFile.read(
      [SourceFile(name: "data/prices.json", text: text)], diagnostics: &diagnostics)
    #expect(diagnostics == [])
  }

  @Test func theyAreInTheBinary() {
    #expect(prices.count == 16)
    #expect(prices.allSatisfy { PriceBook.shipped[$0.key] == $0 })
  }

  /// Dollars are of no use to the partitions that bill in something else, or whose list is another.
  @Test func theyAreOfTheCommercialPartitionAlone() {
    for price in prices {
      #expect(price.currency == .unitedStatesDollar)
      let regions = [price.key.region, price.key.destination].compactMap { $0 }
      #expect(regions.allSatisfy { RegionCatalogue.find($0)?.partition == "aws" })
    }
  }

  /// Prices that somebody remembers, and for which nobody has seen evidence, are not among them.
  @Test(arguments: [
    Price.Key(.networkLoadBalancerHour, "us-east-1"),
    Price.Key(.networkLoadBalancerHour, "ap-southeast-1"),
    Price.Key(.networkLoadBalancerCapacityUnitHour, "us-east-1"),
    Price.Key(.interfaceEndpointHour, "ap-southeast-3"),
    Price.Key(.interfaceEndpointGigabyte, "ap-southeast-3"),
    Price.Key(.internetOutGigabyte, "us-east-1"),
    Price.Key(.internetOutGigabyte, "ap-southeast-1"),
    Price.Key(.interRegionGigabyte, "us-east-1", to: "ap-southeast-1"),
    Price.Key(.interRegionGigabyte, "ap-southeast-1", to: "ap-southeast-3"),
  ])
  func whatIsNotEvidentIsUnknown(key: Price.Key) {
    #expect(PriceBook.shipped[key] == nil)
  }

  @Test func theyComeBackAsTheyAreWritten() {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(name: "again.json", text: PriceFile.value(prices).text)
    #expect(PriceFile.read([file], diagnostics: &diagnostics) == prices)
    #expect(diagnostics == [])
  }
}
