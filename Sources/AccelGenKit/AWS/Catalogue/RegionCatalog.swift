/// A Region of AWS.
public struct RegionFacts: Sendable, Hashable {
  /// For example `ap-southeast-3`.
  public let code: String
  /// The partition, for example `aws` or `aws-cn`: accounts of one see nothing of another.
  public let partition: String
  /// For people, for example `Asia Pacific (Jakarta)`.
  public let name: String
  /// Whether an account must enable it before use.
  public let isOptIn: Bool
  /// What its endpoints' names end with, for example `amazonaws.com`.
  public let dnsSuffix: String
  /// What usage types in its price list begin with, for example `APS4`; nil where it is not known
  /// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html).
  public let billingCode: String?
  /// What the ids of its Availability Zones begin with, for example `apse3`; nil where no source tells
  /// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html; for
  /// China and GovCloud, which that page leaves out, the table of zones in moto 4).
  public let zoneIDPrefix: String?
}

/// The Regions that accelgen knows (data/regions.json, from botocore's partitions.json and the opt-in
/// table of https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
public enum RegionCatalog {
  /// By code.
  public static let all: [RegionFacts] = EmbeddedResources.regions

  public static func find(_ code: String) -> RegionFacts? { byCode[code] }

  private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
}
