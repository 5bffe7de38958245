import Testing

@testable import AccelGenKit

/// The types of the keys of a CDN, and what follows from them.
@Suite struct DeliveryValueTests {
  @Test(arguments: [
    ("1", []), ("86400", []), ("31536000", []), ("0", ["cache-seconds-range"]),
    ("31536001", ["cache-seconds-range"]), ("", ["not-a-number"]), ("1d", ["not-a-number"]),
    ("-1", ["not-a-number"]), ("99999999999999999999", ["not-a-number"]),
  ])
  func seconds(text: String, refusals: [String]) {
    #expect(CacheSeconds.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("Authorization", []), ("X-User-Id", []), ("x_user", []), ("", ["header-name"]),
    ("no header", ["header-name"]), ("Authorization:", ["header-name"]), ("a\"b", ["header-name"]),
    ("é", ["header-name"]), (String(repeating: "h", count: 129), ["header-name"]),
    ("Cookie", ["header-unusable"]), ("accept-encoding", ["header-unusable"]),
    ("Host", ["header-unusable"]), ("X-Amz-Cf-Id", ["header-unusable"]),
  ])
  func headers(text: String, refusals: [String]) {
    #expect(HeaderName.refusals(of: text) == refusals)
  }

  @Test(arguments: ["", "100", "PriceClass_300", "priceclass_100", "PriceClass_All "])
  func otherTextsAreNoPriceClasses(text: String) {
    #expect(PriceClass.refusals(of: text) == ["price-class"])
  }

  @Test func priceClassesAreThoseOfCloudFront() throws {
    for text in ["PriceClass_100", "PriceClass_200", "PriceClass_All"] {
      #expect(try PriceClass.parse(text).text == text)
    }
  }

  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
  @Test func everyRegionWithVPCOriginsIsKnownAndInOnePartition() {
    for code in VPCOriginRegions.codes {
      #expect(RegionCatalogue.find(code)?.partition == MLNetworkDeliveryRules.partition, "\(code)")
    }
    for (code, zones) in VPCOriginRegions.zonesWithout {
      #expect(VPCOriginRegions.codes.contains(code))
      for zone in zones {
        let prefix = try? AvailabilityZoneID.parse(zone).regionPrefix
        #expect(prefix == RegionCatalogue.find(code)?.zoneIDPrefix, "\(zone)")
      }
    }
  }

  private static let delivery = [
    "CDN": "true", "SERVER_TYPE": "t3.large", "CLIENT_CIDRS": "0.0.0.0/0",
  ]

  @Test(arguments: [
    (true, [:], ["use1-az3"]), (false, [:], []),
    (true, ["EXCLUDED_ZONE_IDS": "use1-az3,use1-az1"], ["use1-az3", "use1-az1"]),
    (true, ["REGION": "eu-west-1"], []),
  ])
  func zonesWithoutVPCOriginsAreKeptOut(hasCDN: Bool, values: [String: String], zones: [String])
    throws
  {
    let all = values.merging(hasCDN ? Self.delivery : [:]) { $1 }
    let configuration = try MLNetworkConfiguration.make(all)
    let keptOut = configuration[MLNetworkDeliveryDerivations.keptOutZones]
    #expect(keptOut?.map(\.text) == zones)
  }

  /// Where there cannot have been a CDN, cleanup.sh asks for none: CloudFront of another partition is another one.
  @Test(arguments: [
    ("us-east-1", true), ("eu-west-1", true), ("mx-central-1", false), ("cn-north-1", false),
  ])
  func aCDNIsLookedForWhereThereCanHaveBeenOne(region: String, isOffered: Bool) throws {
    let configuration = try MLNetworkConfiguration.make(["REGION": region])
    #expect(configuration[MLNetworkDeliveryDerivations.isOffered] == isOffered)
  }
}
