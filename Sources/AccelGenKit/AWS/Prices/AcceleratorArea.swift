/// A part of the world, as Global Accelerator's prices have them
/// (https://aws.amazon.com/global-accelerator/pricing/).
public enum AcceleratorArea: String, Sendable, CaseIterable {
  case asiaPacific = "asia-pacific"
  case australia
  case europe
  case india
  case middleEast = "middle-east"
  case northAmerica = "north-america"
  case southAfrica = "south-africa"
  case southAmerica = "south-america"
  case southKorea = "south-korea"

  /// For people and in the price book, for example `Asia Pacific`.
  public var name: String { facts.name }
  /// In AWS's price list, for example `AP`.
  var listCode: String { facts.listCode }

  init?(name: String) {
    guard let area = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = area
  }

  init?(listCode: Substring) {
    guard let area = Self.allCases.first(where: { $0.listCode == listCode }) else { return nil }
    self = area
  }

  private var facts: (name: String, listCode: String) {
    switch self {
    case .asiaPacific: ("Asia Pacific", "AP")
    case .australia: ("Australia", "AU")
    case .europe: ("Europe", "EU")
    case .india: ("India", "IN")
    case .middleEast: ("Middle East", "ME")
    case .northAmerica: ("North America", "NA")
    case .southAfrica: ("South Africa", "ZA")
    case .southAmerica: ("South America", "SA")
    case .southKorea: ("South Korea", "KR")
    }
  }
}

extension AcceleratorArea {
  /// The area of a Region of the commercial partition; nil of another one.
  ///
  /// AWS's page names areas, not Regions: the Region's code tells the part of the world, and a
  /// country that is an area of its own goes before that. New Zealand and Israel are where AWS's
  /// other prices by area have them (https://aws.amazon.com/cloudfront/pricing/).
  public init?(of region: RegionFacts) {
    guard region.partition == "aws" else { return nil }
    switch region.code {
    case "ap-northeast-2": self = .southKorea
    case "ap-south-1", "ap-south-2": self = .india
    case "ap-southeast-2", "ap-southeast-4", "ap-southeast-6": self = .australia
    default:
      switch region.code.prefix(3) {
      case "af-": self = .southAfrica
      case "ap-": self = .asiaPacific
      case "ca-", "mx-", "us-": self = .northAmerica
      case "eu-", "il-": self = .europe
      case "me-": self = .middleEast
      case "sa-": self = .southAmerica
      default: return nil
      }
    }
  }
}
