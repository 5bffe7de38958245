import Testing

@testable import AccelGenKit

/// The types of the keys of gateway endpoints; what a user is told of wrong ones, the fixtures show.
@Suite struct GatewayValueTests {
  @Test(arguments: [
    ("vpc-01234567", true), ("vpc-0123456789abcdef0", true), ("vpc-0123456789abcdef", false),
    ("vpc-0123456G", false), ("vpc-ABCDEF01", false), ("subnet-01234567", false), ("vpc-", false),
    ("vpc-* /etc/*", false), (" vpc-01234567", false),
  ])
  func idsOfVPCs(text: String, isOne: Bool) { #expect(VPCID.takes(text) == isOne) }

  @Test func tablesAreNamedInFourWays() throws {
    let text = "rtb-01234567,subnet-01234567,tag:Name=a b/c,tag:aws:cloudformation:stack-name="
    let parsed = try [RouteTableSelection].parse(text)
    #expect(parsed.text == text)
    #expect(
      parsed == [
        .table("rtb-01234567"), .subnet("subnet-01234567"), .tag(key: "Name", value: "a b/c"),
        .tag(key: "aws:cloudformation:stack-name", value: ""),
      ])
    #expect(parsed.words.count == 4)
    #expect(RouteTableSelection.refusals(of: "tag:a\u{7}=b") == ["tag-characters@\u{7}"])
    #expect(RouteTableSelection.refusals(of: "tag:=b").count == 1)
  }

  @Test(arguments: [
    ("my-logs", nil), ("a.b-c", nil), ("abc", nil), (String(repeating: "a", count: 63), nil),
    ("logs--use1-az4--x-s3", "use1-az4"), ("a--b--usw2-lax1-az1--x-s3", "usw2-lax1-az1"),
  ])
  func namesOfBuckets(text: String, zone: String?) throws {
    #expect(BucketName.takes(text))
    #expect(try BucketName.parse(text).zone == zone)
  }

  @Test(arguments: [
    "ab", String(repeating: "a", count: 64), "-abc", "abc-", "a..b", "A-b", "192.168.5.4", "a_b",
    "abc.", "ab/c", "file://x", "é-bucket",
  ])
  func whatIsNoNameOfABucket(text: String) {
    #expect(BucketName.refusals(of: text) == ["bucket-name"])
  }

  @Test(arguments: ["--use1-az4--x-s3", "a--x-s3", "a.b--use1-az4--x-s3"])
  func aDirectoryBucketNamesItsZone(text: String) {
    #expect(!BucketName.takes(text))
  }

  @Test(arguments: [
    ("abc", true), ("_a.b-C9", true), (String(repeating: "t", count: 255), true), ("ab", false),
    (String(repeating: "t", count: 256), false), ("-abc", false), (".abc", false), ("a b", false),
  ])
  func namesOfTables(text: String, isOne: Bool) { #expect(TableName.takes(text) == isOne) }

  @Test func accessIsAWordOrAnAction() throws {
    #expect(try [S3Access].parse("read,s3:PutObject").flatMap(\.actions).contains("s3:PutObject"))
    #expect(try S3Access.parse("s3express:CreateSession").actions == [])
    #expect(try S3Access.parse("S3:Get*").actions == ["S3:Get*"])
    #expect(Set(try S3Access.parse("write").actions).isSuperset(of: S3Access.read.actions))
    #expect(
      Set(try DynamoDBAccess.parse("write").actions).isSuperset(of: DynamoDBAccess.read.actions))
    for text in ["s3:", "s3", "s3:*:x", "s3:Get-Object", "*", "dynamodb:GetItem", "s3:${x}"] {
      #expect(S3Access.refusals(of: text) == ["policy-action"], "\(text)")
    }
  }

  @Test func aPerimeterIsAnAccountOrAnOrganization() throws {
    #expect(try !Perimeter.parse("none").isSet)
    #expect(Perimeter.takes("123456789012"))
    #expect(Perimeter.takes("o-a1b2c3d4e5"))
    #expect(Perimeter.refusals(of: "account") == ["perimeter-account"])
    for text in ["12345678901", "1234567890123", "o-short", "o-A1B2C3D4E5", "١٢٣٤٥٦٧٨٩٠١٢"] {
      #expect(Perimeter.refusals(of: text) == ["perimeter"], "\(text)")
    }
  }

  @Test func whatIsNotWantedIsNotSet() throws {
    #expect(try !FlowLogDestination.parse("none").isSet)
    #expect(try FlowLogDestination.parse("cloudwatch").isSet)
    #expect(LogRetention.takes("365") && !LogRetention.takes("364"))
    #expect(DailyGigabytes.takes("1000000") && !DailyGigabytes.takes("1.5"))
  }

  /// In China, too, gateway endpoints have the names of the commercial partition.
  @Test(arguments: ["us-east-1", "cn-north-1", "us-gov-west-1"])
  func namesOfServices(code: String) throws {
    let region = try Region.parse(code)
    for service in GatewayService.allCases {
      #expect(
        try service.serviceName(in: region).text == "com.amazonaws.\(code).\(service.text)")
    }
  }
}
