/// What AWS charges for CloudFront, by the part of the world that an edge is in.
extension PriceItem {
  static let ofCloudFront = [
    cloudFrontOutGigabyte, cloudFrontHTTPRequests, cloudFrontHTTPSRequests,
    cloudFrontOriginGigabyte,
  ]

  /// To clients. The tiers are 10, 50, 150 and 500 TB, 1 and 5 PB a month.
  public static let cloudFrontOutGigabyte = PriceItem(
    "cloudFrontOutGigabyte", by: .gigabyte, scope: .global, variants: [edge],
    tiersAbove: [10 << 10, 50 << 10, 150 << 10, 500 << 10, 1 << 20, 5 << 20],
    listing: .edge("DataTransfer-Out-Bytes"),
    allowance: FreeAllowance(
      1024, "1 TB a month out of CloudFront", source: "https://aws.amazon.com/cloudfront/pricing/"))

  public static let cloudFrontHTTPRequests = PriceItem(
    "cloudFrontHttpRequests", by: .tenThousandRequests, scope: .global, variants: [edge],
    listing: .edge("Requests-Tier1"))

  public static let cloudFrontHTTPSRequests = PriceItem(
    "cloudFrontHttpsRequests", by: .tenThousandRequests, scope: .global, variants: [edge],
    listing: .edge("Requests-Tier2-HTTPS"))

  /// From an edge to where it gets what it serves.
  public static let cloudFrontOriginGigabyte = PriceItem(
    "cloudFrontOriginGigabyte", by: .gigabyte, scope: .global, variants: [edge],
    listing: .edge("DataTransfer-Out-OBytes"))

  private static let edge = Variant("edge", among: CloudFrontEdge.codes.map(\.name))
}

extension AcceleratorArea {
  /// The part of the world whose edges serve clients of this area, as CloudFront's prices have it
  /// (https://aws.amazon.com/cloudfront/pricing/): South Korea is in Asia Pacific there.
  var cloudFrontEdge: String {
    switch self {
    case .asiaPacific, .southKorea: "Asia Pacific"
    case .australia: "Australia, New Zealand"
    case .europe: "Europe, Israel"
    case .india: "India"
    case .middleEast, .southAfrica: "South Africa, Kenya, Middle East"
    case .northAmerica: "United States, Mexico, Canada"
    case .southAmerica: "South America"
    }
  }
}

extension RegionFacts {
  /// The part of the world whose edges are near the Region, as CloudFront's prices have it: Japan is one of its own.
  /// Nil outside of the commercial partition.
  var cloudFrontEdge: String? {
    ["ap-northeast-1", "ap-northeast-3"].contains(code)
      ? "Japan" : AcceleratorArea(of: self)?.cloudFrontEdge
  }
}

/// What usage types of CloudFront begin with, by the part of the world
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/usage-charges.html).
private enum CloudFrontEdge {
  static let codes: [(name: String, code: String?)] = [
    ("United States, Mexico, Canada", "US"), ("Europe, Israel", "EU"), ("Japan", "JP"),
    ("Asia Pacific", "AP"), ("Australia, New Zealand", "AU"), ("India", "IN"),
    ("South America", "SA"),
    // Its edges have two codes in the list, and are one part of the world on AWS's page.
    ("South Africa, Kenya, Middle East", nil),
    // China's list is its own.
    ("China", nil),
  ]
}

extension PriceListing {
  fileprivate static func edge(_ usageType: String) -> PriceListing {
    .global(
      "AmazonCloudFront",
      filters: { variant in
        let edge = CloudFrontEdge.codes.first { [$0.name] == variant }
        return edge?.code.map { [Filter("usagetype", "\($0)-\(usageType)")] }
      },
      variant: { written in
        CloudFrontEdge.codes.first { $0.code.map { "\($0)-\(usageType)" == written } ?? false }
          .map { [$0.name] }
      })
  }
}
