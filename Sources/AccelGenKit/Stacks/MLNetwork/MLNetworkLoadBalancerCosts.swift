/// What others charge for beside the load balancer, and what has no price in `accelgen cost`: the user's own bucket and web
/// ACL.
enum MLNetworkLoadBalancerCosts {
  private typealias Balancer = MLNetworkLoadBalancerParameters

  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html,
  /// https://aws.amazon.com/waf/pricing/
  static func assumptions(_ configuration: Configuration) -> [String] {
    guard configuration.hasServers else { return [] }
    var notes: [String] = []
    if configuration[Balancer.logBucket]?.isSet == true {
      notes.append(
        "For access logs (\(Balancer.logBucket.key)) S3 charges by what it keeps of them, which follows from the "
          + "number of requests and from how long you keep them: not counted here.")
    }
    if configuration[Balancer.webACL]?.isSet == true {
      notes.append(
        "For a web ACL (\(Balancer.webACL.key)) AWS WAF charges by the month, for each of its rules besides, and for "
          + "the requests that it looks at, those that it turns away, too: accelgen has no price of it, and it is not "
          + "counted here.")
    }
    return notes
  }
}
