import Testing

@testable import AccelGenKit

@Suite struct PriceTierTests {
  /// AWS's own example: of 15 PB, the first PB costs 0.01 a GB, the next four 0.006, the rest 0.004
  /// (https://aws.amazon.com/blogs/networking-and-content-delivery/leveraging-aws-privatelink-for-volumetric-data-processing/).
  static let endpointData = PriceBook.shipped[
    Price.Key(.interfaceEndpointGigabyte, "ap-southeast-1")]

  @Test(arguments: [
    ("0", "0", 1),
    ("1", "0.01", 1),
    ("1048576", "10485.76", 1),
    // 10485.76 + 0.006
    ("1048577", "10485.766", 2),
    // 10485.76 + 4194304 * 0.006
    ("5242880", "35651.584", 2),
    // 35651.584 + 10485760 * 0.004
    ("15728640", "77594.624", 3),
    ("0.5", "0.005", 1),
  ])
  func eachPartOfAQuantityHasThePriceOfItsTier(
    gigabytes: String, amount: String, tiers: Int
  ) throws {
    let price = try #require(Self.endpointData)
    let quantity = try #require(Quantity(gigabytes))
    #expect(price.amount(of: quantity).text == amount)
    #expect(price.tiers(of: quantity).count == tiers)
  }

  /// Before, at and after each edge of each price of the book: another gigabyte has the next tier's
  /// price, and what is below has its own.
  @Test(arguments: PriceItem.all.filter { $0.tierStarts.count > 1 })
  func eachEdgeOfEachTierIsWhereItIs(item: PriceItem) throws {
    for price in try #require(PriceTable(of: item)).all {
      let price = try #require(price)
      for (index, tier) in price.tiers.enumerated().dropFirst() {
        let lower = price.tiers[index - 1].price
        let edge = tier.start
        let before = edge.reduced(by: .one)
        #expect(
          price.amount(of: edge) == price.amount(of: before) + Amount(.one, at: lower))
        #expect(
          price.amount(of: edge + .one) == price.amount(of: edge) + Amount(.one, at: tier.price))
        #expect(price.tiers(of: edge).count == index)
        #expect(price.tiers(of: edge + Quantity(millionths: 1)).count == index + 1)
      }
    }
  }
}
