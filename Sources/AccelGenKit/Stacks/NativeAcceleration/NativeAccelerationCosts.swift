/// What AWS charges for the native-acceleration stack: all of it stands in EXPOSE_REGION.
enum NativeAccelerationCosts {
  private typealias Parameters = NativeAccelerationParameters

  static let model = CostModel(
    measures: ServiceCharges.measures,
    charges: { configuration, usage in
      Site(configuration).map { $0.charges(usage) } ?? []
    },
    alternatives: { configuration, usage in
      Site(configuration).map { $0.alternatives(usage) } ?? []
    },
    assumptions: { configuration in
      ServiceCharges.assumptions + [transfer]
        + (isWatched(configuration) ? [ServiceCharges.assumptionOfAlarms] : [])
    },
    placement: .init(
      Parameters.exposeRegion, remark: ServiceCharges.placementRemark,
      excluding: { configuration in
        Set([configuration[Parameters.resourceRegion]?.facts.code].compactMap { $0 })
      }))

  /// AWS's page of prices was not seen to say it; who wrote about the first bills did.
  private static let transfer =
    "Between the Regions each direction is counted at the usual rate of the Region that it leaves: that "
    + "whoever has the endpoint pays it is said by others, not by AWS. Look at your first bill."

  private static func isWatched(_ configuration: Configuration) -> Bool {
    configuration[Parameters.alarmEmail]??.isSet ?? false
  }

  /// Where a deployment is.
  private struct Site {
    let resource: RegionFacts
    let expose: RegionFacts
    /// Whether there are alarms and a dashboard.
    let isWatched: Bool

    init?(_ configuration: Configuration) {
      guard let resource = configuration[Parameters.resourceRegion],
        let expose = configuration[Parameters.exposeRegion]
      else { return nil }
      self.resource = resource.facts
      self.expose = expose.facts
      isWatched = NativeAccelerationCosts.isWatched(configuration)
    }

    func charges(_ usage: Usage) -> [Charge] {
      way(withEndpointIn: expose, usage) + (isWatched ? monitoring(usage) : [])
    }

    func alternatives(_ usage: Usage) -> [Alternative] {
      [
        ServiceCharges.nothing(resource, usage),
        Alternative(
          "Endpoint in \(resource.code), VPC peering", way(withEndpointIn: resource, usage),
          remark:
            "the same way in; a second VPC beside the service, and a peering, in place of AWS's "
            + "own connection between the Regions. It reaches every endpoint service."),
      ]
    }

    private func way(withEndpointIn region: RegionFacts, _ usage: Usage) -> [Charge] {
      ServiceCharges.exposed(in: expose, usage) + ServiceCharges.endpoint(in: region, usage)
        + ServiceCharges.between(expose, resource, usage)
        + [ServiceCharges.out(of: expose, usage)]
    }

    /// The load balancer is watched; of an endpoint to another Region AWS has no metrics.
    private func monitoring(_ usage: Usage) -> [Charge] {
      [
        ServiceCharges.alarms(ServiceCharges.alarmsOfLoadBalancer, in: expose, usage),
        ServiceCharges.dashboard(usage),
      ]
    }
  }
}
