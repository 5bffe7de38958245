import Testing

@testable import AccelGenKit

/// Alarms of a CDN are where CloudFront tells its metrics, whatever Region the network is in.
@Suite struct DeliveryPermissionTests {
  private static let delivery = [
    "CDN": "true", "SERVER_TYPE": "t3.large", "CLIENT_CIDRS": "0.0.0.0/0",
  ]

  /// - Parameter purposes: the names of those that a policy is for; all when empty.
  private func regionsOfAlarms(_ values: [String: String], for purposes: [String] = []) throws
    -> [String]
  {
    let model = try #require(Stack.mlNetwork.permissions)
    let watched = values.merging(["ALARM_EMAIL": "operations@example.com"]) { $1 }
    let statements = model.statements(
      try MLNetworkConfiguration.make(watched),
      model.purposes.filter { purposes.isEmpty || purposes.contains($0.name) })
    let looks = try #require(statements.first { $0.id == .lookForAlarms })
    guard case .equals("aws:RequestedRegion", let regions) = looks.conditions.first else {
      return []
    }
    return regions
  }

  @Test func alarmsOfTheCDNAreLookedForWhereTheyAre() throws {
    let elsewhere = ["REGION": "eu-west-1"]
    let both = ["eu-west-1", "us-east-1"]
    #expect(try regionsOfAlarms(elsewhere.merging(Self.delivery) { $1 }) == both)
    #expect(try regionsOfAlarms(elsewhere.merging(Self.delivery) { $1 }, for: ["status"]) == both)
    #expect(try regionsOfAlarms(Self.delivery) == ["us-east-1"])
  }

  /// cleanup.sh looks for those of a CDN that `env` has lost; nobody else does.
  @Test func thoseOfOneFromBeforeAreLookedForByCleanup() throws {
    let values = ["REGION": "eu-west-1"]
    #expect(try regionsOfAlarms(values, for: ["cleanup"]) == ["eu-west-1", "us-east-1"])
    #expect(try regionsOfAlarms(values, for: ["status"]) == ["eu-west-1"])
    let peer = ["PEER_REGION": "us-east-1"].merging(values) { $1 }
    #expect(try regionsOfAlarms(peer, for: ["cleanup"]) == ["eu-west-1", "us-east-1"])
    #expect(try regionsOfAlarms(["REGION": "cn-north-1"], for: ["cleanup"]) == ["cn-north-1"])
  }
}
