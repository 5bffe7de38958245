/// Rules about the paths that the load balancer answers itself.
enum MLNetworkClosedPathRules {
  static let all: [Stack.Rule] = [
    mustFit, RepetitionRules(list: paths).shouldNotRepeat, mustLeaveSome,
  ]

  private static let paths = MLNetworkLoadBalancerParameters.closedPaths

  /// What a rule of a load balancer compares a request with, at most, and how many wildcards that may have
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
  static let mostPatterns = 5
  static let mostWildcards = 5

  private static let mustFit: Stack.Rule = { configuration, _ in
    guard configuration.hasServers, let patterns = configuration[paths] else { return [] }
    let wildcards = patterns.reduce(0) { $0 + $1.wildcards }
    var problem = ""
    if patterns.count > mostPatterns {
      problem =
        "a rule of a load balancer has room for \(mostPatterns) patterns, these are \(patterns.count)"
    } else if wildcards > mostWildcards {
      problem =
        "a rule of a load balancer has room for \(mostWildcards) wildcards, these are \(wildcards)"
    }
    guard !problem.isEmpty else { return [] }
    return [
      Diagnostic(
        .error, "closed-paths-without-room", problem, at: configuration.span(of: paths),
        help:
          "have the servers keep what is theirs under one path, and close that: /internal/*, say")
    ]
  }

  private static let mustLeaveSome: Stack.Rule = { configuration, _ in
    guard configuration.hasServers else { return [] }
    return configuration.elements(of: paths).filter(\.value.isEverything).map {
      Diagnostic(
        .error, "closed-paths-everything",
        "\($0.value.text) closes each path: no request would reach a server", at: $0.span,
        help: "write only what clients have no business with, or delete the line")
    }
  }
}
