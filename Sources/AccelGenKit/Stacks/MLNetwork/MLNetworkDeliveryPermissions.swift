/// What the scripts must be allowed to do for the CDN. CloudFront has no Regions; its calls are signed for one.
enum MLNetworkDeliveryPermissions {
  /// The one that CloudFront shows.
  static func certificates(_ configuration: Configuration) -> [String] {
    guard configuration.hasCDN else { return [] }
    return [configuration[MLNetworkDeliveryParameters.certificate] ?? nil].compactMap { $0?.text }
  }

  /// Where alarms are looked for besides these Regions: those of a CDN are where CloudFront tells its metrics, and those of
  /// one from before cleanup.sh looks for.
  static func regionsOfAlarms(
    _ configuration: Configuration, besides regions: [Region], for purposes: [PolicyPurpose]
  ) -> [Region] {
    guard configuration[MLNetworkDeliveryDerivations.isOffered] == true,
      configuration.hasCDN || purposes.contains(.cleanup)
    else { return [] }
    return [MLNetworkDeliveryRules.region].compactMap { try? Region.parse($0) }
      .filter { !regions.contains($0) }
  }

  static func statements(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard scope.partition == MLNetworkDeliveryRules.partition else { return [] }
    let signed = StatementDeclaration.Condition.equals(
      "aws:RequestedRegion", [MLNetworkDeliveryRules.region])
    let own = ["distribution/*", "vpcorigin/*"].map { scope.arn("cloudfront", region: "", $0) }
    let made =
      configuration.hasCDN
      ? [
        StatementDeclaration(.makeDelivery, if: [signed, scope.isGivenTag]),
        StatementDeclaration(.makeCachePolicies, if: [signed]),
        scope.serviceRole(
          .makeOriginRole, of: "vpcorigin.cloudfront.amazonaws.com",
          named: "AWSServiceRoleForCloudFrontVPCOrigin"),
      ] : []
    // Who asks for none may still have one from before: the next run takes it away.
    return made + [
      StatementDeclaration(.lookAtDelivery, if: [signed]),
      StatementDeclaration(
        .readGlobalWebACL,
        on: [scope.arn("wafv2", region: MLNetworkDeliveryRules.region, "global/webacl/*")]),
      StatementDeclaration(.useDelivery, on: own, if: [signed, scope.carriesTag]),
      StatementDeclaration(
        .useCachePolicies, on: [scope.arn("cloudfront", region: "", "cache-policy/*")], if: [signed]
      ),
    ]
  }
}
