/// What the CDN must satisfy.
enum MLNetworkDeliveryRules {
  static let all: [Stack.Rule] = [
    mustHaveServers, mustBeOffered, nameAndCertificateGoTogether, certificateMustBeInItsRegion,
    balancersCertificateNeedsTheName, mustBeForEverybody,
    keyMustBeThere, keyMustNameSomebody, keyShouldProve, shouldHaveACDN,
  ]

  private typealias Parameters = MLNetworkParameters
  private typealias Delivery = MLNetworkDeliveryParameters

  /// Where CloudFront looks for certificates
  /// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html).
  static let region = "us-east-1"
  /// The one partition with VPC origins.
  static let partition = "aws"

  /// Where what knows a client's address can stand. CloudFront puts that last in X-Forwarded-For; what it has kept it gives
  /// without asking the load balancer.
  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
  /// https://docs.aws.amazon.com/waf/latest/APIReference/API_IPSetForwardedIPConfig.html
  static let placesOfWebACLs =
    "in the web ACL of \(MLNetworkLoadBalancerParameters.webACL.key): one of scope CLOUDFRONT, or, for all but what "
    + "CloudFront keeps, one of scope REGIONAL, by the last address in X-Forwarded-For"

  private static let mustHaveServers: Stack.Rule = { configuration, _ in
    guard configuration.hasCDN, configuration[MLNetworkServerParameters.type]?.isSet == false else {
      return []
    }
    return [
      Diagnostic(
        .error, "cdn-without-servers",
        "a CDN needs what it stands before, and there are no model servers",
        at: configuration.span(of: Delivery.cdn),
        help: "set \(MLNetworkServerParameters.type.key), or write \(Delivery.cdn.key)=\"false\"")
    ]
  }

  /// Told before anything is made: by the time that CloudFront would refuse it, all else stands there and costs.
  private static let mustBeOffered: Stack.Rule = { configuration, _ in
    guard configuration.hasCDN, let region = configuration[Parameters.region],
      !VPCOriginRegions.codes.contains(region.text)
    else { return [] }
    return [
      Diagnostic(
        .error, "cdn-region",
        region.facts.partition == partition
          ? "AWS's page of VPC origins does not name \(region.text)"
          : "CloudFront of the partition \(region.facts.partition) has no VPC origins",
        at: configuration.span(of: Delivery.cdn),
        help:
          "choose another Region (\(Delivery.cdn.documentation.source) has the list), or write "
          + "\(Delivery.cdn.key)=\"false\"",
        related: [
          .init("\(Parameters.region.key) is here", at: configuration.span(of: Parameters.region))
        ])
    ]
  }

  private static let nameAndCertificateGoTogether: Stack.Rule = { configuration, _ in
    guard configuration.hasCDN, let domain = configuration[Delivery.domain],
      let certificate = configuration[Delivery.certificate], domain.isSet != certificate.isSet
    else { return [] }
    if domain.isSet {
      return [
        Diagnostic(
          .error, "cdn-certificate-missing",
          "CloudFront answers to a name of yours only with a certificate for it",
          at: configuration.span(of: Delivery.domain),
          help:
            "set \(Delivery.certificate.key); this requests one: aws acm request-certificate --domain-name "
            + "\(domain?.text ?? "") --validation-method DNS --region \(region)")
      ]
    }
    return [
      Diagnostic(
        .error, "cdn-domain-missing", "the certificate is for a name, and none is set",
        at: configuration.span(of: Delivery.certificate),
        help:
          "set \(Delivery.domain.key); by its own name CloudFront is reached with its own certificate"
      )
    ]
  }

  private static let certificateMustBeInItsRegion: Stack.Rule = { configuration, _ in
    guard case .some(.some(let certificate)) = configuration[Delivery.certificate],
      certificate.region != region || certificate.partition != partition
    else { return [] }
    return [
      Diagnostic(
        .error, "cdn-certificate-elsewhere",
        "CloudFront takes certificates of \(region) alone, and this is of \(certificate.region.shown) in the partition "
          + certificate.partition,
        at: configuration.span(of: Delivery.certificate),
        help: "request or import it in \(region) as well, and write the ARN that it has there")
    ]
  }

  /// CloudFront calls the load balancer by the name that it was called by itself, or by AWS's own, for which there is no
  /// certificate
  /// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html).
  private static let balancersCertificateNeedsTheName: Stack.Rule = { configuration, _ in
    let certificate = MLNetworkLoadBalancerParameters.certificate
    guard configuration.hasCDN, configuration.hasServers,
      configuration[certificate]?.isSet == true,
      configuration[Delivery.domain] == .some(.none)
    else { return [] }
    return [
      Diagnostic(
        .error, "cdn-tls-without-name",
        "CloudFront would call the load balancer by a name that its certificate is not for",
        at: configuration.span(of: certificate),
        help:
          "set \(Delivery.domain.key), which the certificate must be for, or delete the line: behind a CDN, HTTP stays "
          + "within AWS's network")
    ]
  }

  /// The load balancer's group lets CloudFront in and nobody else, and CloudFront answers whoever asks
  /// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html).
  private static let mustBeForEverybody: Stack.Rule = { configuration, _ in
    let clients = Parameters.clientBlocks
    guard configuration.hasCDN, let blocks = configuration[clients], !blocks.haveEverybody
    else { return [] }
    return [
      Diagnostic(
        .error, "client-cidrs-behind-a-cdn",
        "CloudFront answers everybody on the Internet: behind a CDN, \(clients.key) keeps nobody out",
        at: configuration.span(of: clients),
        help:
          "write \(Delivery.cdn.key)=\"false\"; or delete the line, and have an IP set of AWS WAF tell who may call, "
          + placesOfWebACLs,
        related: configuration.pointer(to: Delivery.cdn))
    ]
  }

  /// A cache for each user that does not know who asks gives one what is another's.
  private static let keyMustBeThere: Stack.Rule = { configuration, _ in
    guard configuration[Delivery.embeddingKey] == .some(.none) else { return [] }
    return [
      Diagnostic(
        .error, "cache-key-empty",
        "without a header that proves who asks, /embeddings/* of one user would be given to another",
        at: configuration.span(of: Delivery.embeddingKey),
        help: "write \(Delivery.embeddingKey.key)=\"Authorization\", or delete the line")
    ]
  }

  /// With a key that is the same for two users, the one gets what is kept for the other, and need not even try to.
  private static let keyMustNameSomebody: Stack.Rule = { configuration, _ in
    guard let header = keyOfCache(configuration), header.namesNobody else { return [] }
    return [
      Diagnostic(
        .error, "cache-key-names-nobody",
        "\(header.text) does not say who asks: /embeddings/* of one user would be given to others that send the same",
        at: configuration.span(of: Delivery.embeddingKey),
        help: "write \(Delivery.embeddingKey.key)=\"Authorization\", or delete the line")
    ]
  }

  private static let keyShouldProve: Stack.Rule = { configuration, _ in
    guard let header = keyOfCache(configuration), !header.namesNobody,
      header.text.lowercased() != "authorization"
    else { return [] }
    return [
      Diagnostic(
        .warning, "cache-key-unproven",
        "who sends another user's \(header.text) gets what CloudFront keeps for that user: the servers are not asked",
        at: configuration.span(of: Delivery.embeddingKey),
        help: "use a header whose value nobody can guess, as that of Authorization")
    ]
  }

  /// The header that tells users apart; nil where nothing is kept, and where there is none.
  private static func keyOfCache(_ configuration: Configuration) -> HeaderName? {
    configuration.hasCDN ? configuration[Delivery.embeddingKey].flatMap { $0 } : nil
  }

  private static let shouldHaveACDN: Stack.Rule = { configuration, _ in
    guard configuration[Delivery.cdn] == false else { return [] }
    let unused = [
      (
        Delivery.domain.key, configuration.span(of: Delivery.domain),
        configuration[Delivery.domain]?.isSet
      ),
      (
        Delivery.certificate.key, configuration.span(of: Delivery.certificate),
        configuration[Delivery.certificate]?.isSet
      ),
    ].filter { $0.2 == true }
    return unused.map { key, span, _ in
      Diagnostic(
        .warning, "cdn-key-unused", "without a CDN, \(key) has no effect", at: span,
        help: "write \(Delivery.cdn.key)=\"true\", or delete the line")
    }
  }
}

extension [IPv4CIDR] {
  /// Whether no address is left out.
  fileprivate var haveEverybody: Bool {
    // The first address that no block has so far.
    var next: UInt64 = 0
    for block in sorted(by: { $0.base.number < $1.base.number }) {
      guard UInt64(block.base.number) <= next else { return false }
      next = Swift.max(next, UInt64(block.last.number) + 1)
    }
    return next == 1 << 32
  }
}
