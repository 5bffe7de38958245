/// What serves models in a network, and what of it costs money: the load balancer, the servers of both versions, their
/// disks, and the CDN.
struct MLNetworkServing {
  private typealias Parameters = MLNetworkParameters
  private typealias Servers = MLNetworkServerParameters

  let region: RegionFacts
  let zones: ZoneCount
  private(set) var type: InstanceType
  /// How many servers there are at least.
  private(set) var count: Int
  /// To how many they may grow.
  private(set) var most: Int
  /// Whether there are servers of a second version beside them, for a while.
  let hasCanary: Bool
  /// Whether clients come by CloudFront, and the load balancer is internal.
  let hasCDN: Bool

  /// Of each server.
  let gigabytesOfDisk: Int

  /// Those that AWS makes for a policy by which a group of servers keeps to a target: one to grow by, one to shrink by
  /// (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html).
  private static let alarmsOfScaling: UInt8 = 2

  /// - Returns: nil of a network without model servers.
  init?(_ configuration: Configuration) {
    guard let region = configuration[Parameters.region]?.facts,
      let zones = configuration[Parameters.zoneCount],
      let type = configuration[Servers.type].flatMap({ $0 }),
      let count = configuration[Servers.count], let most = configuration[Servers.most],
      let disk = configuration[Servers.disk],
      let canary = configuration[MLNetworkLoadBalancerParameters.canary]
    else { return nil }
    self.region = region
    self.zones = zones
    self.type = type
    self.count = count.number
    self.most = max(most.number, count.number)
    hasCanary = canary
    gigabytesOfDisk = disk.number
    hasCDN = configuration.hasCDN
  }

  /// How many groups have such a policy: the stable version's, and the canary's while it has no server, too. The script
  /// is the source: a test counts its calls.
  var scalingGroups: UInt8 { hasCanary ? 2 : 1 }

  func with(type: InstanceType) -> MLNetworkServing {
    var other = self
    other.type = type
    return other
  }

  func with(count: Int) -> MLNetworkServing {
    var other = self
    other.count = count
    return other
  }

  /// When most is due, after "with".
  var growth: String {
    let servers = most == 1 ? "1 model server" : "\(most) model servers"
    return "\(servers) all month"
      + (hasCanary ? ", and as many of the canary beside \(most == 1 ? "it" : "them")" : "")
  }

  /// How many servers there are, for people.
  var range: String { Self.range(count, most) }

  private static func range(_ least: Int, _ most: Int) -> String {
    least == most ? "\(least)" : "\(least) to \(most)"
  }

  func charges(_ usage: Usage) -> [Charge] {
    balancer(usage) + servers(usage) + (hasCDN ? edges(usage) : internet(usage))
  }

  /// An address in each zone where it faces the internet, none where it is internal. What it uses of its capacity is
  /// charged for in every hour, by the largest of its dimensions
  /// (https://aws.amazon.com/elasticloadbalancing/pricing/).
  private func balancer(_ usage: Usage) -> [Charge] {
    let count = UInt8(clamping: zones.number)
    return [
      Charge(
        "Application Load Balancer", Price.Key(.applicationLoadBalancerHour, region.code),
        usage.hours, isFixed: true),
      Charge(
        "ALB capacity units", Price.Key(.applicationLoadBalancerCapacityUnitHour, region.code),
        usage[.balancerUnits] * usage.hours),
    ]
      + (hasCDN
        ? []
        : [
          Charge(
            "ALB's addresses (\(count))", Price.Key(.publicAddressHour, region.code),
            count * usage.hours, isFixed: true)
        ])
  }

  private func servers(_ usage: Usage) -> [Charge] {
    let alarms = scalingGroups * Self.alarmsOfScaling
    return fleet("Model", count, usage) + (hasCanary ? fleet("Canary", 0, usage) : []) + [
      Charge(
        "Scaling alarms (\(alarms))", Price.Key(.alarmMonth, region.code), alarms * usage.months,
        isFixed: true)
    ]
  }

  private func fleet(_ name: String, _ count: Int, _ usage: Usage) -> [Charge] {
    func all(_ number: Int) -> Quantity {
      Quantity(millionths: UInt64(number) * Quantity.one.millionths)
    }
    let disk = all(gigabytesOfDisk) * usage.months
    return [
      Charge(
        "\(name) servers (\(Self.range(count, most)))",
        Price.Key(.ec2Hour, region.code, variant: [type.text]),
        all(count) * usage.hours,
        isFixed: true, most: all(most) * usage.hours),
      Charge(
        "\(name) disks (\(gigabytesOfDisk) GB each)",
        Price.Key(.ebsGp3GigabyteMonth, region.code), all(count) * disk, isFixed: true,
        most: all(most) * disk),
    ]
  }

  private func internet(_ usage: Usage) -> [Charge] {
    [ServiceCharges.out(of: region, usage)]
  }

  /// What a load balancer answers to CloudFront is free; what clients send on to it is not
  /// (https://aws.amazon.com/cloudfront/pricing/).
  private func edges(_ usage: Usage) -> [Charge] {
    let edge = usage.clientArea?.cloudFrontEdge ?? region.cloudFrontEdge
    func key(_ item: PriceItem) -> Price.Key? { edge.map { Price.Key(item, variant: [$0]) } }
    let hundred = Quantity(millionths: 100 * Quantity.one.millionths)
    return [
      Charge(
        "CDN requests (HTTPS)", key(.cloudFrontHTTPSRequests), hundred * usage[.millionRequests]),
      Charge("CDN to clients", key(.cloudFrontOutGigabyte), usage[.gigabytesOut]),
      Charge("CDN to the load balancer", key(.cloudFrontOriginGigabyte), usage[.gigabytesIn]),
    ]
  }
}
