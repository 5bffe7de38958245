/// Rules about how private subnets reach what is outside, and about who is told when they do not.
enum MLNetworkWayOutRules {
  static let all: [Stack.Rule] = [shouldLetSessionManagerIn, mayFailWithOneZone, mayWatchNothing]

  private typealias Parameters = MLNetworkParameters

  /// What Session Manager needs where there is no NAT
  /// (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html).
  private static let forSessionManager = ["ssm", "ssmmessages"]

  private static let shouldLetSessionManagerIn: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.nat] == .nowhere,
      let endpoints = configuration[Parameters.interfaceEndpoints]?.map(\.text)
    else { return [] }
    let missing = forSessionManager.filter { !endpoints.contains($0) }
    guard !missing.isEmpty else { return [] }
    let enough = (endpoints + missing).joined(separator: ",")
    return [
      Diagnostic(
        .warning, "no-way-out",
        "without NAT and without an endpoint for \(missing.joined(separator: " and ")), nobody gets into "
          + "the instances by Session Manager; nor do they get updates, packages (pip) or public images",
        at: configuration.span(of: Parameters.nat),
        help:
          "\(Parameters.interfaceEndpoints.key)=\"\(enough)\" is enough for Session Manager; for the "
          + "rest, let them out by \(Parameters.nat.key)=\"\(NATLayout.perZone.text)\"")
    ]
  }

  /// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
  private static let mayFailWithOneZone: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.nat] == .single, let zones = configuration[Parameters.zoneCount]
    else { return [] }
    return [
      Diagnostic(
        .note, "one-nat-gateway",
        "one NAT gateway serves \(zones.text) zones: when its own fails, all lose their way out, and what "
          + "comes from the others is charged for crossing zones besides",
        at: configuration.span(of: Parameters.nat),
        help:
          "\(Parameters.nat.key)=\"\(NATLayout.perZone.text)\" gives each zone its own; accelgen cost "
          + "tells what that costs")
    ]
  }

  /// A regional NAT gateway's metrics are by zone
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html), and no alarm is made on them.
  private static let mayWatchNothing: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.alarmEmail]?.isSet == true,
      configuration[Parameters.vpnDevice]?.isSet == false, !configuration.hasServers,
      let nat = configuration[Parameters.nat], nat == .nowhere || nat == .regional
    else { return [] }
    return [
      Diagnostic(
        .warning, "alarms-of-nothing",
        "the alarms are about NAT gateways in zones and a VPN, \(Parameters.nat.key) is \(nat.text) and there "
          + "is no VPN: nobody will be told of anything",
        at: configuration.span(of: Parameters.alarmEmail), help: "delete the line",
        related: [
          .init("\(Parameters.nat.key) is here", at: configuration.span(of: Parameters.nat))
        ])
    ]
  }
}
