/// What follows from the CDN.
enum MLNetworkDeliveryDerivations {
  static let all = [AnyDerivation(keptOutZones)]

  /// The load balancer would stand in each zone, and a VPC origin leads to no load balancer in some.
  static let keptOutZones = Derivation<[AvailabilityZoneID]>(
    "KEPT_OUT_ZONE_IDS", "The zones in which nothing is made",
    from: [
      MLNetworkParameters.region.key, MLNetworkParameters.excludedZones.key,
      MLNetworkDeliveryParameters.cdn.key,
    ],
    rule: "EXCLUDED_ZONE_IDS, and with CDN those that VPC origins leave out",
    source: MLNetworkDeliveryParameters.cdn.documentation.source
  ) { configuration in
    guard let region = configuration[MLNetworkParameters.region],
      let excluded = configuration[MLNetworkParameters.excludedZones]
    else { return nil }
    let left = configuration.hasCDN ? VPCOriginRegions.zonesWithout[region.text] ?? [] : []
    return excluded
      + left.compactMap { try? AvailabilityZoneID.parse($0) }.filter { !excluded.contains($0) }
  }
}
