import Testing

@testable import AccelGenKit

@Suite struct GatewayPermissionTests {
  /// - Parameter purposes: all when nil.
  private func statements(
    _ changes: [String: String], for purposes: [PolicyPurpose]? = nil
  ) throws -> [String: StatementDeclaration] {
    let model = try #require(Stack.gatewayEndpoints.permissions)
    let all = model.statements(
      try GatewayConfiguration.make(changes), purposes ?? model.purposes)
    return Dictionary(uniqueKeysWithValues: all.map { ($0.id.text, $0) })
  }

  /// What is there carries no tag of the deployment's.
  @Test func aGivenVPCIsLimitedByItsARNAndItsTablesByTheirRegion() throws {
    let all = try statements([:])
    #expect(all["UseGivenVpc"]?.resources == ["arn:aws:ec2:us-east-1:*:vpc/vpc-0123456789abcdef0"])
    #expect(all["UseGivenRouteTables"]?.resources == ["arn:aws:ec2:us-east-1:*:route-table/*"])
    #expect(all["AdoptEndpoint"] == nil)
  }

  @Test func anEndpointIsGivenTheTagAndIsForItsServicesAlone() throws {
    let endpoint = try #require(try statements(["GATEWAY_SERVICES": "s3"])["MakeGatewayEndpoint"])
    #expect(endpoint.resources == ["arn:aws:ec2:us-east-1:*:vpc-endpoint/*"])
    #expect(
      endpoint.conditions == [
        .isPresent(
          "aws:RequestTag/accelgen:gateway-endpoints_gateway-endpoints:us-east-1"),
        .equals("ec2:VpceServiceName", ["com.amazonaws.us-east-1.s3"]),
      ])
  }

  /// Its main table and those that users add have no tag, and get the routes like the deployment's own.
  @Test func aNewVPCNeedsNothingOfSomebodyElseButTables() throws {
    let all = try statements(["GATEWAY_VPC_ID": "", "GATEWAY_VPC_NAME": "new"])
    #expect(all["UseGivenVpc"] == nil && all["UseGivenRouteTables"] != nil)
    #expect(all["MakeInVpc"] != nil && all["UseOwn"] != nil)
  }

  /// The role, the log group and the rule have no tags that IAM could look at in every call: they go by their names.
  @Test func flowLogsAndTheRuleAreLimitedByTheirNames() throws {
    let all = try statements(["FLOW_LOGS": "cloudwatch", "ALARM_EMAIL": "a@example.com"])
    let role = "arn:aws:iam::*:role/accelgen-gateway-endpoints-us-east-1-flow-logs"
    let group =
      "arn:aws:logs:us-east-1:*:log-group:/accelgen/gateway-endpoints/gateway-endpoints/flow-logs"
    #expect(all["UseRoles"]?.resources == [role])
    #expect(all["PassFlowLogRole"]?.resources == [role])
    #expect(
      all["PassFlowLogRole"]?.conditions == [
        .equals("iam:PassedToService", ["vpc-flow-logs.amazonaws.com"])
      ])
    #expect(all["UseLogGroup"]?.resources == [group, group + ":*"])
    #expect(
      all["UseEventRule"]?.resources == [
        "arn:aws:events:us-east-1:*:rule/accelgen-gateway-endpoints-us-east-1-changes"
      ])
  }

  /// A bucket's policy is read, and nothing of it can be changed: so AWS does not write its own over it, either.
  @Test func ofABucketItsPolicyIsRead() throws {
    let logs = ["FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": "my-logs"]
    let all = try statements(logs, for: [.deploy])
    #expect(all["ReadBucketPolicies"]?.resources == ["arn:aws:s3:::my-logs"])
    #expect(
      try statements(["FLOW_LOGS": "cloudwatch"], for: [.deploy])["ReadBucketPolicies"] == nil)
    #expect(all["PassFlowLogRole"] == nil && all["DeliverLogs"] != nil)
    let table = try #require(Stack.gatewayEndpoints.permissions).permissions
    let bucket = table.values.flatMap { $0 }.filter { $0.statement == .readBucketPolicies }
    #expect(Set(bucket.map(\.action)) == ["s3:GetBucketPolicy"])
    #expect(table.values.allSatisfy { $0.allSatisfy { $0.action != "s3:PutBucketPolicy" } })
  }

  /// Who tests or switches looks whether a bucket's policy names an endpoint: in those of the env template, or in any.
  @Test func whoSwitchesReadsThePoliciesOfTheBucketsThatAreNamed() throws {
    func read(_ changes: [String: String]) throws -> [String]? {
      try statements(changes, for: [.deploy, .switchPaths])["ReadBucketPolicies"]?.resources
    }
    let logs = ["FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": "my-logs"]
    #expect(try read([:]) == ["arn:aws:s3:::*"])
    #expect(try read(logs) == ["arn:aws:s3:::*"])
    #expect(
      try read(logs.merging(["S3_BUCKETS": "orders,my-logs"]) { $1 })
        == ["arn:aws:s3:::my-logs", "arn:aws:s3:::orders"])
  }

  /// Who asks for no alarms may have some of before, which cleanup.sh takes away.
  @Test func theRuleIsDeletedByWhoCleansUp() throws {
    let model = try #require(Stack.gatewayEndpoints.permissions)
    let without = try GatewayConfiguration.make([:])
    let deploy = model.statements(without, [.deploy]).map(\.id.text)
    let cleanup = model.statements(without, [.cleanup]).map(\.id.text)
    #expect(!deploy.contains("UseEventRule") && cleanup.contains("UseEventRule"))
  }

  @Test func onlyTheEndpointThatIsNamedIsAdopted() throws {
    let adopt = try statements(["GATEWAY_FOREIGN_ENDPOINTS": "vpce-01234567"])["AdoptEndpoint"]
    #expect(adopt?.resources == ["arn:aws:ec2:us-east-1:*:vpc-endpoint/vpce-01234567"])
    #expect(adopt?.conditions.count == 1)
  }

  /// Else the pictures of a policy would say more than its calls need.
  @Test func theTableGivesAnEndpointWhatAWSChecks() throws {
    let table = try #require(Stack.gatewayEndpoints.permissions).permissions
    let permissions = table["ec2 create-vpc-endpoint"] ?? []
    for statement in [StatementID.makeGateway, .useGivenVPC, .tagNew] {
      #expect(permissions.contains { $0.statement == statement })
    }
    #expect(!permissions.contains { $0.statement == .makeInVPC })
    // It is made without tables, and put on them afterwards.
    #expect(!permissions.contains { $0.statement == .useGivenTables })
    let modified = table["ec2 modify-vpc-endpoint"] ?? []
    #expect(modified.contains(Permission("ec2:ModifyVpcEndpoint", in: .useGivenTables)))
  }
}
