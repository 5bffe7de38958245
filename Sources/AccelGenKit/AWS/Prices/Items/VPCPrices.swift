/// What AWS charges for what stands in a VPC, or leads into one.
extension PriceItem {
  static let ofVPC = [
    interfaceEndpointHour, interfaceEndpointGigabyte, publicAddressHour, natGatewayHour,
    natGatewayGigabyte, vpnConnectionHour, clientVPNAssociationHour, clientVPNConnectionHour,
    transitGatewayAttachmentHour, transitGatewayGigabyte,
  ]

  /// An interface endpoint in one zone for an hour.
  public static let interfaceEndpointHour = PriceItem(
    "interfaceEndpointHour", by: .hour, listing: .endpoint("VpcEndpoint-Hours"))

  /// The tiers are 1 PB and 5 PB a month of all interface endpoints in a Region
  /// (https://aws.amazon.com/privatelink/pricing/).
  public static let interfaceEndpointGigabyte = PriceItem(
    "interfaceEndpointGigabyte", by: .gigabyte, tiersAbove: [1 << 20, 5 << 20],
    listing: .endpoint("VpcEndpoint-Bytes"))

  /// A public IPv4 address in use for an hour, Elastic or not.
  public static let publicAddressHour = PriceItem(
    "publicAddressHour", by: .hour,
    listing: .regional("AmazonVPC", "PublicIPv4:InUseAddress", asksForUsageType: true))

  public static let natGatewayHour = PriceItem(
    "natGatewayHour", by: .hour, listing: .natGateway("NatGateway-Hours"))

  public static let natGatewayGigabyte = PriceItem(
    "natGatewayGigabyte", by: .gigabyte, listing: .natGateway("NatGateway-Bytes"),
    presumption: .same(
      as: natGatewayHour,
      because: "a NAT gateway's gigabyte and its hour have one price in all 25 Regions where both "
        + "are known"))

  /// A site-to-site VPN connection for an hour, both tunnels.
  public static let vpnConnectionHour = PriceItem(
    "vpnConnectionHour", by: .hour,
    listing: .regional(
      "AmazonVPC", "VPN-Usage-Hours:ipsec.1", operation: "CreateVpnConnection",
      asking: [.init("operation", "CreateVpnConnection")]))

  /// A Client VPN endpoint in one subnet for an hour.
  public static let clientVPNAssociationHour = PriceItem(
    "clientVpnAssociationHour", by: .hour, listing: .clientVPN("ClientVPN-EndpointHours"))

  public static let clientVPNConnectionHour = PriceItem(
    "clientVpnConnectionHour", by: .hour, listing: .clientVPN("ClientVPN-ConnectionHours"))

  /// What is attached to a transit gateway for an hour: a VPC, a VPN connection, a peering.
  public static let transitGatewayAttachmentHour = PriceItem(
    "transitGatewayAttachmentHour", by: .hour, listing: .transitGateway("TransitGateway-Hours"))

  public static let transitGatewayGigabyte = PriceItem(
    "transitGatewayGigabyte", by: .gigabyte, listing: .transitGateway("TransitGateway-Bytes"))
}

extension PriceListing {
  fileprivate static func endpoint(_ usageType: String) -> PriceListing {
    .regional("AmazonVPC", usageType, asking: [Filter("productFamily", "VpcEndpoint")])
  }

  /// NAT gateways are in the list of EC2.
  fileprivate static func natGateway(_ usageType: String) -> PriceListing {
    .regional("AmazonEC2", usageType, asking: [Filter("productFamily", "NAT Gateway")])
  }

  fileprivate static func clientVPN(_ usageType: String) -> PriceListing {
    .regional("AmazonVPC", usageType, asksForUsageType: true)
  }

  private static let attachedVPC = "TransitGatewayVPC"

  fileprivate static func transitGateway(_ usageType: String) -> PriceListing {
    .regional(
      "AmazonVPC", usageType, operation: attachedVPC, asking: [Filter("operation", attachedVPC)])
  }
}
