import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct CostEstimateTests {
  /// Every line by hand, with the made-up prices of the fixture: 730 hours, 100 GB in, 20,000 GB out.
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
    #expect(estimate.perGigabyteIn.amount.text == "0.1085")  // 0.0065 + 0.011 + 0.091
    // 0.0065 + 0.011 + 0.101 + 0.086: the way to the internet has reached its second tier.
    #expect(estimate.perGigabyteOut.amount.text == "0.2045")
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
    #expect(estimate.perGigabyteOut.amount.text == expected)
    let more = try #require(Quantity(gigabytesOut)) + .one
    let next = try self.estimate(gigabytesIn: "100", gigabytesOut: more.text, prices: prices)
    #expect(estimate.total.amount + estimate.perGigabyteOut.amount == next.total.amount)
    let known = prices.filter { $0.key.item != .internetOutGigabyte }
    let unknown = try self.estimate(gigabytesOut: gigabytesOut, book: PriceBook(known))
    #expect(unknown.perGigabyteOut.unknownPrices == 1)
    #expect(unknown.perGigabyteIn.isComplete)
  }

  @Test func theOtherWaysAreAddedUpFromTheirOwnLines() throws {
    let estimate = try estimate(gigabytesIn: "100", gigabytesOut: "20000", prices: fixture())
    #expect(
      estimate.alternatives.map {
        "\($0.alternative.name): \($0.total.amount.text), \($0.total.unknownPrices) unknown"
      } == [
        // 10240 * 0.133 + 9760 * 0.101
        "Straight over the internet: 2347.68, 0 unknown",
        // 730 * 0.025 + 730 * 0.028 + 20100 * 0.0075 + 20.44 + 221.1 + 2347.68
        "Global Accelerator, NLB in ap-southeast-3: 2778.66, 1 unknown",
        // 4505.97 - 20.44 - 221.1 + 1460 * 0.061 + 20100 * 0.062 + 1460 * 0.005
        "NAT gateways in place of the endpoint: 5606.99, 1 unknown",
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

  @Test func alarmsAndTheDashboardArePartOfItUnknownUntilSomebodyGivesTheirPrices() throws {
    let watched = ["ALARM_EMAIL": "operations@example.com"]
    let estimate = try estimate(changing: watched, prices: fixture())
    #expect(
      estimate.lines.suffix(3).map { line in
        "\(line.charge.name) in \(line.charge.key?.region ?? ""): \(line.charge.quantity.text)"
      } == [
        "Alarms (5) in ap-southeast-1: 3650", "Alarms (1) in ap-southeast-3: 730",
        "Dashboard in ap-southeast-1: 730",
      ])
    #expect(estimate.fixed.unknownPrices == 3)
    #expect(estimate.fixed.amount.text == "46.72")
    #expect(estimate.assumptions.contains { $0.contains("alarmHour and dashboardHour") })

    let entries: [JSONValue] = [
      ("alarmHour", "ap-southeast-1", "0.0001"), ("alarmHour", "ap-southeast-3", "0.0002"),
      ("dashboardHour", "ap-southeast-1", "0.004"),
    ].map {
      [
        "item": .string($0), "region": .string($1), "currency": "USD",
        "tiers": [["above": "0", "price": .string($2)]], "source": "a test", "date": .null,
      ]
    }
    let given = read(SourceFile(name: "prices.json", text: JSONValue.array(entries).text))
    let known = try self.estimate(changing: watched, prices: fixture() + given)
    #expect(known.lines.suffix(3).map { $0.amount?.text } == ["0.365", "0.146", "2.92"])
    #expect(known.total.isComplete)

    let unwatched = try self.estimate(prices: fixture())
    #expect(unwatched.total.isComplete)
    #expect(unwatched.assumptions.count == estimate.assumptions.count - 1)
  }

  /// The script that makes them is the source of how many there are.
  @Test func alarmsAreCountedAsTheScriptMakesThem() throws {
    let script = ScriptReader.read(
      try Golden.text("templates/acceleration/7.monitoring_deploy.sh"))
    func count(_ word: String, in function: String? = nil) -> Int {
      script.steps.count { step in
        let owner = script.string(script.functions[step.function])
        return script.string(step.text) == word && owner == function ?? owner
      }
    }
    #expect(
      count("ensure_alarm", in: "watch_load_balancer")
        == Int(AccelerationMonitoring.alarmsOfLoadBalancer))
    #expect(
      count("ensure_alarm", in: "watch_endpoint") == Int(AccelerationMonitoring.alarmsOfEndpoint))
    #expect(count("ensure_alarm") == 6)
    #expect(count("ensure_dashboard") == 1)
  }

  /// With any of the prices missing, in any combination: a total is complete exactly when none is, and its
  /// amount is the sum of what is known.
  @Test func anUnknownPriceNeverYieldsACompleteTotal() throws {
    let all = try fixture()
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
        let unknown = lines.filter { line in line.charge.key.map { !keys.contains($0) } ?? true }
        #expect(total.isComplete == unknown.isEmpty)
        #expect(total.unknownPrices == unknown.count)
        #expect(unknown.allSatisfy { $0.amount == nil && $0.price == nil })
        let sum = lines.reduce(Amount.zero) { $0 + ($1.amount ?? .zero) }
        #expect(total.amount == sum)
      }
    }
  }

  /// China has lists, and a currency, of its own; GovCloud has lists of its own.
  @Test(arguments: [
    ("cn-north-1", "cn-northwest-1", "cn.com.amazonaws.cn-north-1.sagemaker.runtime", "CNY"),
    ("us-gov-west-1", "us-gov-east-1", "com.amazonaws.us-gov-west-1.sagemaker.runtime", "USD"),
  ])
  func otherPartitionsGetNoneOfTheShippedPrices(
    resource: String, expose: String, service: String, currency: String
  ) throws {
    let estimate = try estimate(
      changing: [
        "RESOURCE_REGION": resource, "EXPOSE_REGION": expose, "RESOURCE_SERVICE_NAME": service,
      ])
    #expect(estimate.currency?.code == currency)
    #expect(estimate.lines.allSatisfy { $0.price == nil })
    #expect(estimate.total.unknownPrices == 8)
    #expect(estimate.alternatives.allSatisfy { $0.lines.allSatisfy { $0.price == nil } })
    #expect(!estimate.alternatives.contains { $0.alternative.name.contains("Accelerator") })
    #expect(!estimate.alternatives.contains { $0.alternative.remark.contains("US$") })
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
      ], prices: read(SourceFile(name: "answers.json", text: answer.text)))
    #expect(estimate.currency?.code == "CNY")
    #expect(estimate.total.amount.text == "146")
    #expect(estimate.total.unknownPrices == 7)
  }

  /// Where accelgen does not know what a partition bills in, the prices tell; those in another currency than
  /// the first are not added to it.
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
      charges: { _, usage in prices.map { Charge("it", $0.key, usage.hours) } },
      alternatives: { _, _ in [] }, assumptions: { _ in [] })
    let mixed = CostEstimate(
      model, of: Configuration(source: SourceFile(name: "env.template", text: "")),
      usage: Usage(hours: Usage.hoursOfMonth, gigabytesIn: .zero, gigabytesOut: .zero),
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
    gigabytesOut: String = "0", prices: [Price] = [], book: PriceBook? = nil
  ) throws -> CostEstimate {
    var diagnostics: [Diagnostic] = []
    let configuration = try #require(
      Stack.acceleration.validate(
        .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics), "\(diagnostics)")
    let usage = Usage(
      hours: try #require(Quantity(hours)),
      gigabytesIn: try #require(Quantity(gigabytesIn)),
      gigabytesOut: try #require(Quantity(gigabytesOut)))
    return CostEstimate(
      try #require(Stack.acceleration.costs), of: configuration, usage: usage,
      prices: book ?? PriceBook.shipped.updated(with: prices))
  }
}
