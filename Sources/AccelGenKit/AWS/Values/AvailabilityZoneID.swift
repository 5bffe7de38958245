/// The id of an Availability Zone, for example `apse1-az1`: a prefix that stands for the Region, `-az` and
/// a number. It means the same place in every account, which the name `ap-southeast-1a` need not
/// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html).
public struct AvailabilityZoneID: ParameterValue, Hashable {
  public static var typeName: String { "AvailabilityZoneID" }

  public let text: String
  /// What stands before `-az`, for example `apse1`.
  public let regionPrefix: String

  public static func parse(_ text: String) throws(InvalidValue) -> AvailabilityZoneID {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count == 2, isRegionPrefix(halves[0]), isZone(halves[1]) else {
      throw InvalidValue(
        "zone-id", "\(text.shown) is not the ID of an Availability Zone", help: help(for: text))
    }
    return AvailabilityZoneID(text: text, regionPrefix: String(halves[0]))
  }

  /// Lower-case letters, then a number.
  private static func isRegionPrefix(_ text: Substring) -> Bool {
    let letters = text.prefix { ("a"..."z").contains($0) }
    return letters.utf8.count >= 2 && isNumber(text.dropFirst(letters.count))
  }

  private static func isZone(_ text: Substring) -> Bool {
    text.hasPrefix("az") && isNumber(text.dropFirst("az".count))
  }

  /// From 1 on: `usw2-lax1-az1`, a Local Zone's, is no Availability Zone's either.
  private static func isNumber(_ text: Substring) -> Bool {
    Int(decimal: text).map { (1...99).contains($0) } ?? false
  }

  private static func help(for text: String) -> String {
    let command = "aws ec2 describe-availability-zones --region"
    // A zone's name is its Region's code and a letter.
    if let letter = text.last, letter.isLetter,
      let region = RegionCatalog.find(String(text.dropLast()))
    {
      return "this is a zone's name, which can be another place in another account; "
        + "\(command) \(region.code) prints its ZoneId"
    }
    return "write an ID such as apse1-az1; \(command) <region> prints those of a Region"
  }
}
