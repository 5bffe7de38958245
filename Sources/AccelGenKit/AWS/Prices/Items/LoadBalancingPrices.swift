/// What AWS charges for load balancers.
extension PriceItem {
  static let ofLoadBalancing = [
    networkLoadBalancerHour, networkLoadBalancerCapacityUnitHour, applicationLoadBalancerHour,
    applicationLoadBalancerCapacityUnitHour,
  ]

  public static let networkLoadBalancerHour = PriceItem(
    "networkLoadBalancerHour", by: .hour, listing: .balancer("Network", "LoadBalancerUsage"),
    presumption: .same(
      as: applicationLoadBalancerHour,
      because:
        "a Network and an Application Load Balancer have one price an hour in all 36 Regions "
        + "where both are known"))

  /// A Network Load Balancer's capacity unit (NLCU) for an hour.
  public static let networkLoadBalancerCapacityUnitHour = PriceItem(
    "networkLoadBalancerCapacityUnitHour", by: .networkCapacityUnitHour,
    listing: .balancer("Network", "LCUUsage"))

  public static let applicationLoadBalancerHour = PriceItem(
    "applicationLoadBalancerHour", by: .hour,
    listing: .balancer("Application", "LoadBalancerUsage"))

  /// An Application Load Balancer's capacity unit (LCU) for an hour.
  public static let applicationLoadBalancerCapacityUnitHour = PriceItem(
    "applicationLoadBalancerCapacityUnitHour", by: .applicationCapacityUnitHour,
    listing: .balancer("Application", "LCUUsage"))
}

extension PriceListing {
  /// By operation, not by product family: capacity units have no family in some Regions.
  fileprivate static func balancer(_ kind: String, _ usageType: String) -> PriceListing {
    let operation = "LoadBalancing:\(kind)"
    return .regional(
      "AWSELB", usageType, operation: operation, asking: [Filter("operation", operation)])
  }
}
