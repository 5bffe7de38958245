/// Where a network is and what of it costs money.
struct MLNetworkSite {
  private typealias Parameters = MLNetworkParameters

  let region: RegionFacts
  let zones: ZoneCount
  let nat: NATLayout
  /// How many services get interface endpoints.
  let services: Int
  let hasFlowLog: Bool
  let hasAlarms: Bool
  private(set) var hasVPN: Bool
  let hasServers: Bool
  /// Whether there are servers for a version on trial.
  let hasCanary: Bool
  let hasCDN: Bool

  /// The alarms that watch a NAT gateway, those that AWS recommends: no port free for a connection, and packets
  /// dropped
  /// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html).
  static let alarmsOfNATGateway = 2
  /// One for each tunnel.
  static let alarmsOfVPN = 2
  /// Errors of the load balancer's own, connections that it rejects, and servers that are missing.
  static let alarmsOfServing = 3
  /// Errors, latency and health of a version of the model.
  static let alarmsOfVersion = 3

  init?(_ configuration: Configuration) {
    guard let region = configuration[Parameters.region], let nat = configuration[Parameters.nat],
      let zones = configuration[Parameters.zoneCount],
      let services = configuration[MLNetworkDerivations.interfaceServices]
    else { return nil }
    self.region = region.facts
    self.zones = zones
    self.nat = nat
    self.services = services.count
    hasFlowLog = configuration[Parameters.flowLogDays]?.isSet ?? false
    hasAlarms = configuration[Parameters.alarmEmail]?.isSet ?? false
    hasVPN = configuration[Parameters.vpnDevice]?.isSet ?? false
    hasServers = configuration.hasServers
    hasCanary = configuration[MLNetworkServerDerivations.hasCanary] ?? false
    hasCDN = configuration.hasCDN
  }

  /// The same without its VPN, which takes its alarms along.
  var withoutVPN: MLNetworkSite {
    var other = self
    other.hasVPN = false
    return other
  }

  /// How many alarms there are with a layout of NAT gateways: a regional one has none.
  func alarms(_ layout: NATLayout) -> Int {
    guard hasAlarms else { return 0 }
    return layout.gateways(in: zones) * Self.alarmsOfNATGateway + (hasVPN ? Self.alarmsOfVPN : 0)
      + (hasServers ? Self.alarmsOfServing + Self.alarmsOfVersion : 0)
      + (hasCanary ? Self.alarmsOfVersion : 0)
  }

  /// All that is charged for, with a layout of NAT gateways in place of the configuration's.
  func charges(_ layout: NATLayout, _ usage: Usage) -> [Charge] {
    wayOut(layout, usage) + interfaceEndpoints(usage) + flowLog(usage)
      + (alarms(layout) > 0
        ? [ServiceCharges.alarms(UInt8(clamping: alarms(layout)), in: region, usage)] : [])
      + (hasAlarms && hasCDN
        ? [
          Charge(
            "CDN's alarm", Price.Key(.alarmMonth, MLNetworkDeliveryRules.region), usage.months,
            isFixed: true)
        ] : [])
      + (hasAlarms ? [ServiceCharges.dashboard(usage)] : [])
  }

  private func wayOut(_ layout: NATLayout, _ usage: Usage) -> [Charge] {
    let isKnown = layout != .regional
    let count = UInt8(clamping: isKnown ? layout.gateways(in: zones) : zones.number)
    guard count > 0 else { return [] }
    return [
      Charge(
        isKnown ? "NAT gateways (\(count))" : "Regional NAT gateway (\(count) zones)",
        isKnown ? Price.Key(.natGatewayHour, region.code) : nil, count * usage.hours, isFixed: true),
      Charge(
        "NAT data", isKnown ? Price.Key(.natGatewayGigabyte, region.code) : nil,
        usage[.gigabytesNAT]),
      Charge(
        "Public IPv4 addresses (\(count))", Price.Key(.publicAddressHour, region.code),
        count * usage.hours, isFixed: true),
    ]
  }

  private func interfaceEndpoints(_ usage: Usage) -> [Charge] {
    guard services > 0 else { return [] }
    let all = Quantity(millionths: UInt64(services * zones.number) * Quantity.one.millionths)
    return [
      Charge(
        "Interface endpoints (\(services) in \(zones.text) zones)",
        Price.Key(.interfaceEndpointHour, region.code), all * usage.hours, isFixed: true),
      Charge(
        "Interface endpoint data", Price.Key(.interfaceEndpointGigabyte, region.code),
        usage[.gigabytesInterface]),
    ]
  }

  private func flowLog(_ usage: Usage) -> [Charge] {
    guard hasFlowLog else { return [] }
    return [
      Charge("Flow log", Price.Key(.vendedLogGigabyte, region.code), usage[.gigabytesFlowLog])
    ]
  }
}
