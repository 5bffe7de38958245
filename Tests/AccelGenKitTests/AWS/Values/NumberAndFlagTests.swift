import Testing

@testable import AccelGenKit

@Suite struct NumberAndFlagTests {
  @Test(arguments: [
    ("60", []), ("6000", []), ("59", ["idle-timeout-range"]), ("6001", ["idle-timeout-range"]),
    ("350s", ["not-a-number"]), ("-60", ["not-a-number"]), ("0350", ["not-a-number"]),
    ("99999999999999999999", ["not-a-number"]), ("٣٥٠", ["not-a-number"]),
  ])
  func idleTimeouts(text: String, refusals: [String]) {
    #expect(IdleTimeout.refusals(of: text) == refusals)
  }

  @Test(arguments: [("1", true), ("443", true), ("65535", true), ("0", false), ("65536", false)])
  func ports(text: String, isOne: Bool) {
    #expect(Port.refusals(of: text) == (isOne ? [] : ["port-range"]))
  }

  @Test(arguments: [("true", true), ("false", true), ("yes", false), ("True", false), ("1", false)])
  func flags(text: String, isOne: Bool) {
    #expect(Bool.refusals(of: text) == (isOne ? [] : ["not-a-flag"]))
  }

  @Test func regionsAreThoseOfTheCatalogue() throws {
    #expect(try Region.parse("ap-southeast-3").facts.isOptIn)
    #expect(Region.refusals(of: "ap-southest-3") == ["unknown-region"])
    #expect(Region.refusals(of: "AP-SOUTHEAST-3") == ["unknown-region"])
  }

  @Test(arguments: [
    ("apse1-az1", "apse1"), ("usgw1-az3", "usgw1"), ("cac1-az4", "cac1"), ("euw2-az10", "euw2"),
  ])
  func zoneIDs(text: String, prefix: String) throws {
    #expect(AvailabilityZoneID.takes(text))
    #expect(try AvailabilityZoneID.parse(text).regionPrefix == prefix)
  }

  /// Names, IDs of Local Zones, other spellings.
  @Test(arguments: [
    "ap-southeast-1a", "usw2-lax1-az1", "apse1-az0", "apse1-az01", "apse1-az", "apse-az1",
    "1-az1", "APSE1-az1", "apse1-AZ1", "apse1az1", "apse1-az1-", "-apse1-az1", "apse1-az１",
  ])
  func whatIsNoZoneID(text: String) {
    #expect(AvailabilityZoneID.refusals(of: text) == ["zone-id"])
  }

  /// What AWS's table has: the first letter of each word of the Region's code, its number, `-az`.
  @Test func zonesAreKnownByRegion() throws {
    let prefixes = RegionCatalog.all.compactMap { region in
      region.zoneIDPrefix.map { "\(region.code) \($0)" }
    }
    #expect(prefixes.count == 38)
    #expect(Set(RegionCatalog.all.compactMap(\.zoneIDPrefix)).count == prefixes.count)
    for known in ["us-east-1 use1", "ap-northeast-2 apne2", "mx-central-1 mxc1", "cn-north-1 cnn1"]
    {
      #expect(prefixes.contains(known))
    }
  }

}
