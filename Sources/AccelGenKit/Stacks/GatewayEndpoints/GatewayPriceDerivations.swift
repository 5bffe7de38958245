/// What NAT gateways cost in the VPC's Region, for savings.sh: known prices and no others, as `PriceBook` has them. A
/// price that is only presumed is none.
enum GatewayPriceDerivations {
  static let all = [
    AnyDerivation(gigabyte), AnyDerivation(hour), AnyDerivation(currency),
  ]

  private typealias Parameters = GatewayParameters

  private static let page = "https://aws.amazon.com/vpc/pricing/"
  private static let rule =
    "The price of GATEWAY_REGION in accelgen's price list; empty where it is not known"

  static let gigabyte = price(
    "NAT_GB_PRICE", "What a NAT gateway's gigabyte costs", of: .natGatewayGigabyte)

  static let hour = price("NAT_HOUR_PRICE", "What a NAT gateway's hour costs", of: .natGatewayHour)

  static let currency = Derivation<Currency>(
    "PRICE_CURRENCY", "What AWS bills in", from: [Parameters.region.key],
    rule: "USD, in China CNY", source: page
  ) { configuration in
    configuration[Parameters.region].map {
      Currency.billed(in: $0.facts.partition) ?? .unitedStatesDollar
    }
  }

  private static func price(
    _ key: String, _ summary: String, of item: PriceItem
  ) -> Derivation<UnitPrice?> {
    Derivation(key, summary, from: [Parameters.region.key], rule: rule, source: page) {
      configuration in
      configuration[Parameters.region].map { region in
        guard let price = PriceBook.shipped[Price.Key(item, region.facts.code)],
          price.presumption == nil, price.tiers.count == 1,
          price.currency == Currency.billed(in: region.facts.partition)
        else { return UnitPrice?.none }
        return price.tiers.first?.price
      }
    }
  }
}
