/// What follows from the CDN.
enum MLNetworkDeliveryDerivations {
  static let all = [
    AnyDerivation(keptOutZones), AnyDerivation(zonesWithout), AnyDerivation(isOffered),
  ]

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
      let excluded = configuration[MLNetworkParameters.excludedZones],
      let hasCDN = configuration[MLNetworkDeliveryParameters.cdn]
    else { return nil }
    return excluded + (hasCDN ? zones(of: region).filter { !excluded.contains($0) } : [])
  }

  static let zonesWithout = Derivation<[AvailabilityZoneID]>(
    "ZONE_IDS_WITHOUT_VPC_ORIGINS", "The Region's zones that VPC origins leave out",
    from: [MLNetworkParameters.region.key], rule: "As AWS's page of VPC origins has them",
    source: MLNetworkDeliveryParameters.cdn.documentation.source
  ) { $0[MLNetworkParameters.region].map(zones(of:)) }

  /// Where there cannot have been a CDN, none is looked for either.
  static let isOffered = Derivation<Bool>(
    "CDN_OFFERED", "Whether CloudFront reaches load balancers of the Region by VPC origins",
    from: [MLNetworkParameters.region.key], rule: "Whether AWS's page of VPC origins names REGION",
    source: MLNetworkDeliveryParameters.cdn.documentation.source
  ) { $0[MLNetworkParameters.region].map { VPCOriginRegions.codes.contains($0.text) } }

  private static func zones(of region: Region) -> [AvailabilityZoneID] {
    (VPCOriginRegions.zonesWithout[region.text] ?? []).compactMap {
      try? AvailabilityZoneID.parse($0)
    }
  }
}
