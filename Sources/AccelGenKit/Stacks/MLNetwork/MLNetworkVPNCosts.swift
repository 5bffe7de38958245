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

  /// People have another way in, which costs nothing by itself (https://aws.amazon.com/systems-manager/pricing/) and
  /// needs a way out (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html).
  static func alternatives(
    _ configuration: Configuration, at site: MLNetworkSite, _ usage: Usage
  ) -> [Alternative] {
    guard site.hasVPN else { return [] }
    return [
      Alternative(
        "\(Parameters.vpnDevice.key)=\"\"",
        site.withoutVPN.charges(site.nat, usage)
          + MLNetworkCosts.besides(configuration, usage, hasVPN: false),
        remark:
          "no VPN: the way in is Session Manager, which costs nothing by itself. It is for people, from their machines "
          + "to one instance at a time, and for no whole network; without NAT it needs interface endpoints for ssm and "
          + "ssmmessages, which are counted only where they are asked for.")
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
