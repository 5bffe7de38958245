/// What AWS charges for the acceleration stack.
///
/// Requests enter from the internet, which costs nothing, and pay the way to the other Region; responses
/// pay the way back and out to the internet. Both are counted by the load balancer and by the endpoint, whose
/// price is per gigabyte "regardless of the traffic's source or destination"
/// (https://aws.amazon.com/privatelink/pricing/).
enum AccelerationCosts {
  static let model = CostModel(
    measures: [.gigabytesIn, .gigabytesOut],
    charges: { configuration, usage in
      Site(configuration).map { $0.charges(usage) } ?? []
    },
    alternatives: { configuration, usage in
      Site(configuration).map { $0.alternatives(usage) } ?? []
    },
    assumptions: { configuration in
      [
        "A gigabyte through the load balancer is one NLCU-hour: it holds while bytes are the largest of "
          + "its dimensions (below 800 new connections a second and 100,000 open ones for each GB an hour).",
        "Each deployment is counted as if the account had no other use of the month's price tiers; "
          + "discounts and taxes are left out.",
      ] + (isWatched(configuration) ? [monitoring] : [])
    },
    placement: .init(
      AccelerationParameters.exposeRegion,
      remark: "Price is not distance: the Region near the clients is what makes the way fast, and "
        + "verify.sh measures it.",
      excluding: { configuration in
        Set([configuration[AccelerationParameters.resourceRegion]?.facts.code].compactMap { $0 })
      }))

  private static let monitoring =
    "The alarms and the dashboard that ALARM_EMAIL asks for are counted without the mails."

  fileprivate static func isWatched(_ configuration: Configuration) -> Bool {
    configuration[AccelerationParameters.alarmEmail.key]?.value.isSet ?? false
  }

  /// The zones that the load balancer and the endpoint stand in.
  fileprivate static let zones: UInt8 = 2

  /// Where a deployment is.
  fileprivate struct Site {
    let resource: RegionFacts
    let expose: RegionFacts
    /// Whether there are alarms and a dashboard.
    let isWatched: Bool

    init?(_ configuration: Configuration) {
      guard let resource = configuration[AccelerationParameters.resourceRegion],
        let expose = configuration[AccelerationParameters.exposeRegion]
      else { return nil }
      self.resource = resource.facts
      self.expose = expose.facts
      isWatched = AccelerationCosts.isWatched(configuration)
    }
  }
}

extension AccelerationCosts.Site {
  func charges(_ usage: Usage) -> [Charge] {
    exposed(usage) + endpoint(usage) + between(usage) + [out(of: expose, usage)]
      + (isWatched ? monitoring(usage) : [])
  }

  /// The load balancer and its public addresses. It faces the internet, and has one in each zone, Elastic or
  /// not; AWS charges for both kinds alike.
  private func exposed(_ usage: Usage) -> [Charge] {
    loadBalancer(in: expose, usage) + [
      Charge(
        "Public IPv4 addresses (\(AccelerationCosts.zones))",
        Price.Key(.publicAddressHour, expose.code), AccelerationCosts.zones * usage.hours,
        isFixed: true)
    ]
  }

  private func loadBalancer(in region: RegionFacts, _ usage: Usage) -> [Charge] {
    [
      Charge(
        "Network Load Balancer", Price.Key(.networkLoadBalancerHour, region.code), usage.hours,
        isFixed: true),
      Charge(
        "NLB capacity units",
        Price.Key(.networkLoadBalancerCapacityUnitHour, region.code), usage.gigabytes),
    ]
  }

  private func endpoint(_ usage: Usage) -> [Charge] {
    [
      Charge(
        "Endpoint (\(AccelerationCosts.zones) zones)",
        Price.Key(.interfaceEndpointHour, resource.code), AccelerationCosts.zones * usage.hours,
        isFixed: true),
      Charge(
        "Endpoint data",
        Price.Key(.interfaceEndpointGigabyte, resource.code), usage.gigabytes),
    ]
  }

  private func between(_ usage: Usage) -> [Charge] {
    [
      Charge(
        "Requests between Regions",
        Price.Key(.interRegionGigabyte, expose.code, to: resource.code), usage[.gigabytesIn]),
      Charge(
        "Responses between Regions",
        Price.Key(.interRegionGigabyte, resource.code, to: expose.code), usage[.gigabytesOut]),
    ]
  }

  private func out(of region: RegionFacts, _ usage: Usage) -> Charge {
    Charge(
      "Responses to the internet", Price.Key(.internetOutGigabyte, region.code), usage[.gigabytesOut])
  }

  private func monitoring(_ usage: Usage) -> [Charge] {
    [
      alarms(AccelerationMonitoring.alarmsOfLoadBalancer, in: expose, usage),
      alarms(AccelerationMonitoring.alarmsOfEndpoint, in: resource, usage),
      Charge("Dashboard", Price.Key(.dashboardMonth), usage.months, isFixed: true),
    ]
  }

  private func alarms(_ count: UInt8, in region: RegionFacts, _ usage: Usage) -> Charge {
    Charge(
      "Alarms (\(count))", Price.Key(.alarmMonth, region.code), count * usage.months,
      isFixed: true)
  }
}

extension AccelerationCosts.Site {
  func alternatives(_ usage: Usage) -> [Alternative] {
    // Global Accelerator is a service of the commercial partition only (botocore's endpoints.json).
    let accelerators = resource.partition == "aws" ? [accelerator(usage)] : []
    return [nothing(usage)] + accelerators + [natGateways(usage)]
  }

  private func nothing(_ usage: Usage) -> Alternative {
    Alternative(
      "Straight over the internet", [out(of: resource, usage)],
      remark: "nothing is deployed. Counted as if the service charged for its responses at the "
        + "Region's rate; its own pricing page tells whether it does.")
  }

  /// By the hour, of the larger direction, by where Region and clients are
  /// (https://aws.amazon.com/global-accelerator/pricing/). Unless somebody says where the clients are, they are
  /// where EXPOSE_REGION is: that is what it is for.
  private func accelerator(_ usage: Usage) -> Alternative {
    let clients = usage.clientArea ?? AcceleratorArea(of: expose)
    let areas = [AcceleratorArea(of: resource), clients].compactMap { $0?.name }
    let premium =
      areas.count == 2 ? Price.Key(.acceleratorPremiumGigabyte, variant: areas) : nil
    let said = usage.clientArea == nil ? ", as \(expose.code) is (--client-area says otherwise)" : ""
    return Alternative(
      "Global Accelerator, NLB in \(resource.code)",
      [
        Charge("Accelerator", Price.Key(.acceleratorHour), usage.hours, isFixed: true),
        Charge(
          "Data transfer premium", premium, max(usage[.gigabytesIn], usage[.gigabytesOut])),
      ] + loadBalancer(in: resource, usage) + endpoint(usage) + [out(of: resource, usage)],
      remark: "no second Region and no peering. Its premium is that of a Region in "
        + "\(areas.first ?? "an unknown place") and clients in "
        + "\(clients?.name ?? "an unknown place")\(said).")
  }

  private func natGateways(_ usage: Usage) -> Alternative {
    Alternative(
      "NAT gateways in place of the endpoint",
      exposed(usage) + [
        Charge(
          "NAT gateways (\(AccelerationCosts.zones) zones)",
          Price.Key(.natGatewayHour, resource.code), AccelerationCosts.zones * usage.hours,
          isFixed: true),
        Charge(
          "NAT gateway data", Price.Key(.natGatewayGigabyte, resource.code), usage.gigabytes),
        Charge(
          "NAT gateway addresses (\(AccelerationCosts.zones))",
          Price.Key(.publicAddressHour, resource.code), AccelerationCosts.zones * usage.hours,
          isFixed: true),
      ] + proxies(usage) + between(usage) + [out(of: expose, usage)],
      remark: "needs proxies of your own in \(resource.code), since a peering does not reach a NAT "
        + "gateway: counted as one \(Self.proxyType) with a disk of \(Self.gigabytesOfDisk) GB in "
        + "each zone, without the work.")
  }

  /// The smallest machine of the price book and a usual disk: the least that a proxy takes.
  private static let proxyType = "t3.medium"
  private static let gigabytesOfDisk: UInt8 = 8

  private func proxies(_ usage: Usage) -> [Charge] {
    [
      Charge(
        "Proxies (\(AccelerationCosts.zones))",
        Price.Key(.ec2Hour, resource.code, variant: [Self.proxyType]),
        AccelerationCosts.zones * usage.hours, isFixed: true),
      Charge(
        "Disks of the proxies", Price.Key(.ebsGp3GigabyteMonth, resource.code),
        (AccelerationCosts.zones * Self.gigabytesOfDisk) * usage.months, isFixed: true),
    ]
  }
}

extension Usage {
  /// Both ways.
  fileprivate var gigabytes: Quantity { self[.gigabytesIn] + self[.gigabytesOut] }
}
