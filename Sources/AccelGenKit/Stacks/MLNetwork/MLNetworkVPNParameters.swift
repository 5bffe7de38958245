/// The site-to-site VPN of the ml-network stack.
extension MLNetworkParameters {
  static let vpnDevice = Parameter<IPv4Address?>(
    "VPN_DEVICE_IP", default: "",
    ParameterDocumentation(
      summary:
        "The public address of your network's VPN device, to which a site-to-site VPN is made; empty for no VPN, "
        + "which also takes one away. For another device take it away first: the new one has other keys",
      rule:
        "An IPv4 address on the internet that does not change; that of the NAT device where yours is behind one",
      example: "203.0.113.7", source: AWSPage.vpnDevices))

  static let vpnDeviceASN = Parameter<AutonomousSystemNumber>(
    "VPN_DEVICE_ASN", default: "65000",
    ParameterDocumentation(
      summary:
        "The number of the autonomous system (ASN) that the device is in; with static routes it has no effect",
      rule:
        "1 to 4294967295, but for those that AWS or the RFCs have reserved, and not Amazon's own side's, "
        + "\(AutonomousSystemNumber.amazonSide)",
      example: "65010", source: AWSPage.vpnDevices))

  static let vpnBlocks = Parameter<[IPv4CIDR]>(
    "VPN_CIDRS", default: "",
    ParameterDocumentation(
      summary:
        "The blocks of your network behind the VPN, to which static routes lead; they may call training on TCP 22 "
        + "and 443. Empty for BGP, by which the device itself tells its blocks: nobody knows them beforehand, "
        + "so that no security group and no network ACL lets them in unless you add rules of your own to groups of "
        + "your own",
      rule:
        "IPv4 blocks with commas between them, none of which overlaps VPC_CIDR, "
        + "\(MLNetworkVPNRules.mostBlocks) at most, \(MLNetworkVPNRules.mostBlocksOfACL) with NETWORK_ACLS",
      example: "192.168.0.0/16", source: AWSPage.at("vpn/latest/s2svpn/VPNRoutingTypes")))
}
