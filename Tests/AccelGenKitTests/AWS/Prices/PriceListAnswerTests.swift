import TestSupport
import Testing

@testable import AccelGenKit

/// Answers of AWS's Price List API.
@Suite struct PriceListAnswerTests {
  /// Answers in AWS's form, with numbers that are made up, and with products beside those that are
  /// meant which cost 9 each.
  @Test func ofEachAnswerThePricesThatAreMeantAreTaken() throws {
    var diagnostics: [Diagnostic] = []
    let path = "Tests/Fixtures/prices/answers.json"
    let prices = PriceFile.read(
      [SourceFile(name: path, text: try Golden.text(path))], diagnostics: &diagnostics)
    #expect(diagnostics == [])
    #expect(
      prices.map { "\($0.key.text): \($0.tiers.map(\.price.text).joined(separator: ", "))" } == [
        "networkLoadBalancerHour in ap-southeast-1: 0.026",
        "networkLoadBalancerCapacityUnitHour in ap-southeast-1: 0.0065",
        "publicAddressHour in ap-southeast-1: 0.005",
        "interfaceEndpointHour in ap-southeast-3: 0.014",
        "interfaceEndpointGigabyte in ap-southeast-3: 0.011, 0.007, 0.005",
        "interRegionGigabyte in ap-southeast-1 to ap-southeast-3: 0.091",
        "interRegionGigabyte in ap-southeast-3 to ap-southeast-1: 0.101",
        "internetOutGigabyte in ap-southeast-1: 0.121, 0.086, 0.083, 0.081",
        "internetOutGigabyte in ap-southeast-3: 0.133, 0.101",
        "networkLoadBalancerHour in ap-southeast-3: 0.028",
        "networkLoadBalancerCapacityUnitHour in ap-southeast-3: 0.0075",
        "natGatewayHour in ap-southeast-3: 0.061",
        "natGatewayGigabyte in ap-southeast-3: 0.062",
        "publicAddressHour in ap-southeast-3: 0.005",
        "acceleratorPremiumGigabyte (Asia Pacific, Asia Pacific): 0.011",
        "ec2Hour in ap-southeast-3 (t3.medium): 0.054",
        "ebsGp3GigabyteMonth in ap-southeast-3: 0.098",
      ])
    #expect(prices[4].tiers.map(\.start.text) == ["0", "1048576", "5242880"])
    #expect(
      prices.allSatisfy { $0.source.date == "2026-11-02" && $0.currency == .unitedStatesDollar })
    #expect(prices[0].source.text == "AWS Price List, AWSELB APS1-LoadBalancerUsage")
  }

  /// Products of us-east-1 come without the Region's prefix, with it, or both ways.
  @Test(arguments: [
    (["NatGateway-Hours 0.045"], "0.045"),
    (["USE1-NatGateway-Hours 0.044"], "0.044"),
    (["NatGateway-Hours 0.045", "USE1-NatGateway-Hours 0.044"], "0.044"),
    (["USE1-NatGateway-Hours 0.044", "NatGateway-Hours 0.045"], "0.044"),
    (["APS1-NatGateway-Hours 0.045"], nil),
    (["USE1-RegionalNatGateway-Hours 0.045"], nil),
    (["USE1-X-NatGateway-Hours 0.045"], nil),
    (["X-USE1-NatGateway-Hours 0.045"], nil),
  ])
  func theUsageTypeMustBeTheRegionsOwn(products: [String], price: String?) {
    let strings = products.map { product in
      let words = product.split(separator: " ")
      return string(usageType: String(words[0]), price: String(words[1]))
    }
    var diagnostics: [Diagnostic] = []
    let prices = read("{\"PriceList\": [\(strings.joined(separator: ","))]}", &diagnostics)
    #expect(prices.map { $0.tiers[0].price.text } == (price.map { [$0] } ?? []))
    #expect(diagnostics.map(\.code) == (price == nil ? ["no-prices"] : []))
  }

  @Test(arguments: [
    (#"\"Hrs\""#, #"1️⃣\"Quantity\"2️⃣"#, "price-unit"),
    (#"\"0.045\""#, #"1️⃣\"0.0.4\"2️⃣"#, "price-number"),
    (#"{\"USD\":\"0.045\"}"#, #"{\"CNY\":1️⃣\"0.045\"2️⃣}"#, "price-currency"),
    (#"{\"USD\":\"0.045\"}"#, #"1️⃣{}2️⃣"#, "price-currency"),
    (#"{\"USD\":\"0.045\"}"#, #"1️⃣{\"USD\":\"1\",\"EUR\":\"1\"}2️⃣"#, "price-currency"),
    (#"\"beginRange\":\"0\""#, #"\"beginRange\":1️⃣\"-1\"2️⃣"#, "price-number"),
    (#"\"priceDimensions\":{"#, #"\"priceDimensions\":1️⃣{},2️⃣\"x\":{"#, "price-tiers"),
    (#"\"AmazonEC2\""#, #"1️⃣\"\\u001b\"2️⃣"#, "price-value"),
  ])
  func aPlaceInsideAProductIsShownInTheFile(part: String, replacement: String, code: String) {
    var string = string(usageType: "NatGateway-Hours", price: "0.045")
    // An escape of another length than its text comes before the place.
    string = string.replacing(
      "{\\\"product\\\"", with: #"{\"\u00e9\ud83d\ude00\":\"\",\"product\""#)
    let marked = MarkedText(
      "{\"PriceList\": [\(string.replacing(part, with: replacement))]}")
    var diagnostics: [Diagnostic] = []
    _ = read(marked.text, &diagnostics)
    let end: Character? = code == "price-tiers" ? nil : "2️⃣"
    expect(
      diagnostics, in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", to: end)])
  }

  @Test func aPriceThatHasAGapBetweenItsRangesIsRefused() {
    let string = string(usageType: "NatGateway-Hours", price: "0.045")
    for (part, replacement) in [
      (#"\"endRange\":\"Inf\""#, #"\"endRange\":\"100\""#),
      (#"\"beginRange\":\"0\""#, #"\"beginRange\":\"1\""#),
    ] {
      var diagnostics: [Diagnostic] = []
      _ = read("{\"PriceList\": [\(string.replacing(part, with: replacement))]}", &diagnostics)
      #expect(diagnostics.map(\.code) == ["price-tiers"])
    }
  }

  @Test func whatIsNotJSONInAProductIsShownInTheFile() {
    let marked = MarkedText(#"{"PriceList": ["{\"a\":1️⃣}"]}"#)
    var diagnostics: [Diagnostic] = []
    _ = read(marked.text, &diagnostics)
    expect(diagnostics, in: marked, are: [Expected("prices-json", at: "1️⃣")])
  }

  @Test func aPartOfAnAnswerIsNoAnswer() {
    let marked = MarkedText(#"[{"NextToken": 1️⃣"abc", "PriceList": []}]"#)
    var diagnostics: [Diagnostic] = []
    _ = read(marked.text, &diagnostics)
    expect(diagnostics, in: marked, are: [Expected("price-list-part", at: "1️⃣")])
  }

  /// Whatever bytes come, nothing traps and every diagnostic has a place that can be shown.
  @Test func damagedAnswersAreRefusedOrReadNeverTrapped() throws {
    let bytes = Array(try Golden.text("Tests/Fixtures/prices/answers.json").utf8)
    var random = SeededGenerator(seed: Randomness.seed)
    for _ in 0..<(60 * Randomness.scale) {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[index] = UInt8(random.pick(Array(0x20...0x7E)))
        case 1: damaged.remove(at: index)
        default: damaged.removeSubrange(index..<min(damaged.count, index + 40))
        }
      }
      var diagnostics: [Diagnostic] = []
      _ = read(String(decoding: damaged, as: UTF8.self), &diagnostics)
      #expect(diagnostics.allSatisfy { $0.span?.start != nil })
      #expect(!TextReport.text(diagnostics, style: TextStyle(isColored: false)).contains("\u{1B}"))
    }
  }

  private func read(_ text: String, _ diagnostics: inout [Diagnostic]) -> [Price] {
    PriceFile.read([SourceFile(name: "answers.json", text: text)], diagnostics: &diagnostics)
  }

  /// A product as a string of JSON.
  private func string(usageType: String, price: String) -> String {
    let product = #"""
      {"product":{"attributes":{"servicecode":"AmazonEC2","regionCode":"us-east-1","usagetype":"\#(usageType)"}},"terms":{"OnDemand":{"A.B":{"priceDimensions":{"A.B.C":{"unit":"Hrs","beginRange":"0","endRange":"Inf","pricePerUnit":{"USD":"\#(price)"}}}}}},"publicationDate":"2026-11-02T10:11:12Z"}
      """#
    return "\"" + product.replacing("\"", with: "\\\"") + "\""
  }
}
