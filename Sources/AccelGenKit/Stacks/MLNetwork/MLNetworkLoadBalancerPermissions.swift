/// What the load balancer before the model servers takes.
enum MLNetworkLoadBalancerPermissions {
  /// The certificate that it speaks HTTPS with.
  static func certificates(_ configuration: Configuration) -> [String] {
    guard configuration.hasServers else { return [] }
    return [configuration[MLNetworkLoadBalancerParameters.certificate] ?? nil].compactMap {
      $0?.text
    }
  }

  static func statements(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard configuration.hasServers,
      let name = configuration[MLNetworkServerDerivations.loadBalancerName]?.text
    else { return [] }
    let balancers = [scope.arn("elasticloadbalancing", "loadbalancer/app/\(name)/*")]
    let acl: WebACLARN? = configuration[MLNetworkLoadBalancerParameters.webACL] ?? nil
    let bucket = (configuration[MLNetworkLoadBalancerParameters.logBucket] ?? nil)?.text
    return [
      scope.serviceRole,
      StatementDeclaration(
        .orderRules, on: [scope.arn("elasticloadbalancing", "listener-rule/app/\(name)/*")]),
      // Who asks for none may still have one from before, whose name nobody knows any longer.
      StatementDeclaration(.unshieldBalancer, on: balancers),
      StatementDeclaration(
        .readWebACL, on: [scope.arn("wafv2", "regional/webacl/*")], if: [scope.inRegions]),
      StatementDeclaration(.takeOffWebACL, if: [scope.inRegions]),
    ] + shield(balancers, by: acl) + (bucket.map { ofLog($0, scope) } ?? [])
  }

  private static func shield(_ balancers: [String], by acl: WebACLARN?) -> [StatementDeclaration] {
    guard let acl, !acl.isGlobal else { return [] }
    return [
      StatementDeclaration(.shieldBalancer, on: balancers),
      StatementDeclaration(.useWebACL, on: [acl.text]),
    ]
  }

  private static func ofLog(_ bucket: String, _ scope: PolicyScope) -> [StatementDeclaration] {
    let arns = ["arn:\(scope.partition):s3:::\(bucket)"]
    return [
      StatementDeclaration(.readBuckets, on: arns),
      StatementDeclaration(.readBucketPolicies, on: arns),
    ]
  }
}
