import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct CostEstimateTests {
  /// Every line by hand, with the made-up prices of the fixture: 730 hours, 100 GB in, 20,000 GB
  /// out.
  @Test func everyLineIsQuantityTimesPrice() throws {
    let estimate = try estimate(gigabytesIn: "100", gigabytesOut: "20000", prices: fixture())
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "unknown")" } == [
        "Network Load Balancer: 18.98",  // 730 * 0.026
        "NLB capacity units: 130.65",  // 20100 * 0.0065, both ways
        "Public IPv4 addresses (2): 7.3",  // 2 * 730 * 0.005
        "Endpoint (2 zones): 20.44",  // 2 * 730 * 0.014
        "Endpoint data: 221.1",  // 20100 * 0.011, both ways
        "Requests between Regions: 9.1",  // 100 * 0.091
        "Responses between Regions: 2020",  // 20000 * 0.101
        "Responses to the internet: 2078.4",  // 10240 * 0.121 + 9760 * 0.086
      ])
    #expect(estimate.total.amount.text == "4505.97")
    #expect(estimate.total.isComplete)
    #expect(estimate.fixed.amount.text == "46.72")
    #expect(estimate.increases[0].total.amount.text == "0.1085")  // 0.0065 + 0.011 + 0.091
    // 0.0065 + 0.011 + 0.101 + 0.086: the way to the internet has reached its second tier.
    #expect(estimate.increases[1].total.amount.text == "0.2045")
  }

  /// Before, across and after the end of the first tier of the way to the internet, at 10,240 GB.
  @Test(arguments: [
    ("0", "0.2395"), ("10239", "0.2395"),
    // 0.0065 + 0.011 + 0.101 + 0.5 * 0.121 + 0.5 * 0.086
    ("10239.5", "0.222"), ("10240", "0.2045"), ("20000", "0.2045"),
  ])
  func oneMoreGigabyteIsWhatTheTotalGrowsBy(gigabytesOut: String, expected: String) throws {
    let prices = try fixture()
    let estimate = try estimate(gigabytesIn: "100", gigabytesOut: gigabytesOut, prices: prices)
    #expect(estimate.increases[1].total.amount.text == expected)
    let more = try #require(Quantity(gigabytesOut)) + .one
    let next = try self.estimate(gigabytesIn: "100", gigabytesOut: more.text, prices: prices)
    #expect(estimate.total.amount + estimate.increases[1].total.amount == next.total.amount)
    let known = prices.filter { $0.key.item != .internetOutGigabyte }
    let unknown = try self.estimate(gigabytesOut: gigabytesOut, book: PriceBook(known))
    #expect(unknown.increases[1].total.unknownPrices == 1)
    #expect(unknown.increases[0].total.isComplete)
  }

  @Test func theOtherWaysAreAddedUpFromTheirOwnLines() throws {
    let estimate = try estimate(gigabytesIn: "100", gigabytesOut: "20000", prices: fixture())
    #expect(
      estimate.alternatives.map {
        "\($0.alternative.name): \($0.total.amount.text), \($0.total.unknownPrices) unknown"
      } == [
        // 10240 * 0.133 + 9760 * 0.101
        "Straight over the internet: 2347.68, 0 unknown",
        // 730 * 0.025 + 20000 * 0.011 + 730 * 0.028 + 20100 * 0.0075 + 20.44 + 221.1 + 2347.68
        "Global Accelerator, NLB in ap-southeast-3: 2998.66, 0 unknown",
        // 4505.97 - 20.44 - 221.1 + 1460 * 0.061 + 20100 * 0.062 + 1460 * 0.005 + 1460 * 0.054
        // + 2 * 8 * 0.098
        "NAT gateways in place of the endpoint: 5687.398, 0 unknown",
      ])
  }

  /// Which lines a direction pays.
  @Test func eachDirectionPaysItsOwnWay() throws {
    func names(_ gigabytesIn: String, _ gigabytesOut: String) throws -> [String] {
      try estimate(
        hours: "0", gigabytesIn: gigabytesIn, gigabytesOut: gigabytesOut, prices: fixture()
      ).lines.filter { ($0.amount ?? .zero) > .zero }.map(\.charge.name)
    }
    #expect(
      try names("1", "0") == ["NLB capacity units", "Endpoint data", "Requests between Regions"])
    #expect(
      try names("0", "1") == [
        "NLB capacity units", "Endpoint data", "Responses between Regions",
        "Responses to the internet",
      ])
  }

  @Test func addressesAreChargedForElasticOrNot() throws {
    for flag in ["true", "false"] {
      let estimate = try estimate(changing: ["EXPOSE_ELASTIC_IPS": flag], prices: fixture())
      #expect(estimate.lines[2].amount?.text == "7.3")
    }
  }

  @Test func alarmsAndTheDashboardArePartOfIt() throws {
    let watched = ["ALARM_EMAIL": "operations@example.com"]
    let estimate = try estimate(changing: watched, prices: fixture())
    #expect(
      estimate.lines.suffix(3).map { line in
        "\(line.charge.name) in \(line.charge.key?.region ?? "no Region"): "
          + "\(line.charge.quantity.text), \(line.amount?.text ?? "unknown")"
      } == [
        "Alarms (5) in ap-southeast-1: 5, 0.5", "Alarms (1) in ap-southeast-3: 1, 0.1",
        "Dashboard in no Region: 1, 3",
      ])
    #expect(estimate.total.isComplete)
    #expect(estimate.fixed.amount.text == "50.32")

    let day = try self.estimate(changing: watched, hours: "24", prices: fixture())
    // 24 / 730, to a millionth.
    #expect(
      day.lines.suffix(3).map(\.charge.quantity.text) == ["0.164385", "0.032877", "0.032877"])

    let unwatched = try self.estimate(prices: fixture())
    #expect(unwatched.lines.count == estimate.lines.count - 3)
    #expect(unwatched.assumptions.count == estimate.assumptions.count - 1)
  }

  /// The first 100 GB out to the internet, ten alarms and three dashboards, at the bottom of their
  /// tiers, of the deployment and of each other way by itself.
  @Test(arguments: [
    ("0", "0"), ("99.5", "0"), ("100", "0"), ("101", "0.12"), ("10240", "1216.8"),
    ("10241", "1216.885"),
  ])
  func whatIsFreeIsCountedOnlyWhenItIsAskedFor(gigabytesOut: String, internet: String) throws {
    let watched = ["ALARM_EMAIL": "operations@example.com"]
    let counted = try estimate(
      changing: watched, gigabytesOut: gigabytesOut, book: .shipped, countsFree: true)
    let usual = try estimate(changing: watched, gigabytesOut: gigabytesOut, book: .shipped)
    #expect(counted.lines[7].amount?.text == internet)
    #expect(counted.lines.suffix(3).allSatisfy { $0.amount == .zero })
    #expect(usual.lines.allSatisfy { $0.free == .zero })
    #expect(counted.allowances == usual.allowances)
    #expect(
      counted.allowances.map(\.text) == [
        "100 GB a month out to the internet, of all Regions and services together",
        "10 alarms a month", "3 dashboards a month",
      ])
    let direct = try #require(counted.alternatives.first)
    let quantity = try #require(Quantity(gigabytesOut))
    #expect(direct.lines[0].free == min(Quantity(millionths: 100_000_000), quantity))
    let more = try estimate(
      changing: watched, gigabytesOut: (quantity + .one).text, book: .shipped, countsFree: true)
    #expect(counted.total.amount + counted.increases[1].total.amount == more.total.amount)
  }

  /// Ten alarms are free in an account, not in a Region: those of the first Region come first.
  @Test func aFreeAllowanceIsSharedByAllLinesOfABill() throws {
    let keys = ["ap-southeast-1", "ap-southeast-3"].map { Price.Key(.alarmMonth, $0) }
    let charges = keys.map { Charge("Alarms", $0, Quantity(millionths: 7_000_000)) }
    let lines = CostPricing(charges, prices: .shipped, countsFree: true).lines(charges)
    #expect(lines.map(\.free.text) == ["7", "3"])
    #expect(lines.map { $0.amount?.text } == ["0", "0.4"])
  }

  /// The premium is that of the clients' area: that of EXPOSE_REGION unless somebody says another
  /// one.
  @Test(
    arguments: [
      (nil, "Asia Pacific", "10"), (.europe, "Europe", "43"), (.southAfrica, "South Africa", "65"),
    ] as [(AcceleratorArea?, String, String)])
  func thePremiumDependsOnWhereClientsAre(
    area: AcceleratorArea?, name: String, amount: String
  ) throws {
    let estimate = try estimate(gigabytesOut: "1000", book: .shipped, clientArea: area)
    let way = try #require(
      estimate.alternatives.first { $0.alternative.name.hasPrefix("Global Accelerator") })
    #expect(way.lines[1].charge.key?.variant == ["Asia Pacific", name])
    #expect(way.lines[1].amount?.text == amount)
    #expect(way.alternative.remark.contains("clients in \(name)"))
    #expect(way.alternative.remark.contains("--client-area") == (area == nil))
  }

  @Test func everyCommercialRegionIsInAnArea() {
    for region in RegionCatalogue.all {
      #expect((AcceleratorArea(of: region) == nil) == (region.partition != "aws"), "\(region.code)")
    }
  }

  /// The script that makes them is the source of how many there are.
  @Test func alarmsAreCountedAsTheScriptsMakeThem() throws {
    func count(_ word: String, in path: String) throws -> Int {
      let script = ScriptReader.read(try Golden.text("templates/\(path)"))
      return script.steps.count { script.string($0.text) == word }
    }
    let own = "acceleration/7.monitoring_deploy.sh"
    #expect(
      try count("alarm::watches", in: "common/way_in/alarms.sh")
        == Int(ServiceCharges.alarmsOfLoadBalancer))
    #expect(try count("alarm::watches", in: own) == Int(AccelerationCosts.alarmsOfEndpoint))
    #expect(try count("dashboard::shows", in: own) == 1)
    let native = "native-acceleration/4.monitoring_deploy.sh"
    #expect(try count("alarm::watches", in: native) == 0)
    #expect(try count("dashboard::shows", in: native) == 1)
  }

  /// With any of the prices missing, in any combination: a total is complete exactly when none is,
  /// and its amount is the sum of what is known.
  @Test func anUnknownPriceNeverYieldsACompleteTotal() throws {
    let accelerator = try #require(PriceBook.shipped[Price.Key(.acceleratorHour)])
    let all = try fixture() + [accelerator]
    var random = SeededGenerator(seed: Randomness.seed)
    for round in 0..<(200 * Randomness.scale) {
      let share = [0, 10, 50, 100][round % 4]
      let known = all.filter { _ in !random.chance(share) }
      let estimate = try estimate(
        gigabytesIn: random.pick(["0", "0.5", "100"]), gigabytesOut: random.pick(["0", "3"]),
        book: PriceBook(known))
      let keys = Set(known.map(\.key))
      let ways =
        [(estimate.lines, estimate.total)]
        + estimate.alternatives.map { ($0.lines, $0.total) }
      for (lines, total) in ways {
        let unknown = lines.filter { line in
          // A NAT gateway's gigabyte is presumed to cost what its hour costs.
          guard let key = line.charge.key, !keys.contains(key) else { return false }
          return key.item != .natGatewayGigabyte
            || !keys.contains(Price.Key(.natGatewayHour, key.region))
        }
        #expect(total.isComplete == unknown.isEmpty)
        #expect(total.unknownPrices == unknown.count)
        #expect(unknown.allSatisfy { $0.amount == nil && $0.price == nil })
        let sum = lines.reduce(Amount.zero) { $0 + ($1.amount ?? .zero) }
        #expect(total.amount == sum)
      }
    }
  }

  /// China has lists, and a currency, of its own: what the book has of it is in yuan, and the rest
  /// unknown.
  @Test func chinaGetsNoneOfTheOthersPrices() throws {
    let estimate = try estimate(
      changing: [
        "RESOURCE_REGION": "cn-north-1", "EXPOSE_REGION": "cn-northwest-1",
        "RESOURCE_SERVICE_NAME": "cn.com.amazonaws.cn-north-1.sagemaker.runtime",
        "ALARM_EMAIL": "operations@example.com",
      ], gigabytesIn: "1", gigabytesOut: "1", book: .shipped, countsFree: true)
    #expect(estimate.currency == .chineseYuan)
    #expect(
      estimate.lines.map { $0.amount?.text } == [
        // 730 * 0.156, presumed from the other kind of load balancer.
        "113.88", nil, nil, nil, nil, "0.6003", "0.6003", "0.933", nil, nil, nil,
      ])
    #expect(estimate.lines[0].price?.presumption != nil)
    #expect(estimate.allLines.allSatisfy { ($0.price?.currency ?? .chineseYuan) == .chineseYuan })
    #expect(!estimate.alternatives.contains { $0.alternative.name.contains("Accelerator") })
    #expect(estimate.allowances == [])
  }

  @Test func chinesePricesGiveChineseAmounts() throws {
    let dimension =
      #"{"unit":"Hrs","beginRange":"0","endRange":"Inf","pricePerUnit":{"CNY":"0.1"}}"#
    let attributes =
      #"{"servicecode":"AmazonVPC","regionCode":"cn-north-1","usagetype":"CNN1-VpcEndpoint-Hours"}"#
    let product =
      "{\"product\":{\"attributes\":\(attributes)},\"terms\":{\"OnDemand\":{\"A\":"
      + "{\"priceDimensions\":{\"B\":\(dimension)}}}}}"
    let answer: JSONValue = ["PriceList": [.string(product)]]
    let estimate = try estimate(
      changing: [
        "RESOURCE_REGION": "cn-north-1", "EXPOSE_REGION": "cn-northwest-1",
        "RESOURCE_SERVICE_NAME": "cn.com.amazonaws.cn-north-1.sagemaker.runtime",
      ], book: PriceBook(read(SourceFile(name: "answers.json", text: answer.text))))
    #expect(estimate.currency?.code == "CNY")
    #expect(estimate.total.amount.text == "146")
    #expect(estimate.total.unknownPrices == 7)
  }

  /// Where accelgen does not know what a partition bills in, the prices tell; those in another
  /// currency than the first are not added to it.
  @Test func amountsOfTwoCurrenciesAreNeverAdded() throws {
    let entries: [JSONValue] = [("interfaceEndpointHour", "EUR"), ("natGatewayHour", "USD")].map {
      [
        "item": .string($0), "region": "eusc-de-east-1", "currency": .string($1),
        "tiers": [["above": "0", "price": "1"]], "source": "a test", "date": .null,
      ]
    }
    let prices = read(SourceFile(name: "prices.json", text: JSONValue.array(entries).text))
    #expect(prices.count == 2)
    let model = CostModel(
      measures: [],
      charges: { _, usage in prices.map { Charge("it", $0.key, usage.hours) } },
      alternatives: { _, _ in [] }, assumptions: { _ in [] })
    let mixed = CostEstimate(
      model, of: Configuration(source: SourceFile(name: "env.template", text: "")),
      usage: Usage(hours: Usage.hoursOfMonth),
      prices: PriceBook(prices))
    #expect(mixed.currency?.code == "EUR")
    #expect(mixed.lines.map { $0.amount?.text } == ["730", nil])
    #expect(mixed.total.unknownPrices == 1)
  }

  private func fixture() throws -> [Price] {
    let path = "Tests/Fixtures/prices/answers.json"
    return read(SourceFile(name: path, text: try Golden.text(path)))
  }

  private func read(_ file: SourceFile) -> [Price] {
    var diagnostics: [Diagnostic] = []
    let prices = PriceFile.read([file], diagnostics: &diagnostics)
    #expect(diagnostics == [])
    return prices
  }

  private func estimate(
    changing changes: [String: String] = [:], hours: String = "730", gigabytesIn: String = "0",
    gigabytesOut: String = "0", prices: [Price] = [], book: PriceBook? = nil,
    countsFree: Bool = false, clientArea: AcceleratorArea? = nil
  ) throws -> CostEstimate {
    var diagnostics: [Diagnostic] = []
    let configuration = try #require(
      Stack.acceleration.validate(
        .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics), "\(diagnostics)")
    let usage = Usage(
      hours: try #require(Quantity(hours)),
      [
        .gigabytesIn: try #require(Quantity(gigabytesIn)),
        .gigabytesOut: try #require(Quantity(gigabytesOut)),
      ], clientArea: clientArea)
    return CostEstimate(
      try #require(Stack.acceleration.costs), of: configuration, usage: usage,
      prices: book ?? PriceBook.shipped.updated(with: prices), countsFree: countsFree)
  }
}
