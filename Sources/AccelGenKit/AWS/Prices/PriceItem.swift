/// Something that AWS has a price for. The names are those in price files.
public enum PriceItem: String, Sendable, CaseIterable {
  case networkLoadBalancerHour
  /// A Network Load Balancer's capacity unit (NLCU) for an hour.
  case networkLoadBalancerCapacityUnitHour
  /// An interface endpoint in one zone for an hour.
  case interfaceEndpointHour
  case interfaceEndpointGigabyte
  /// A public IPv4 address in use for an hour, Elastic or not.
  case publicAddressHour
  /// From one Region to another one.
  case interRegionGigabyte
  case internetOutGigabyte
  case natGatewayHour
  case natGatewayGigabyte
  /// An accelerator of Global Accelerator for an hour, which is of no Region.
  case acceleratorHour
  /// An alarm of CloudWatch for an hour.
  case alarmHour
  /// A dashboard of CloudWatch for an hour. It is of no Region, but what a partition bills in depends on the
  /// one in which it is made.
  case dashboardHour

  /// What one of it is, for people.
  public var unit: String {
    switch self {
    case .networkLoadBalancerHour, .interfaceEndpointHour, .publicAddressHour, .natGatewayHour,
      .acceleratorHour, .alarmHour, .dashboardHour:
      "h"
    case .networkLoadBalancerCapacityUnitHour: "NLCU-h"
    case .interfaceEndpointGigabyte, .interRegionGigabyte, .internetOutGigabyte,
      .natGatewayGigabyte:
      "GB"
    }
  }

  /// Whether it is of no Region.
  var isGlobal: Bool { self == .acceleratorHour }
  /// Whether its price depends on two Regions.
  var isBetweenRegions: Bool { self == .interRegionGigabyte }
}
