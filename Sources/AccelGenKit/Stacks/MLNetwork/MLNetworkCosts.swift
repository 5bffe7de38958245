/// What AWS charges for the ml-network stack: for what stands there by the hour, used or not, and for what goes
/// through it by the gigabyte.
enum MLNetworkCosts {
  private typealias Parameters = MLNetworkParameters

  static let model = CostModel(
    measures: [.gigabytesNAT, .gigabytesInterface, .gigabytesFlowLog, .clientVPNHours]
      + MLNetworkServerCosts.measures + MLNetworkTrainingCosts.measures,
    unused: unused,
    charges: { configuration, usage in
      MLNetworkSite(configuration).map {
        $0.charges($0.nat, usage) + besides(configuration, usage)
      } ?? []
    },
    alternatives: { configuration, usage in
      MLNetworkSite(configuration).map {
        alternatives(to: $0, usage, besides: besides(configuration, usage))
          + MLNetworkServerCosts.alternatives(configuration, at: $0, usage)
          + MLNetworkVPNCosts.alternatives(configuration, at: $0, usage)
      } ?? []
    },
    growth: { MLNetworkServing($0)?.growth },
    assumptions: { configuration in
      MLNetworkSite(configuration).map {
        assumptions(of: $0) + MLNetworkServerCosts.assumptions(configuration)
          + MLNetworkLoadBalancerCosts.assumptions(configuration)
          + MLNetworkVPNCosts.assumptions(configuration)
          + MLNetworkClientVPNCosts.assumptions(configuration)
          + MLNetworkTrainingCosts.assumptions(configuration)
          + MLNetworkDirectConnectCosts.assumptions(configuration)
      } ?? []
    }, limit: CostLimit(Parameters.costLimit))

  /// What costs the same whatever the layout of NAT gateways is.
  static func besides(
    _ configuration: Configuration, _ usage: Usage, hasVPN: Bool = true
  ) -> [Charge] {
    (MLNetworkServing(configuration)?.charges(usage) ?? [])
      + besidesServers(configuration, usage, hasVPN: hasVPN)
  }

  /// What costs the same whatever the servers are, too.
  ///
  /// - Parameter hasVPN: false for what that comes to without the VPN of the configuration.
  static func besidesServers(
    _ configuration: Configuration, _ usage: Usage, hasVPN: Bool = true
  ) -> [Charge] {
    (hasVPN ? MLNetworkVPNCosts.charges(configuration, usage) : [])
      + MLNetworkClientVPNCosts.charges(configuration, usage)
      + MLNetworkTrainingCosts.charges(configuration, usage)
  }

  /// Whatever the layout of NAT gateways is, another one may cost by the gigabyte.
  @Sendable private static func unused(_ configuration: Configuration) -> Set<UsageMeasure> {
    guard let site = MLNetworkSite(configuration) else { return [] }
    return Set(site.services == 0 ? [.gigabytesInterface] : [])
      .union(site.hasFlowLog ? [] : [.gigabytesFlowLog])
      .union(MLNetworkClientVPNCosts.unused(configuration))
      .union(MLNetworkServerCosts.unused(configuration))
      .union(MLNetworkTrainingCosts.unused(configuration))
  }

  /// The other layouts that have a price.
  private static func alternatives(
    to site: MLNetworkSite, _ usage: Usage, besides charges: [Charge]
  ) -> [Alternative] {
    [NATLayout.perZone, .single, .nowhere].filter { $0 != site.nat }.map { layout in
      Alternative(
        "\(Parameters.nat.key)=\"\(layout.text)\"", site.charges(layout, usage) + charges,
        remark: remark(on: layout, at: site))
    }
  }

  private static func remark(on layout: NATLayout, at site: MLNetworkSite) -> String {
    switch layout {
    case .perZone: "a NAT gateway in each of the \(site.zones.text) zones, which fail apart."
    case .single:
      "one NAT gateway for all zones, which lose their way out with its own. What comes from the others "
        + "crosses zones, which is charged for besides and not counted here."
    case .regional: "one that AWS spreads over the zones; its price is not known here."
    case .nowhere:
      "no way out: no updates, no packages, no public images, and Session Manager only through interface "
        + "endpoints."
        + (site.services == 0 ? " These are not counted: none is asked for now." : "")
    }
  }

  private static func assumptions(of site: MLNetworkSite) -> [String] {
    [
      "The VPC, its subnets, route tables, internet gateway, security groups, network ACLs and gateway "
        + "endpoints cost nothing. What goes to S3 and DynamoDB by gateway endpoints is free, and is no gigabyte "
        + "through NAT.",
      "A gigabyte through a NAT gateway is charged for whichever way it goes. What then leaves for the "
        + "internet is charged for as data transfer besides, and what crosses zones, too: not counted here.",
    ]
      + (site.nat == .regional
        ? [
          "AWS's list has a regional NAT gateway as items of its own, for which accelgen has no price: the "
            + "sum is a lower bound. It is counted in each zone, with one public address; AWS may give it more."
        ] : [])
      + (site.services > 0
        ? [
          "An interface endpoint is charged for by the hour in each zone. A gigabyte through it is not one "
            + "through NAT: count it in one of the two."
        ] : [])
      + (site.hasFlowLog
        ? [
          "A flow log is charged for by the gigabyte of records, which follows from connections, not from the "
            + "bytes that they carry; what CloudWatch Logs keeps of it is charged for besides."
        ] : [])
      + (site.hasAlarms
        ? [ServiceCharges.assumptionOfAlarms] : [])
  }
}
