/// What the load balancer before the model servers must satisfy.
enum MLNetworkLoadBalancerRules {
  static let all: [Stack.Rule] = [
    shouldHaveACertificate, certificateMustBeOfTheRegion, webACLMustBeOfTheRegion,
    globalWebACLNeedsACDN, clientsMustFitTwice, nameMustNotLookLikeALog, shouldHaveServers,
  ]

  private typealias Parameters = MLNetworkParameters
  private typealias Balancer = MLNetworkLoadBalancerParameters

  /// What AWS's own name of a load balancer can get no certificate for
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html).
  private static let shouldHaveACertificate: Stack.Rule = { configuration, _ in
    // Behind a CDN it is called from within AWS's network alone.
    guard configuration.hasServers, !configuration.hasCDN,
      configuration[Balancer.certificate] == .some(.none)
    else { return [] }
    return [
      Diagnostic(
        .warning, "clear-text",
        "without \(Balancer.certificate.key) clients speak HTTP: whoever is on the way can read and change what they "
          + "send and get, keys and answers of the model included",
        at: configuration.span(of: MLNetworkServerParameters.type),
        help:
          "have a certificate issued for a domain of yours (aws acm request-certificate), and set "
          + "\(Balancer.certificate.key)")
    ]
  }

  private static let certificateMustBeOfTheRegion: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region]?.facts,
      case .some(.some(let certificate)) = configuration[Balancer.certificate],
      certificate.region != region.code || certificate.partition != region.partition
    else { return [] }
    return [
      Diagnostic(
        .error, "certificate-elsewhere",
        "the certificate is of \(certificate.region.shown) in the partition \(certificate.partition), and "
          + "\(Parameters.region.key) is \(region.code), of \(region.partition)",
        at: configuration.span(of: Balancer.certificate),
        help: "have one issued in \(region.code) as well, and write the ARN that it has there")
    ]
  }

  private static let webACLMustBeOfTheRegion: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region]?.facts,
      case .some(.some(let webACL)) = configuration[Balancer.webACL], !webACL.isGlobal,
      webACL.region != region.code || webACL.partition != region.partition
    else { return [] }
    return [
      Diagnostic(
        .error, "web-acl-elsewhere",
        "the web ACL is of \(webACL.region.shown) in the partition \(webACL.partition), and "
          + "\(Parameters.region.key) is \(region.code), of \(region.partition)",
        at: configuration.span(of: Balancer.webACL),
        help: "make one in \(region.code), and write the ARN that it has")
    ]
  }

  /// It is for distributions alone
  /// (https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html).
  private static let globalWebACLNeedsACDN: Stack.Rule = { configuration, _ in
    let cdn = MLNetworkDeliveryParameters.cdn
    guard configuration[cdn] == false, let region = configuration[Parameters.region],
      case .some(.some(let webACL)) = configuration[Balancer.webACL], webACL.isGlobal
    else { return [] }
    return [
      Diagnostic(
        .error, "web-acl-without-cdn",
        "a web ACL of scope CLOUDFRONT protects a CDN and no load balancer, and there is no CDN",
        at: configuration.span(of: Balancer.webACL),
        help:
          "write \(cdn.key)=\"true\", or make one of scope REGIONAL in \(region.text), and write the ARN that it has",
        related: configuration.pointer(to: cdn))
    ]
  }

  /// Each block takes a rule for HTTPS and one for HTTP
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
  private static let clientsMustFitTwice: Stack.Rule = { configuration, _ in
    let most = ClientRules.mostBlocks / 2
    guard configuration.hasServers, !configuration.hasCDN,
      configuration[Balancer.certificate]?.isSet == true,
      let blocks = configuration[Parameters.clientBlocks],
      (most + 1...ClientRules.mostBlocks).contains(blocks.count)
    else { return [] }
    return [
      Diagnostic(
        .error, "too-many-client-cidrs",
        "with a certificate each client block takes two of a security group's \(ClientRules.mostBlocks) rules, and "
          + "these are \(blocks.count)",
        at: configuration.span(of: Parameters.clientBlocks),
        help: "name \(most) at most: join neighbouring blocks into larger ones")
    ]
  }

  /// What AWS writes stands under the prefix, in a folder of this name.
  private static let nameMustNotLookLikeALog: Stack.Rule = { configuration, _ in
    guard configuration.hasServers, configuration[Balancer.logBucket]?.isSet == true,
      let name = configuration[Parameters.deploymentName]?.text, name.contains("AWSLogs")
    else { return [] }
    return [
      Diagnostic(
        .error, "log-prefix",
        "\(name.shown) stands before the log's own folder AWSLogs, and cannot contain that name",
        at: configuration.span(of: Parameters.deploymentName),
        help: "choose another name, or set no \(Balancer.logBucket.key)")
    ]
  }

  private static let shouldHaveServers: Stack.Rule = { configuration, _ in
    guard configuration[MLNetworkServerParameters.type] == .some(.none) else { return [] }
    let unused = [
      (
        Balancer.certificate.key, configuration.span(of: Balancer.certificate),
        configuration[Balancer.certificate]?.isSet
      ),
      (
        Balancer.closedPaths.key, configuration.span(of: Balancer.closedPaths),
        configuration[Balancer.closedPaths]?.isEmpty == false
      ),
      (
        Balancer.protection.key, configuration.span(of: Balancer.protection),
        configuration[Balancer.protection]
      ),
      (
        Balancer.logBucket.key, configuration.span(of: Balancer.logBucket),
        configuration[Balancer.logBucket]?.isSet
      ),
      (
        Balancer.webACL.key, configuration.span(of: Balancer.webACL),
        configuration[Balancer.webACL]?.isSet
      ),
    ].filter { $0.2 == true }
    return unused.map { key, span, _ in
      Diagnostic(
        .warning, "load-balancer-key-unused", "without model servers, \(key) has no effect",
        at: span, help: "set \(MLNetworkServerParameters.type.key), or delete the line")
    }
  }
}
