/// What AWS charges for the site-to-site VPN of the ml-network stack: by the hour, from when the connection is there,
/// whether its tunnels are up or not.
enum MLNetworkVPNCosts {
  private typealias Parameters = MLNetworkParameters

  static func charges(_ configuration: Configuration, _ usage: Usage) -> [Charge] {
    guard let region = configuration[Parameters.region]?.facts,
      configuration[Parameters.vpnDevice]?.isSet ?? false
    else { return [] }
    return [
      Charge(
        "Site-to-site VPN", Price.Key(.vpnConnectionHour, region.code), usage.hours, isFixed: true)
    ]
  }

  static func assumptions(_ configuration: Configuration) -> [String] {
    guard configuration[Parameters.vpnDevice]?.isSet ?? false else { return [] }
    return [
      "What leaves through the VPN is charged for as data transfer to the internet besides, and the secret in "
        + "Secrets Manager that holds its keys, should AWS charge for it: not counted here."
    ]
  }
}
