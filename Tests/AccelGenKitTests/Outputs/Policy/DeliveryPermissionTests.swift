import Testing

@testable import AccelGenKit

/// Alarms of a CDN are where CloudFront tells its metrics, whatever Region the network is in, and so is its web ACL.
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

  /// One is associated with a load balancer; that of a distribution is only read, as is one that somebody put in its place.
  @Test(arguments: ["global", "regional"])
  func aWebACLIsNamedWhereItIsAssociated(scope: String) throws {
    let acl =
      "arn:aws:wafv2:us-east-1:123456789012:\(scope)/webacl/x/11111111-2222-3333-4444-555555555555"
    let model = try #require(Stack.mlNetwork.permissions)
    let statements = model.statements(
      try MLNetworkConfiguration.make(Self.delivery.merging(["WEB_ACL_ARN": acl]) { $1 }),
      model.purposes)
    let naming = statements.filter { $0.resources == [acl] }.map(\.id)
    #expect(naming == (scope == "global" ? [] : [.useWebACL]))
    #expect(statements.contains { $0.id == .shieldBalancer } == (scope == "regional"))
    let read = statements.filter { $0.id == .readGlobalWebACL }.flatMap(\.resources)
    #expect(read == ["arn:aws:wafv2:us-east-1:*:global/webacl/*"])
  }
}
