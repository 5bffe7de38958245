/// What AWS charges for the Client VPN of the ml-network stack: by the hour for each subnet that it is associated with,
/// whether anybody is connected or not, and for each connection.
enum MLNetworkClientVPNCosts {
  private typealias Parameters = MLNetworkParameters

  static func unused(_ configuration: Configuration) -> Set<UsageMeasure> {
    configuration.hasClientVPN ? [] : [.clientVPNHours]
  }

  static func charges(_ configuration: Configuration, _ usage: Usage) -> [Charge] {
    guard configuration.hasClientVPN, let region = configuration[Parameters.region]?.facts,
      let zones = configuration[Parameters.zoneCount]
    else { return [] }
    let count = UInt8(clamping: zones.number)
    return [
      Charge(
        "Client VPN (\(count) subnets)", Price.Key(.clientVPNAssociationHour, region.code),
        count * usage.hours, isFixed: true),
      Charge(
        "Client VPN connections", Price.Key(.clientVPNConnectionHour, region.code),
        usage[.clientVPNHours]),
    ]
  }

  static func assumptions(_ configuration: Configuration) -> [String] {
    guard configuration.hasClientVPN else { return [] }
    return [
      "An hour of a Client VPN connection is one of one client. What goes out to the clients is charged for as data "
        + "transfer to the internet besides, and what crosses zones, too: not counted here."
    ]
  }
}
