/// What AWS charges where private subnets reach S3 and DynamoDB by gateway endpoints: nothing for these
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html). What is charged is the NAT
/// gateway that the rest still goes through, by the hour and by the gigabyte, whichever way it goes
/// (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html).
enum GatewayCosts {
  private typealias Parameters = GatewayParameters

  static let model = CostModel(
    measures: [.gigabytesS3, .gigabytesDynamoDB, .gigabytesOther, .natGateways],
    charges: { configuration, usage in
      Site(configuration).map {
        $0.stays(usage) + GatewayTrafficCosts.charges(configuration, usage)
      }
        ?? []
    },
    alternatives: { configuration, usage in
      Site(configuration).map { [$0.asItIs(usage)] } ?? []
    },
    saved: { configuration, usage in Site(configuration).map { $0.saved(usage) } ?? [] },
    assumptions: { configuration in
      [
        "Gateway endpoints, their routes and their policies cost nothing. NAT gateways that stay are charged "
          + "by the hour as before: their hours are in both sums, and are never counted as saved.",
        "The gigabytes are those of the VPC's own Region: what goes to buckets and tables elsewhere stays "
          + "with the NAT gateway, as do clients that go round the endpoints. There is no egress fee to S3 "
          + "or DynamoDB in the Region in either case.",
        "What a NAT gateway in another zone costs besides, for crossing zones, is saved, too, and not "
          + "counted here.",
      ]
        + GatewayTrafficCosts.assumptions(configuration)
    })

  /// Where a deployment is, and what it has endpoints for.
  private struct Site {
    let region: RegionFacts
    let services: [GatewayService]

    init?(_ configuration: Configuration) {
      guard let region = configuration[Parameters.region],
        let services = configuration[Parameters.services]
      else { return nil }
      self.region = region.facts
      self.services = services
    }

    func stays(_ usage: Usage) -> [Charge] {
      hours(usage)
        + measured.map { service, measure in
          data(service.title, services.contains(service) ? .zero : usage[measure])
        } + [data("the rest", usage[.gigabytesOther])]
    }

    func asItIs(_ usage: Usage) -> Alternative {
      Alternative(
        "As it is now, all by NAT",
        hours(usage) + measured.map { data($0.service.title, usage[$0.measure]) }
          + [data("the rest", usage[.gigabytesOther])],
        remark:
          "the same traffic without endpoints. What is saved is the price of a NAT gateway's gigabyte "
          + "times the gigabytes that the endpoints carry; its share of the bill is that by the hours and "
          + "all gigabytes: p·g ÷ (h·n + p·all). Where the NAT gateway itself can go, so do its hours."
      )
    }

    func saved(_ usage: Usage) -> [Charge] {
      measured.filter { services.contains($0.service) }.map {
        data($0.service.title, usage[$0.measure])
      }
    }

    private let measured: [(service: GatewayService, measure: UsageMeasure)] = [
      (.s3, .gigabytesS3), (.dynamodb, .gigabytesDynamoDB),
    ]

    private func hours(_ usage: Usage) -> [Charge] {
      [
        Charge(
          "NAT gateways", Price.Key(.natGatewayHour, region.code),
          usage[.natGateways] * usage.hours,
          isFixed: true)
      ]
    }

    private func data(_ title: String, _ quantity: Quantity) -> Charge {
      Charge("NAT data of \(title)", Price.Key(.natGatewayGigabyte, region.code), quantity)
    }
  }
}
