/// What AWS charges for leading clients to a service through a load balancer, whatever is behind
/// that.
///
/// Requests enter from the internet, which costs nothing, and pay the way to the other Region;
/// responses pay the way back and out to the internet. Both are counted by the load balancer and by
/// the endpoint, whose price is per gigabyte "regardless of the traffic's source or destination"
/// (https://aws.amazon.com/privatelink/pricing/).
enum ServiceCharges {
  /// The zones that the load balancer and the endpoint stand in.
  static let zones: UInt8 = 2

  /// The alarms that watch a load balancer. The scripts are the source: a test counts their calls.
  static let alarmsOfLoadBalancer: UInt8 = 5

  /// How much clients send and the service answers.
  static let measures: [UsageMeasure] = [.gigabytesIn, .gigabytesOut]

  static let assumptions = [
    "A gigabyte through the load balancer is one NLCU-hour: it holds while bytes are the largest of its "
      + "dimensions (below 800 new connections a second and 100,000 open ones for each GB an hour).",
    "Each deployment is counted as if the account had no other use of the month's price tiers; "
      + "discounts and taxes are left out.",
  ]

  static let assumptionOfAlarms =
    "The alarms and the dashboard that ALARM_EMAIL asks for are counted without the mails."

  static let placementRemark =
    "Price is not distance: the Region near the clients is what makes the way fast, and verify.sh "
    + "measures it."

  /// A load balancer that faces the internet, with a public address in each zone. Elastic or not:
  /// AWS charges for both kinds alike.
  static func exposed(in region: RegionFacts, _ usage: Usage) -> [Charge] {
    loadBalancer(in: region, usage) + [
      Charge(
        "Public IPv4 addresses (\(zones))", Price.Key(.publicAddressHour, region.code),
        zones * usage.hours, isFixed: true)
    ]
  }

  static func loadBalancer(in region: RegionFacts, _ usage: Usage) -> [Charge] {
    [
      Charge(
        "Network Load Balancer", Price.Key(.networkLoadBalancerHour, region.code), usage.hours,
        isFixed: true),
      Charge(
        "NLB capacity units", Price.Key(.networkLoadBalancerCapacityUnitHour, region.code),
        usage.gigabytes),
    ]
  }

  static func endpoint(in region: RegionFacts, _ usage: Usage) -> [Charge] {
    [
      Charge(
        "Endpoint (\(zones) zones)", Price.Key(.interfaceEndpointHour, region.code),
        zones * usage.hours, isFixed: true),
      Charge(
        "Endpoint data", Price.Key(.interfaceEndpointGigabyte, region.code), usage.gigabytes),
    ]
  }

  static func between(_ expose: RegionFacts, _ resource: RegionFacts, _ usage: Usage) -> [Charge] {
    [
      Charge(
        "Requests between Regions",
        Price.Key(.interRegionGigabyte, expose.code, to: resource.code), usage[.gigabytesIn]),
      Charge(
        "Responses between Regions",
        Price.Key(.interRegionGigabyte, resource.code, to: expose.code), usage[.gigabytesOut]),
    ]
  }

  static func out(of region: RegionFacts, _ usage: Usage) -> Charge {
    Charge(
      "Responses to the internet", Price.Key(.internetOutGigabyte, region.code),
      usage[.gigabytesOut])
  }

  static func alarms(_ count: UInt8, in region: RegionFacts, _ usage: Usage) -> Charge {
    Charge(
      "Alarms (\(count))", Price.Key(.alarmMonth, region.code), count * usage.months,
      isFixed: true)
  }

  static func dashboard(_ usage: Usage) -> Charge {
    Charge("Dashboard", Price.Key(.dashboardMonth), usage.months, isFixed: true)
  }

  /// What it costs to deploy nothing at all.
  static func nothing(_ resource: RegionFacts, _ usage: Usage) -> Alternative {
    Alternative(
      "Straight over the internet", [out(of: resource, usage)],
      remark: "nothing is deployed. Counted as if the service charged for its responses at the "
        + "Region's rate; its own pricing page tells whether it does.")
  }
}

extension Usage {
  /// Both ways.
  var gigabytes: Quantity { self[.gigabytesIn] + self[.gigabytesOut] }
}
