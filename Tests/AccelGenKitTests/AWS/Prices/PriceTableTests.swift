import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// data/prices/, as it is embedded.
@Suite struct PriceTableTests {
  /// Every row can be read, is within its item's shape, is found by its key, and says who says so.
  @Test(arguments: PriceItem.all)
  func everyRowIsInTheShapeOfItsItem(item: PriceItem) throws {
    let table = try #require(PriceTable(of: item))
    let rows = table.all
    #expect(!rows.isEmpty)
    var keys: Set<Price.Key> = []
    for row in rows {
      let price = try #require(row)
      let key = price.key
      #expect(keys.insert(key).inserted, "\(key.text) twice")
      #expect(table.price(key) == price)
      #expect(PriceBook.shipped[key] == price)
      #expect((key.region == nil) == (item.scope == .global), "\(key.text)")
      #expect((key.destination == nil) == (item.scope != .regionPair), "\(key.text)")
      #expect(key.destination == nil || key.destination != key.region)
      let regions = [key.region, key.destination].compactMap { $0 }
      for region in regions {
        let partition = try #require(RegionCatalogue.find(region)).partition
        #expect(price.currency == Currency.billed(in: partition), "\(key.text)")
      }
      for (variant, value) in zip(item.variants, key.variant) {
        #expect(variant.values?.contains(value) ?? !value.isEmpty, "\(key.text)")
      }
      #expect(price.tiers.allSatisfy { $0.price.trillionths > 0 })
      // The book's yuan come from pages with one tier.
      #expect(
        price.tiers.map(\.start) == item.tierStarts
          || (price.currency == .chineseYuan && price.tiers.count == 1), "\(key.text)")
      for source in [price.source, price.secondSource].compactMap({ $0 }) {
        #expect(!source.text.isEmpty && source.text.utf8.count <= 120)
        #expect(source.date.map { CalendarDate($0) != nil } ?? true)
      }
      #expect(price.secondSource != price.source)
    }
  }

  @Test func everyTableIsAnItemsAndSorted() throws {
    let names = Set(EmbeddedResources.priceTables.map(\.name))
    #expect(names == Set(PriceItem.all.map(\.name) + ["sources"]))
    for (name, text) in EmbeddedResources.priceTables {
      let lines = text.split(separator: "\n").dropFirst().map { Array($0.utf8) }
      #expect(
        zip(lines, lines.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }, "\(name)")
      let heading = try #require(text.split(separator: "\n").first).split(separator: "\t")
      #expect(SortedTable(text).rows.allSatisfy { $0.count == heading.count }, "\(name)")
      if let item = PriceItem.named(name) {
        #expect(
          heading.map(String.init)
            == (item.scope == .global ? [] : ["region"])
            + (item.scope == .regionPair ? ["to"] : []) + item.variants.map(\.name)
            + ["currency", "price", "source", "second"])
      }
    }
  }

  /// How many prices there are of each Region and item, as the list that they are made from has
  /// them.
  @Test func noPriceIsLost() {
    let prices = PriceItem.all.flatMap { PriceTable(of: $0)?.all ?? [] }
    #expect(prices.reduce(0) { $0 + ($1?.tiers.count ?? 0) } == 2890)
    #expect(prices.count == 2446)
    #expect(prices.count { $0?.currency == .chineseYuan } == 21)
    let size = EmbeddedResources.priceTables.reduce(0) { $0 + $1.text.utf8.count }
    #expect(size < 300_000, "\(size) bytes")
  }

  /// Prices that were looked at one by one, each with all of its tiers.
  @Test(arguments: [
    (Price.Key(.networkLoadBalancerHour, "us-east-1"), "0.0225"),
    (Price.Key(.networkLoadBalancerHour, "ap-southeast-1"), "0.0252"),
    (Price.Key(.networkLoadBalancerCapacityUnitHour, "us-east-1"), "0.006"),
    (Price.Key(.interfaceEndpointHour, "us-east-1"), "0.01"),
    (Price.Key(.interfaceEndpointHour, "ap-southeast-1"), "0.013"),
    (Price.Key(.interfaceEndpointGigabyte, "ap-southeast-3"), "0.01, 0.006, 0.004"),
    (Price.Key(.publicAddressHour, "us-gov-west-1"), "0.005"),
    (Price.Key(.natGatewayHour, "us-east-1"), "0.045"),
    (Price.Key(.natGatewayGigabyte, "ap-southeast-1"), "0.059"),
    (Price.Key(.interRegionGigabyte, "ap-southeast-1", to: "ap-southeast-2"), "0.09"),
    (Price.Key(.interRegionGigabyte, "ap-northeast-2", to: "ap-southeast-3"), "0.08"),
    // Not the stale 0.16, 0.14 and 0.09 of another list.
    (Price.Key(.interRegionGigabyte, "sa-east-1", to: "eu-west-1"), "0.138"),
    (Price.Key(.interRegionGigabyte, "ap-southeast-2", to: "eu-west-1"), "0.098"),
    (Price.Key(.interRegionGigabyte, "cn-north-1", to: "cn-northwest-1"), "0.6003"),
    (Price.Key(.internetOutGigabyte, "us-east-1"), "0.09, 0.085, 0.07, 0.05"),
    (Price.Key(.internetOutGigabyte, "cn-north-1"), "0.933"),
    (Price.Key(.ec2Hour, "us-east-1", variant: ["p4d.24xlarge"]), "21.957642"),
    (Price.Key(.ec2Hour, "us-west-2", variant: ["p4d.24xlarge"]), "21.95764"),
    (Price.Key(.acceleratorHour), "0.025"),
    (
      Price.Key(.acceleratorPremiumGigabyte, variant: ["Europe", "Asia Pacific"]), "0.033"
    ),
    (Price.Key(.alarmMonth, "us-east-1"), "0.1"), (Price.Key(.dashboardMonth), "3"),
  ])
  func aPriceIsWhatItsEvidenceSays(key: Price.Key, tiers: String) throws {
    let price = try #require(PriceBook.shipped[key])
    #expect(price.tiers.map(\.price.text).joined(separator: ", ") == tiers)
    #expect(price.presumption == nil)
  }

  /// What nobody has seen is not there, or, where two items have always had one price, presumed.
  @Test(arguments: [
    Price.Key(.interRegionGigabyte, "ap-southeast-3", to: "ap-northeast-3"),
    Price.Key(.interRegionGigabyte, "ap-southeast-3", to: "sa-east-1"),
    Price.Key(.networkLoadBalancerHour, "cn-north-1"),
    Price.Key(.interfaceEndpointHour, "eusc-de-east-1"),
    Price.Key(.natGatewayGigabyte, "cn-north-1"),
    Price.Key(.ec2Hour, "us-east-1", variant: ["t3"]),
    Price.Key(.interRegionGigabyte, "us-east-1", to: "us-east-1"),
  ])
  func whatNobodyHasSeenIsUnknown(key: Price.Key) {
    #expect(PriceBook.shipped[key] == nil)
  }

  @Test(arguments: [
    (Price.Key(.natGatewayGigabyte, "us-gov-east-1"), PriceItem.natGatewayHour),
    (Price.Key(.natGatewayGigabyte, "ap-southeast-5"), PriceItem.natGatewayHour),
    (Price.Key(.networkLoadBalancerHour, "cn-northwest-1"), PriceItem.applicationLoadBalancerHour),
  ])
  func aPriceThatHasAlwaysBeenAnothersIsPresumed(key: Price.Key, other: PriceItem) throws {
    let price = try #require(PriceBook.shipped[key])
    let model = try #require(PriceBook.shipped[Price.Key(other, key.region)])
    #expect(price.presumption?.contains("have one price") == true)
    #expect((price.key, price.tiers, price.source) == (key, model.tiers, model.source))
  }

  /// The reason that a presumption gives holds in the book itself.
  @Test func whatIsPresumedHasNeverBeenWrong() throws {
    var counts: [String: Int] = [:]
    for item in PriceItem.all {
      guard case .same(let other, let reason) = item.presumption else { continue }
      for price in try #require(PriceTable(of: item)).all.compactMap({ $0 }) {
        let key = Price.Key(other, price.key.region)
        guard let known = PriceBook.shipped[key] else { continue }
        #expect(known.tiers == price.tiers, "\(price.key.text)")
        counts[item.name, default: 0] += 1
      }
      let count = try #require(counts[item.name])
      #expect(reason.contains("all \(count) Regions"))
    }
    #expect(counts == ["natGatewayGigabyte": 25, "networkLoadBalancerHour": 36])
  }

  @Test func whatIsNotInATableIsNotFound() {
    let rows = ["", "a\t1\n", "b\t2\n", "ba\t3\n", "d\t4\n"]
    for count in rows.indices {
      let table = SortedTable("name\tvalue\n" + rows[...count].joined())
      for name in ["a", "b", "ba", "d"] {
        let row = table.row(beginningWith: [name])
        #expect(
          (row?.count ?? 0) == (rows[...count].contains { $0.hasPrefix("\(name)\t") } ? 2 : 0))
      }
      for name in ["", "A", "aa", "c", "e", "value", "name", "1"] {
        #expect(table.row(beginningWith: [name]) == nil)
      }
    }
    #expect(SortedTable("name\tvalue").row(beginningWith: ["a"]) == nil)
    #expect(SortedTable("").row(beginningWith: ["a"]) == nil)
  }
}

extension PriceItem: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension Price.Key: CustomTestStringConvertible {
  public var testDescription: String { text }
}
