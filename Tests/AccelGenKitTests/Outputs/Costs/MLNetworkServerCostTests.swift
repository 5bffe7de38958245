import TestSupport
import Testing

@testable import AccelGenKit

/// What serving models costs in us-east-1: the numbers in comments are hours or gigabytes by AWS's prices.
@Suite struct MLNetworkServerCostTests {
  /// A network for six subnets, three model servers and a VPN: what the stack is to cost less than 500 USD a month.
  private static let exercise = [
    "TIERS": "public,app,training", "SERVER_TYPE": "t3.large", "VPN_DEVICE_IP": "203.0.113.7",
    "ALARM_EMAIL": "a@example.com",
  ]

  private func configuration(
    _ changes: [String: String] = exercise, switches: [String: Bool] = [:]
  ) throws -> Configuration {
    var configuration = try MLNetworkConfiguration.make(changes)
    for (key, value) in switches {
      configuration.append(.init(key: key, value: value, origin: .derived))
    }
    return configuration
  }

  private func estimate(
    _ configuration: Configuration, _ amounts: [UsageMeasure: UInt64] = [:],
    clientArea: AcceleratorArea? = nil
  ) throws -> CostEstimate {
    CostEstimate(
      try #require(Stack.mlNetwork.costs), of: configuration,
      usage: Usage(
        hours: Usage.hoursOfMonth,
        amounts.mapValues { Quantity(millionths: $0 * 1_000_000) }, clientArea: clientArea),
      prices: .shipped)
  }

  private func findings(_ configuration: Configuration) throws -> [Diagnostic] {
    let model = try #require(Stack.mlNetwork.costs)
    return try #require(model.limit).findings(model, of: configuration)
  }

  /// Each line against the same exercise added up by hand from infracost's recorded prices.
  @Test func theExerciseCostsWhatItAddsUpToByHand() throws {
    let estimate = try estimate(
      configuration(switches: ["CANARY": false, "CDN": false]),
      [.gigabytesNAT: 100, .balancerUnits: 1, .gigabytesOut: 50])
    var lines = estimate.lines.map { ($0.charge.name, $0.amount?.text ?? "?") }
    // How many alarms there are follows from what is watched; each is a tenth.
    let alarms = try #require(lines.firstIndex { $0.0.hasPrefix("Alarms (") })
    let count = try #require(Int(decimal: String(lines[alarms].0.dropFirst(8).dropLast())))
    #expect(lines[alarms].1 == Amount(.one, at: try #require(UnitPrice("0.1"))).times(count).text)
    lines.remove(at: alarms)
    #expect(
      lines.map { "\($0.0): \($0.1)" } == [
        "NAT gateways (2): 65.7", "NAT data: 4.5", "Public IPv4 addresses (2): 7.3", "Dashboard: 3",
        "Application Load Balancer: 16.425",  // 730 * 0.0225
        "ALB capacity units: 5.84",  // 730 * 0.008
        "ALB's addresses (2): 7.3", "Model servers (3 to 4): 182.208",  // 2190 * 0.0832
        "Model disks (20 GB each): 4.8",  // 60 * 0.08
        "Scaling alarms (2): 0.2",
        "Responses to the internet: 4.5", "Site-to-site VPN: 36.5",
      ])
    #expect(estimate.total.isComplete)
    let limit = try #require(UnitPrice("500"))
    #expect(estimate.total.amount < Amount(.one, at: limit))
    #expect(estimate.total.amount == estimate.lines.reduce(.zero) { $0 + ($1.amount ?? .zero) })
  }

  @Test func leastAndMostAreFromTheServersAtLeastToThoseAtMost() throws {
    let changes = ["NAT": "none", "SERVER_TYPE": "t3.large", "SERVER_MAX": "6"]
    let alone = try estimate(configuration(changes, switches: ["CANARY": false, "CDN": false]))
    #expect(alone.total.amount.text == "210.933")  // 16.425 + 7.3 + 182.208 + 4.8 + 0.2
    // 16.425 + 7.3 + 4380 * 0.0832 + 120 * 0.08 + 2 * 0.1
    #expect(alone.most?.total.amount.text == "397.941")
    #expect(alone.most?.condition == "6 model servers all month")
    let both = try estimate(configuration(changes, switches: ["CANARY": true, "CDN": false]))
    // 210.933 + 2 * 0.1: the canary has no server of its own yet, but what makes it grow.
    #expect(both.total.amount.text == "211.133")
    // 397.941 + 4380 * 0.0832 + 120 * 0.08 + 2 * 0.1
    #expect(both.most?.total.amount.text == "772.157")
    #expect(
      both.most?.condition == "6 model servers all month, and as many of the canary beside them")
    #expect(
      both.lines.filter { $0.charge.most != nil }.map {
        "\($0.charge.name): \($0.amount?.text ?? "?") to \($0.mostAmount?.text ?? "?")"
      } == [
        "Model servers (3 to 6): 182.208 to 364.416",
        "Model disks (20 GB each): 4.8 to 9.6",
        "Canary servers (0 to 6): 0 to 364.416", "Canary disks (20 GB each): 0 to 9.6",
      ])
  }

  /// The script that makes the policies is the source of how many groups have one.
  @Test(arguments: [
    ("generated/ml-network", true), ("Tests/Goldens/deployments/ml-network/one-version", false),
  ])
  func twoAlarmsAreCountedForEachGroupThatGrows(folder: String, hasCanary: Bool) throws {
    let script = ScriptReader.read(try Golden.text("\(folder)/5.model_servers_deploy.sh"))
    let groups = script.steps.count { script.string($0.text) == "auto_scaling_group::tracks" }
    let configuration = try configuration(switches: ["CANARY": hasCanary])
    let serving = try #require(MLNetworkServing(configuration))
    #expect(Int(serving.scalingGroups) == groups)
    let estimate = try estimate(configuration)
    let line = try #require(estimate.lines.first { $0.charge.name.hasPrefix("Scaling alarms") })
    #expect(line.charge.name == "Scaling alarms (\(2 * groups))")
    #expect(line.amount?.text == "0.\(2 * groups)")
  }

  @Test func withoutServersNothingMayGrow() throws {
    let estimate = try estimate(configuration([:]))
    #expect(estimate.most == nil)
    #expect(estimate.lines.allSatisfy { $0.charge.most == nil })
  }

  @Test func theExerciseKeepsWithinItsLimitAndGPUsDoNot() throws {
    let limited = Self.exercise.merging(["COST_LIMIT": "500"]) { $1 }
    #expect(try findings(configuration(limited)).filter { $0.severity != .note } == [])
    let refusal = try findings(
      configuration(limited.merging(["SERVER_TYPE": "g5.xlarge"]) { $1 }))
    #expect(refusal.map(\.code) == ["cost-limit"])
    #expect(refusal.hasErrors)
    let error = try #require(refusal.first)
    #expect(error.message.contains("Model servers (3 to 4) 2203.14, NAT gateways (2) 65.70"))
    for choice in [
      "NAT=\"single\" costs", "SERVER_COUNT=\"2\" costs", "SERVER_TYPE=\"g4dn.xlarge\" costs",
      "SERVER_TYPE=\"t3.large\" costs", "VPN_DEVICE_IP=\"\" costs",
      "with 4 model servers all month",
    ] {
      #expect(error.help?.contains(choice) == true, "\(choice): \(error.help ?? "")")
    }
  }

  /// What is judged is a month as deployed; what it may grow to is told.
  @Test func aLimitBetweenLeastAndMostIsANote() throws {
    let limited = Self.exercise.merging(["COST_LIMIT": "350", "SERVER_MAX": "6"]) { $1 }
    let findings = try findings(configuration(limited))
    #expect(findings.map(\.code) == ["cost-limit-most"])
    #expect(findings.map(\.severity) == [.note])
    #expect(findings.first?.message.contains("with 6 model servers all month") == true)
  }

  /// Nobody knows what it costs: that is said, and not taken for nothing.
  @Test func aTypeWithoutAPriceIsUnknownAndNotFree() throws {
    let changes = Self.exercise.merging(["SERVER_TYPE": "inf2.xlarge", "COST_LIMIT": "500"]) { $1 }
    let configuration = try configuration(changes)
    let estimate = try estimate(configuration)
    let servers = try #require(estimate.lines.first { $0.charge.name.hasPrefix("Model servers") })
    #expect(servers.amount == nil)
    #expect(servers.mostAmount == nil)
    #expect(!estimate.total.isComplete)
    #expect(estimate.most?.total.isComplete == false)
    let findings = try findings(configuration)
    #expect(findings.map(\.code) == ["cost-limit-unknown"])
    #expect(findings.first?.message.contains("Model servers (3 to 4)") == true)
    let keys = try #require(Stack.mlNetwork.costs).keys(configuration)
    #expect(keys.contains(Price.Key(.ec2Hour, "us-east-1", variant: ["inf2.xlarge"])))
  }

  /// A way among the others costs what it does where it is the configuration's.
  @Test(arguments: [
    ("SERVER_COUNT", "2"), ("SERVER_TYPE", "g4dn.xlarge"), ("SERVER_TYPE", "t3.large"),
    ("NAT", "single"), ("VPN_DEVICE_IP", ""),
  ])
  func aCheaperChoiceIsWhatItWouldBe(key: String, value: String) throws {
    let changes = Self.exercise.merging(["SERVER_TYPE": "g5.xlarge"]) { $1 }
    let usage: [UsageMeasure: UInt64] = [.gigabytesNAT: 7, .balancerUnits: 1, .gigabytesOut: 11]
    let now = try estimate(configuration(changes), usage)
    let way = try #require(
      now.alternatives.first { $0.alternative.name == "\(key)=\"\(value)\"" })
    let then = try estimate(configuration(changes.merging([key: value]) { $1 }), usage)
    #expect(way.lines == then.lines)
    #expect(way.total.amount < now.total.amount)
  }

  /// There is another way in that costs nothing by itself; the alarms of the tunnels go with them.
  @Test func aVPNIsOfferedToBeLeftOut() throws {
    let now = try estimate(configuration())
    let way = try #require(now.alternatives.last)
    #expect(way.alternative.name == "VPN_DEVICE_IP=\"\"")
    #expect(way.alternative.remark.contains("the way in is Session Manager"))
    let saved = try #require(UnitPrice("36.7"))  // 730 * 0.05 + 2 * 0.1
    #expect(way.total.amount + Amount(.one, at: saved) == now.total.amount)
    let limited = Self.exercise.merging(["COST_LIMIT": "300"]) { $1 }
    let findings = try findings(configuration(limited))
    let refusal = try #require(findings.first)
    // 182.208 of servers, 4.8 of disks, 16.425 + 7.3 of the load balancer, 65.7 + 7.3 of NAT, 36.5 of the VPN, 1.5 + 0.4
    // of alarms, 3 of the dashboard
    #expect(refusal.message.contains("costs USD 325.13 a month"))
    #expect(refusal.help?.contains("VPN_DEVICE_IP=\"\" costs USD 288.43") == true)
    let without = try estimate(configuration(Self.exercise.merging(["VPN_DEVICE_IP": ""]) { $1 }))
    #expect(!without.alternatives.map(\.alternative.name).contains("VPN_DEVICE_IP=\"\""))
  }

  /// What is the user's own has no line in the table: that is said.
  @Test(arguments: [
    ("LOG_BUCKET", "my-access-logs"),
    (
      "WEB_ACL_ARN",
      "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/models/11111111-2222-3333-4444-555555555555"
    ),
  ])
  func whatHasNoPriceIsSaidWhereItIsSet(key: String, value: String) throws {
    func said(_ changes: [String: String]) throws -> [String] {
      try estimate(configuration(changes)).assumptions.filter { $0.contains("(\(key))") }
    }
    let set = Self.exercise.merging([key: value]) { $1 }
    let notes = try said(set)
    #expect(notes.count == 1)
    #expect(notes.first?.hasSuffix(" counted here.") == true)
    #expect(try said(Self.exercise).isEmpty)
    #expect(try said(set.merging(["SERVER_TYPE": ""]) { $1 }).isEmpty, "then it has no effect")
    let (now, then) = (try estimate(configuration()), try estimate(configuration(set)))
    #expect(then.lines.map(\.charge) == now.lines.map(\.charge))
  }

  /// None is offered whose price is not known, or that costs as much.
  @Test(arguments: [
    ("us-east-1", "c7g.large", [String]()), ("us-east-1", "t3.medium", []),
    ("us-east-1", "m6i.large", ["t3.large"]), ("us-east-1", "t4g.small", []),
    ("us-east-1", "g6.xlarge", ["g4dn.xlarge", "t3.large"]),
  ])
  func smallerTypesAreCheaperOnes(region: String, type: String, expected: [String]) throws {
    let facts = try #require(RegionCatalogue.find(region))
    let found = SmallerInstanceType.all(than: try InstanceType.parse(type), in: facts)
    #expect(found.map(\.name.text) == expected)
  }

  @Test func everySmallerTypeHasAPriceSomewhere() throws {
    for name in ["t3.large", "c6i.xlarge", "g5.xlarge", "m6i.large"] {
      let facts = try #require(RegionCatalogue.find("us-east-1"))
      #expect(!SmallerInstanceType.all(than: try InstanceType.parse(name), in: facts).isEmpty)
    }
  }

  /// The load balancer is then internal, and has no public address.
  @Test func theCDNIsCountedWhereTheClientsAre() throws {
    let changes = ["NAT": "none", "SERVER_TYPE": "t3.large", "SERVER_MAX": "3"]
    let configuration = try configuration(changes, switches: ["CANARY": false, "CDN": true])
    let usage: [UsageMeasure: UInt64] = [
      .gigabytesIn: 10, .gigabytesOut: 100, .millionRequests: 5,
    ]
    func lines(_ area: AcceleratorArea?) throws -> [String] {
      try estimate(configuration, usage, clientArea: area).lines.map {
        "\($0.charge.name): \($0.amount?.text ?? "?")"
      }
    }
    #expect(
      try lines(nil) == [
        "Application Load Balancer: 16.425", "ALB capacity units: 0", "Model servers (3): 182.208",
        "Model disks (20 GB each): 4.8", "Scaling alarms (2): 0.2",
        "CDN requests (HTTPS): 5",  // 500 * 0.01
        "CDN to clients: 8.5",  // 100 * 0.085
        "CDN to the load balancer: 0.2",  // 10 * 0.02
      ])
    #expect(
      try lines(.southAmerica).suffix(3) == [
        "CDN requests (HTTPS): 11",  // 500 * 0.022
        "CDN to clients: 11", "CDN to the load balancer: 1.25",
      ])
  }

  @Test func everyCommercialRegionHasEdgesWithPrices() throws {
    for region in RegionCatalogue.all where region.partition == "aws" {
      let edge = try #require(region.cloudFrontEdge, "\(region.code)")
      for item in [
        PriceItem.cloudFrontOutGigabyte, .cloudFrontHTTPSRequests, .cloudFrontOriginGigabyte,
      ] {
        #expect(
          PriceBook.shipped[.init(item, variant: [edge])] != nil, "\(region.code), \(item.name)")
      }
    }
    for area in AcceleratorArea.allCases {
      #expect(
        PriceBook.shipped[.init(.cloudFrontOutGigabyte, variant: [area.cloudFrontEdge])] != nil)
    }
    #expect(RegionCatalogue.find("ap-northeast-1")?.cloudFrontEdge == "Japan")
    #expect(RegionCatalogue.find("us-gov-west-1")?.cloudFrontEdge == nil)
  }

  @Test func whatNothingDependsOnIsKnown() throws {
    let costs = try #require(Stack.mlNetwork.costs)
    let all = Set(MLNetworkServerCosts.measures)
    for (servers, cdn, expected) in [
      ("", false, all), ("t3.large", false, [.gigabytesIn, .millionRequests]),
      ("t3.large", true, []),
    ] as [(String, Bool, Set<UsageMeasure>)] {
      let configuration = try configuration(["SERVER_TYPE": servers], switches: ["CDN": cdn])
      #expect(costs.unused(configuration).intersection(all) == expected)
      for measure in all {
        let usage = Usage(hours: .one)
        let isUsed =
          costs.charges(configuration, usage)
          != costs.charges(configuration, usage.adding(oneOf: measure))
        #expect(isUsed == !expected.contains(measure), "\(measure.name)")
      }
    }
  }
}

extension Amount {
  fileprivate func times(_ count: Int) -> Amount {
    (0..<count).reduce(.zero) { sum, _ in sum + self }
  }
}
