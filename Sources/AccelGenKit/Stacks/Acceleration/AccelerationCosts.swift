/// What AWS charges for the acceleration stack.
enum AccelerationCosts {
  static let model = CostModel(
    measures: ServiceCharges.measures,
    charges: { configuration, usage in
      Site(configuration).map { $0.charges(usage) } ?? []
    },
    alternatives: { configuration, usage in
      Site(configuration).map { $0.alternatives(usage) } ?? []
    },
    assumptions: { configuration in
      ServiceCharges.assumptions
        + (isWatched(configuration) ? [ServiceCharges.assumptionOfAlarms] : [])
    },
    placement: .init(
      AccelerationParameters.exposeRegion, remark: ServiceCharges.placementRemark,
      excluding: { configuration in
        Set([configuration[AccelerationParameters.resourceRegion]?.facts.code].compactMap { $0 })
      }))

  /// The alarms that watch the endpoint. 7.monitoring_deploy.sh is the source: a test counts its
  /// calls.
  static let alarmsOfEndpoint: UInt8 = 1

  fileprivate static func isWatched(_ configuration: Configuration) -> Bool {
    configuration[AccelerationParameters.alarmEmail]??.isSet ?? false
  }

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
    ServiceCharges.exposed(in: expose, usage) + ServiceCharges.endpoint(in: resource, usage)
      + ServiceCharges.between(expose, resource, usage) + [ServiceCharges.out(of: expose, usage)]
      + (isWatched ? monitoring(usage) : [])
  }

  private func monitoring(_ usage: Usage) -> [Charge] {
    [
      ServiceCharges.alarms(ServiceCharges.alarmsOfLoadBalancer, in: expose, usage),
      ServiceCharges.alarms(AccelerationCosts.alarmsOfEndpoint, in: resource, usage),
      ServiceCharges.dashboard(usage),
    ]
  }

  func alternatives(_ usage: Usage) -> [Alternative] {
    // Global Accelerator is a service of the commercial partition only (botocore's endpoints.json).
    let accelerators = resource.partition == "aws" ? [accelerator(usage)] : []
    return [ServiceCharges.nothing(resource, usage)] + accelerators + [natGateways(usage)]
  }

  /// By the hour, of the larger direction, by where Region and clients are
  /// (https://aws.amazon.com/global-accelerator/pricing/). Unless somebody says where the clients
  /// are, they are where EXPOSE_REGION is: that is what it is for.
  private func accelerator(_ usage: Usage) -> Alternative {
    let clients = usage.clientArea ?? AcceleratorArea(of: expose)
    let areas = [AcceleratorArea(of: resource), clients].compactMap { $0?.name }
    let premium =
      areas.count == 2 ? Price.Key(.acceleratorPremiumGigabyte, variant: areas) : nil
    let said =
      usage.clientArea == nil ? ", as \(expose.code) is (--client-area says otherwise)" : ""
    return Alternative(
      "Global Accelerator, NLB in \(resource.code)",
      [
        Charge("Accelerator", Price.Key(.acceleratorHour), usage.hours, isFixed: true),
        Charge(
          "Data transfer premium", premium, max(usage[.gigabytesIn], usage[.gigabytesOut])),
      ] + ServiceCharges.loadBalancer(in: resource, usage)
        + ServiceCharges.endpoint(in: resource, usage) + [ServiceCharges.out(of: resource, usage)],
      remark: "no second Region and no peering. Its premium is that of a Region in "
        + "\(areas.first ?? "an unknown place") and clients in "
        + "\(clients?.name ?? "an unknown place")\(said).")
  }

  private func natGateways(_ usage: Usage) -> Alternative {
    Alternative(
      "NAT gateways in place of the endpoint",
      ServiceCharges.exposed(in: expose, usage) + [
        Charge(
          "NAT gateways (\(ServiceCharges.zones) zones)",
          Price.Key(.natGatewayHour, resource.code), ServiceCharges.zones * usage.hours,
          isFixed: true),
        Charge(
          "NAT gateway data", Price.Key(.natGatewayGigabyte, resource.code), usage.gigabytes),
        Charge(
          "NAT gateway addresses (\(ServiceCharges.zones))",
          Price.Key(.publicAddressHour, resource.code), ServiceCharges.zones * usage.hours,
          isFixed: true),
      ] + proxies(usage) + ServiceCharges.between(expose, resource, usage) + [
        ServiceCharges.out(of: expose, usage)
      ],
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
        "Proxies (\(ServiceCharges.zones))",
        Price.Key(.ec2Hour, resource.code, variant: [Self.proxyType]),
        ServiceCharges.zones * usage.hours, isFixed: true),
      Charge(
        "Disks of the proxies", Price.Key(.ebsGp3GigabyteMonth, resource.code),
        (ServiceCharges.zones * Self.gigabytesOfDisk) * usage.months, isFixed: true),
    ]
  }
}
