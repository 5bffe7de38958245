import Testing

@testable import AccelGenKit

/// What a network costs in us-east-1: the numbers in comments are hours or gigabytes by AWS's prices.
@Suite struct MLNetworkCostTests {
  private func estimate(
    _ changes: [String: String] = [:], nat: UInt64 = 0, interface: UInt64 = 0, flowLog: UInt64 = 0,
    training: UInt64 = 0, toPeer: UInt64 = 0, fromPeer: UInt64 = 0
  ) throws -> CostEstimate {
    func quantity(_ number: UInt64) -> Quantity { Quantity(millionths: number * 1_000_000) }
    return CostEstimate(
      try #require(Stack.mlNetwork.costs), of: try MLNetworkConfiguration.make(changes),
      usage: Usage(
        hours: Usage.hoursOfMonth,
        [
          .gigabytesNAT: quantity(nat), .gigabytesInterface: quantity(interface),
          .gigabytesFlowLog: quantity(flowLog), .trainingHours: quantity(training),
          .gigabytesToPeer: quantity(toPeer), .gigabytesFromPeer: quantity(fromPeer),
        ]), prices: .shipped)
  }

  /// The lines of the seed's exercise: two NAT gateways with 100 GB, and their addresses.
  @Test func twoZonesWithTheirNATGateways() throws {
    let estimate = try estimate(nat: 100)
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "?")" } == [
        "NAT gateways (2): 65.7", "NAT data: 4.5", "Public IPv4 addresses (2): 7.3",
      ])
    #expect(estimate.fixed.amount.text == "73")
  }

  @Test func theOtherLayoutsAreComplete() throws {
    let estimate = try estimate(nat: 100)
    #expect(
      estimate.alternatives.map { "\($0.alternative.name): \($0.total.amount.text)" } == [
        "NAT=\"single\": 41",  // 730 * (0.045 + 0.005) + 100 * 0.045
        "NAT=\"none\": 0",
      ])
    #expect(estimate.alternatives.allSatisfy { $0.total.isComplete })
  }

  /// A layout among the other ways costs what it does where it is the configuration's.
  @Test(arguments: ["per-az", "single", "none"])
  func anAlternativeIsWhatItWouldBe(layout: String) throws {
    let changes = [
      "ZONE_COUNT": "3", "INTERFACE_ENDPOINTS": "ssm,ssmmessages", "FLOW_LOG_DAYS": "7",
      "ALARM_EMAIL": "a@example.com",
    ]
    let own = try estimate(
      changes.merging(["NAT": layout]) { $1 }, nat: 7, interface: 11, flowLog: 13)
    let other = try estimate(
      changes.merging(["NAT": layout == "none" ? "single" : "regional"]) { $1 }, nat: 7,
      interface: 11, flowLog: 13)
    let way = try #require(
      other.alternatives.first { $0.alternative.name == "NAT=\"\(layout)\"" })
    #expect(way.lines == own.lines)
    #expect(!own.alternatives.contains { $0.alternative.name == "NAT=\"\(layout)\"" })
  }

  @Test func clientVPNIsCountedBySubnetAndByConnection() throws {
    let certificate =
      "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    let changes = [
      "NAT": "none", "ZONE_COUNT": "3", "CLIENT_VPN_SERVER_CERTIFICATE_ARN": certificate,
      "CLIENT_VPN_CLIENT_CA_ARN": certificate, "CLIENT_VPN_CIDR": "10.100.0.0/22",
    ]
    let estimate = CostEstimate(
      try #require(Stack.mlNetwork.costs), of: try MLNetworkConfiguration.make(changes),
      usage: Usage(
        hours: Usage.hoursOfMonth, [.clientVPNHours: Quantity(millionths: 200 * 1_000_000)]),
      prices: .shipped)
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "?")" } == [
        "Client VPN (3 subnets): 219",  // 3 * 730 * 0.10
        "Client VPN connections: 10",  // 200 * 0.05
      ])
    #expect(estimate.fixed.amount.text == "219")
    #expect(
      estimate.alternatives.allSatisfy {
        $0.lines.map(\.charge.name).contains("Client VPN (3 subnets)")
      })
    #expect(!(try self.estimate().lines.map(\.charge.name).contains("Client VPN connections")))
  }

  @Test func endpointsAreCountedByServiceAndZone() throws {
    let estimate = try estimate(
      [
        "NAT": "none", "ZONE_COUNT": "3",
        "INTERFACE_ENDPOINTS": "ssm,ssmmessages,ecr.api,ecr.dkr,logs",
      ], interface: 50)
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "?")" } == [
        "Interface endpoints (5 in 3 zones): 109.5",  // 5 * 3 * 730 * 0.01
        "Interface endpoint data: 0.5",
      ])
  }

  /// No price is made up for it.
  @Test func aRegionalGatewayHasNoKnownPrice() throws {
    let estimate = try estimate(["NAT": "regional"], nat: 100)
    #expect(!estimate.total.isComplete)
    #expect(estimate.total.unknownPrices == 2)
    #expect(estimate.total.amount.text == "7.3")
    #expect(estimate.assumptions.contains { $0.contains("no price") })
    let prices = try #require(Stack.mlNetwork.costs).keys(
      try MLNetworkConfiguration.make(["NAT": "regional"]))
    #expect(!prices.isEmpty)
  }

  @Test(arguments: [("per-az", 6), ("single", 2), ("regional", 0), ("none", 0)])
  func alarmsFollowTheGateways(layout: String, alarms: Int) throws {
    let site = try #require(
      MLNetworkSite(
        try MLNetworkConfiguration.make([
          "NAT": layout, "ZONE_COUNT": "3", "ALARM_EMAIL": "a@example.com",
        ])))
    #expect(site.alarms(site.nat) == alarms)
    let quiet = try #require(MLNetworkSite(try MLNetworkConfiguration.make(["NAT": layout])))
    #expect(quiet.alarms(quiet.nat) == 0)
  }

  @Test func aFlowLogIsChargedForByItsRecords() throws {
    let estimate = try estimate(["NAT": "none", "FLOW_LOG_DAYS": "14"], flowLog: 10)
    #expect(estimate.total.amount.text == "5")  // 10 * 0.5
    #expect(try self.estimate(["NAT": "none"], flowLog: 10).total.amount == .zero)
  }

  @Test func trainingIsCountedByTheHourOfAllItsInstances() throws {
    let changes = ["NAT": "none", "TRAINING_TYPE": "p4d.24xlarge", "TRAINING_COUNT": "300"]
    let estimate = try estimate(changes, training: 12)
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "?")" } == [
        "Training (300 × p4d.24xlarge): 79047.5112"  // 300 * 12 * 21.957642
      ])
    #expect(estimate.fixed.amount == .zero, "nothing is launched by itself")
    #expect(try self.estimate(["NAT": "none"], training: 12).lines.isEmpty)
  }

  /// No price is made up for a type that the book does not have; accelgen prices asks for it.
  @Test func aTypeWithoutAPriceMakesALowerBound() throws {
    let changes = ["TRAINING_TYPE": "g6.12xlarge"]
    let estimate = try estimate(changes, nat: 100, training: 10)
    #expect(estimate.total.unknownPrices == 1)
    #expect(estimate.total.amount.text == "77.5")
    let key = Price.Key(.ec2Hour, "us-east-1", variant: ["g6.12xlarge"])
    let keys = try #require(Stack.mlNetwork.costs).keys(try MLNetworkConfiguration.make(changes))
    #expect(keys.contains(key))
    #expect(key.isAskedFor)
  }

  /// What leaves a Region for another one has the price of the one that it leaves.
  @Test func eachWayBetweenTheRegionsHasAPriceOfItsOwn() throws {
    let changes = ["NAT": "none", "PEER_REGION": "sa-east-1"]
    let estimate = try estimate(changes, toPeer: 100, fromPeer: 1000)
    #expect(
      estimate.lines.map { "\($0.charge.name): \($0.amount?.text ?? "?")" } == [
        "To the second Region: 2",  // 100 * 0.02
        "From the second Region: 138",  // 1000 * 0.138
      ])
    #expect(try self.estimate(["NAT": "none"], toPeer: 1, fromPeer: 1).lines.isEmpty)
  }

  /// They are the same whatever the layout of NAT gateways is, and so in each of the other ways.
  @Test func theOtherWaysCountTrainingAndTheSecondRegionToo() throws {
    let estimate = try estimate(
      ["TRAINING_TYPE": "p4d.24xlarge", "PEER_REGION": "eu-west-1"], training: 1, fromPeer: 1)
    let names = ["Training (4 × p4d.24xlarge)", "To the second Region", "From the second Region"]
    #expect(estimate.alternatives.count == 2)
    for way in [estimate.lines] + estimate.alternatives.map(\.lines) {
      #expect(way.map(\.charge.name).filter(names.contains) == names)
    }
  }

  @Test func whatNothingDependsOnIsKnown() throws {
    let costs = try #require(Stack.mlNetwork.costs)
    func unused(_ changes: [String: String]) throws -> Set<String> {
      Set(costs.unused(try MLNetworkConfiguration.make(changes)).map(\.option))
    }
    let all: Set = [
      "--gb-interface", "--gb-flow-log", "--client-vpn-hours", "--training-hours", "--gb-to-peer",
      "--gb-from-peer", "--alb-units", "--gb-in", "--gb-out", "--million-requests",
    ]
    #expect(try unused([:]) == all)
    #expect(try unused(["INTERFACE_ENDPOINTS": "ssm"]) == all.subtracting(["--gb-interface"]))
    #expect(try unused(["FLOW_LOG_DAYS": "7"]) == all.subtracting(["--gb-flow-log"]))
    #expect(
      try unused(["TRAINING_TYPE": "g6.12xlarge"]) == all.subtracting(["--training-hours"]))
    #expect(
      try unused(["PEER_REGION": "eu-west-1"])
        == all.subtracting(["--gb-to-peer", "--gb-from-peer"]))
    for changes in [[:], ["TRAINING_TYPE": "g6.12xlarge", "PEER_REGION": "eu-west-1"]] {
      let configuration = try MLNetworkConfiguration.make(changes)
      for measure in costs.measures where costs.unused(configuration).contains(measure) {
        let usage = Usage(hours: .one)
        #expect(
          costs.charges(configuration, usage)
            == costs.charges(configuration, usage.adding(oneOf: measure)))
      }
    }
  }

  /// Lines do not come and go with what is used.
  @Test func linesDoNotDependOnUsage() throws {
    let changes = ["INTERFACE_ENDPOINTS": "ssm", "FLOW_LOG_DAYS": "14"]
    let (none, some) = (
      try estimate(changes), try estimate(changes, nat: 1, interface: 1, flowLog: 1)
    )
    #expect(none.lines.map(\.charge.name) == some.lines.map(\.charge.name))
    #expect(none.total == none.fixed)
  }
}
