import Testing

@testable import AccelGenKit

/// What savings.sh is given as prices: what is known, and nothing else.
@Suite struct GatewayPriceTests {
  private func prices(in region: String) throws -> [String] {
    let configuration = try GatewayConfiguration.make(["GATEWAY_REGION": region])
    return ["NAT_GB_PRICE", "NAT_HOUR_PRICE", "PRICE_CURRENCY"].map {
      configuration[$0]?.value.text ?? "absent"
    }
  }

  @Test func knownPricesAreGiven() throws {
    #expect(try prices(in: "us-east-1") == ["0.045", "0.045", "USD"])
    #expect(try prices(in: "sa-east-1") == ["0.093", "0.093", "USD"])
  }

  /// The book presumes the gigabyte to cost what the hour does; a script that speaks of money is not told so.
  @Test func aPresumedPriceIsNone() throws {
    #expect(try prices(in: "eu-central-2") == ["", "0.0572", "USD"])
  }

  @Test func chinaIsBilledInYuan() throws {
    #expect(try prices(in: "cn-northwest-1") == ["0.37", "0.37", "CNY"])
    #expect(try prices(in: "cn-north-1") == ["", "", "CNY"])
  }

  @Test func whatIsNoPriceIsRefused() {
    for text in ["free", "-1", "0,045", "1e3"] {
      #expect(throws: InvalidValue.self) { try UnitPrice.parse(text) }
    }
    for text in ["usd", "US", "$$$"] {
      #expect(throws: InvalidValue.self) { try Currency.parse(text) }
    }
  }
}
