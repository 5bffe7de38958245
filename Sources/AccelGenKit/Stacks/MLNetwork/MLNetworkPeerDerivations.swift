/// The values that follow from the keys of a second Region.
enum MLNetworkPeerDerivations {
  static let all: [AnyDerivation] = subnets.subnets + [AnyDerivation(s3ServiceName)]

  private typealias Peer = MLNetworkPeerParameters

  static let subnets = SubnetDerivations("PEER", of: Peer.vpcBlock, kind: "subnet")

  static let s3ServiceName = Derivation<EndpointServiceName?>(
    "PEER_S3_SERVICE_NAME", "The endpoint service of S3 in the second Region",
    from: [Peer.region.key], rule: "com.amazonaws, PEER_REGION and s3; none without PEER_REGION",
    source: AWSPage.gatewayEndpoints
  ) { configuration -> EndpointServiceName?? in
    guard let region = configuration[Peer.region] else { return nil }
    return .some(region.flatMap { try? GatewayService.s3.serviceName(in: $0) })
  }
}
