import TestSupport
import Testing

@testable import AccelGenKit

/// The policies that are made of buckets, tables and the like.
@Suite struct GatewayPolicyTests {
  private func configuration(_ changes: [String: String]) throws -> Configuration {
    try GatewayConfiguration.make(changes)
  }

  private func policy(
    for service: GatewayService = .s3, _ changes: [String: String]
  ) throws -> String? {
    GatewayPolicies.statements(for: service, try configuration(changes)).map {
      EndpointPolicy.text(of: $0)
    }
  }

  @Test func withoutKeysThereIsNone() throws {
    for service in GatewayService.allCases {
      #expect(try policy(for: service, ["GATEWAY_SERVICES": "s3,dynamodb,s3express"]) == nil)
    }
    #expect(
      try policy(["S3_BUCKETS": "scratch--use1-az4--x-s3", "GATEWAY_SERVICES": "s3express"]) == nil)
  }

  @Test func bucketsHaveTwoResourcesEach() throws {
    let text = try policy(["S3_BUCKETS": "my-logs,my-data,my-logs", "GATEWAY_AWS_BUCKETS": ""])
    #expect(
      text == """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"AccelgenBuckets","Effect":"Allow","Principal":"*",\
        "Action":["s3:GetBucketLocation","s3:GetObject","s3:GetObjectVersion","s3:ListBucket"],\
        "Resource":["arn:aws:s3:::my-logs","arn:aws:s3:::my-logs/*","arn:aws:s3:::my-data",\
        "arn:aws:s3:::my-data/*"]}
        ]}

        """)
  }

  @Test func tablesHaveIndexesAndAPerimeterBothSides() throws {
    let text = try policy(
      for: .dynamodb,
      [
        "DYNAMODB_TABLES": "orders", "DYNAMODB_ACCESS": "dynamodb:GetItem,dynamodb:ListTables",
        "GATEWAY_PERIMETER": "123456789012", "GATEWAY_AWS_BUCKETS": "",
      ])
    let condition =
      #""Condition":{"StringEquals":{"aws:PrincipalAccount":"123456789012","#
      + #""aws:ResourceAccount":"123456789012"}}"#
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    #expect(
      text == """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"AccelgenTables","Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem",\
        "Resource":["\(table)","\(table)/index/*"],\(condition)},
        {"Sid":"TablesListed","Effect":"Allow","Principal":"*","Action":"dynamodb:ListTables",\
        "Resource":"*",\(condition)},
        {"Sid":"AwsServices","Effect":"Allow","Principal":"*","Action":"*","Resource":"*",\
        "Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"}}}
        ]}

        """)
  }

  @Test func aDirectoryBucketIsReachedByASession() throws {
    let changes = [
      "GATEWAY_SERVICES": "s3express", "S3_BUCKETS": "scratch--use1-az4--x-s3",
    ]
    let text = try #require(try policy(for: .s3express, changes))
    #expect(text.contains(#""Action":"s3express:CreateSession""#))
    #expect(text.contains("arn:aws:s3express:us-east-1:*:bucket/scratch--use1-az4--x-s3"))
    #expect(text.contains(#"{"s3express:SessionMode":"ReadOnly"}"#))
    let writing = changes.merging(["S3_ACCESS": "write"]) { $1 }
    #expect(try policy(for: .s3express, writing)?.contains("SessionMode") == false)
  }

  /// Layers and packages are read by requests that no condition on who asks would let in.
  @Test func awsBucketsHaveNoConditions() throws {
    let all = AWSBuckets.allCases.map(\.rawValue).joined(separator: ",")
    let statements = try #require(
      GatewayPolicies.statements(
        for: .s3,
        try configuration(["GATEWAY_AWS_BUCKETS": all, "GATEWAY_PERIMETER": "o-a1b2c3d4e5"])))
    #expect(statements.map(\.id) == ["Perimeter", "AwsServices", "AwsBuckets", "AwsAnswers"])
    let own = statements.suffix(2)
    #expect(own.flatMap(\.conditions) == [])
    #expect(own.map(\.actions) == [["s3:GetObject", "s3:ListBucket"], ["s3:PutObject"]])
    let resources = own.flatMap(\.resources)
    #expect(resources.contains("arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"))
    #expect(resources.contains("arn:aws:s3:::cloudformation-custom-resource-response-useast1/*"))
    #expect(Set(resources).count == resources.count)
  }

  /// In the partition of the Region; nowhere another one's.
  @Test(arguments: ["cn-north-1", "us-gov-west-1"]) func arnsAreOfTheirPartition(code: String)
    throws
  {
    let changes = [
      "GATEWAY_REGION": code, "S3_BUCKETS": "my-logs", "DYNAMODB_TABLES": "orders",
    ]
    let partition = try Region.parse(code).facts.partition
    for service in [GatewayService.s3, .dynamodb] {
      let statements = try #require(
        GatewayPolicies.statements(for: service, try configuration(changes)))
      #expect(statements.flatMap(\.resources).allSatisfy { $0.hasPrefix("arn:\(partition):") })
    }
  }

  /// Whatever the keys, the policy is one that accelgen itself finds nothing wrong with, and everything that
  /// it is asked to allow passes it.
  @Test func whatIsMadeIsSoundAndAllowsWhatItIsFor() throws {
    var random = SeededGenerator(seed: Randomness.seed)
    for _ in 0..<200 {
      let buckets = (0..<Int.random(in: 1...5, using: &random)).map { "bucket-\($0)" }
      let changes = [
        "S3_BUCKETS": buckets.joined(separator: ","),
        "S3_ACCESS": random.pick(["read", "write", "s3:GetObject", "read,s3:ListAllMyBuckets"]),
        "DYNAMODB_TABLES": random.pick(["", "orders", "orders,customers"]),
        "DYNAMODB_ACCESS": random.pick(["read", "write", "dynamodb:GetItem"]),
        "GATEWAY_AWS_BUCKETS": random.pick(["", "ecr", "al2,emr,cloudformation"]),
        "GATEWAY_PERIMETER": random.pick(["none", "123456789012", "o-a1b2c3d4e5"]),
      ]
      for service in [GatewayService.s3, .dynamodb] {
        guard let text = try policy(for: service, changes) else { continue }
        let region = try Region.parse("us-east-1")
        let findings = EndpointPolicy.findings(in: text, for: .gateway(service, in: region))
        #expect(findings.map { $0.problem.message } == [], "\(text)")
        #expect(try policy(for: service, changes) == text)
      }
      let text = try #require(try policy(changes))
      let verdict = PolicyEvaluation.verdict(
        of: try PolicyDocument(try JSONReader.read(text)),
        on: PolicyRequest(
          action: "s3:GetObject", on: "arn:aws:s3:::\(random.pick(buckets))/a",
          knowing: [
            "aws:PrincipalAccount": ["123456789012"], "aws:ResourceAccount": ["123456789012"],
            "aws:PrincipalOrgID": ["o-a1b2c3d4e5"], "aws:ResourceOrgID": ["o-a1b2c3d4e5"],
          ]))
      #expect(verdict == .allowed(by: 1), "\(text)")
    }
  }

  /// Credentials of another account for a bucket of that account: what a perimeter is to stop.
  @Test func aPerimeterKeepsStrangersWithTheirOwnBucketsOut() throws {
    let text = try #require(
      try policy(["GATEWAY_PERIMETER": "123456789012", "GATEWAY_AWS_BUCKETS": "ecr"]))
    let document = try PolicyDocument(try JSONReader.read(text))
    let context = [
      "aws:PrincipalAccount": ["999999999999"], "aws:ResourceAccount": ["999999999999"],
      "aws:PrincipalIsAWSService": ["false"],
    ]
    let object = PolicyRequest(
      action: "s3:PutObject", on: "arn:aws:s3:::theirs/a", knowing: context)
    #expect(PolicyEvaluation.verdict(of: document, on: object) == .notAllowed)
    // Nobody at all, for a package.
    let anonymous = context.mapValues { _ in [String]() }
    let package = PolicyRequest(
      action: "s3:GetObject", on: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/x",
      knowing: anonymous)
    #expect(PolicyEvaluation.verdict(of: document, on: package) == .allowed(by: 3))
  }
}
