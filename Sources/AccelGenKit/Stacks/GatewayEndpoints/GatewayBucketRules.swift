/// Rules about the buckets and tables that policies are made of.
enum GatewayBucketRules {
  static let all: [Stack.Rule] = [
    RepetitionRules(list: Keys.buckets).shouldNotRepeat,
    RepetitionRules(list: Keys.tables).shouldNotRepeat,
    RepetitionRules(list: Keys.awsBuckets).shouldNotRepeat,
    mustHaveAnEndpoint, zonesMustBeInTheRegion, mayBeElsewhere, awsNamesMustBeKnown,
    dockerHubIsElsewhere,
  ]

  private typealias Parameters = GatewayParameters
  private typealias Keys = GatewayPolicyParameters

  private static let mustHaveAnEndpoint: Stack.Rule = { configuration, _ in
    guard let services = configuration[Parameters.services] else { return [] }
    func needs(_ service: GatewayService, _ what: String, at span: SourceSpan) -> Diagnostic {
      Diagnostic(
        .error, "no-such-endpoint",
        "\(what) is reached through an endpoint for \(service.title), and there is none", at: span,
        help: "add \(service.text) to \(Parameters.services.key), or leave this out",
        related: [
          .init(
            "\(Parameters.services.key) is here", at: configuration.span(of: Parameters.services))
        ])
    }
    let buckets = configuration.elements(of: Keys.buckets).compactMap { bucket, span in
      let service: GatewayService = bucket.isDirectory ? .s3express : .s3
      return services.contains(service) ? nil : needs(service, bucket.text.shown, at: span)
    }
    let tables = configuration.elements(of: Keys.tables).compactMap { table, span in
      services.contains(.dynamodb) ? nil : needs(.dynamodb, table.text.shown, at: span)
    }
    let awsBuckets = configuration.elements(of: Keys.awsBuckets).compactMap { name, span in
      services.contains(.s3) ? nil : needs(.s3, name.text.shown, at: span)
    }
    let files = [(Keys.s3File, GatewayService.s3), (Keys.dynamoDBFile, .dynamodb)].compactMap {
      file, service in
      configuration.isSetInFile(file) && !services.contains(service)
        ? needs(service, "what \(file.key) is about", at: configuration.span(of: file)) : nil
    }
    return buckets + tables + awsBuckets + files
  }

  /// A gateway endpoint serves its own Region (`AWSPage.gatewayEndpoints`).
  private static let zonesMustBeInTheRegion: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region], let prefix = region.facts.zoneIDPrefix
    else { return [] }
    return configuration.elements(of: Keys.buckets).compactMap { bucket, span in
      guard let zone = bucket.zone, !zone.hasPrefix(prefix + "-") else { return nil }
      return Diagnostic(
        .error, "bucket-zone-region", "\(zone.shown) is no zone of \(region.text)", at: span,
        help: "an endpoint serves buckets of its own Region only; the zones of this one begin with "
          + "\(prefix)-",
        related: [
          .init("\(Parameters.region.key) is here", at: configuration.span(of: Parameters.region))
        ])
    }
  }

  /// Where a bucket is, its name does not tell for sure.
  private static let mayBeElsewhere: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region] else { return [] }
    return configuration.elements(of: Keys.buckets).compactMap { bucket, span in
      let other = RegionCatalogue.all.first {
        $0.code != region.text && bucket.text.hasWords(of: $0.code)
      }
      guard let other, !bucket.text.hasWords(of: region.text) else { return nil }
      return Diagnostic(
        .warning, "bucket-region",
        "if \(bucket.text) is in \(other.code), as its name says, this endpoint does not reach it",
        at: span,
        help:
          "it goes on by NAT or internet gateway; a copy from there through the endpoint is refused "
          + "by S3")
    }
  }

  private static let awsNamesMustBeKnown: Stack.Rule = { configuration, _ in
    guard configuration[Keys.awsBuckets]?.isSet == true,
      let partition = configuration[Parameters.region]?.facts.partition,
      partition != AWSBuckets.partition
    else { return [] }
    return [
      Diagnostic(
        .error, "aws-buckets-partition",
        "the names of AWS's own buckets in the partition \(partition) are nowhere listed",
        at: configuration.span(of: Keys.awsBuckets),
        help: "name those that your machines need in \(Keys.buckets.key), or use \(Keys.s3File.key)"
      )
    ]
  }

  private static let dockerHubIsElsewhere: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region],
      region.facts.partition == AWSBuckets.partition, region.text != "us-east-1"
    else { return [] }
    return configuration.elements(of: Keys.awsBuckets).filter { $0.value == .dockerHub }.map {
      Diagnostic(
        .warning, "aws-buckets-region",
        "Docker Hub's bucket is in us-east-1: from \(region.text) it is not reached through the endpoint",
        at: $0.span, help: "leave it out: that traffic does not meet the endpoint's policy")
    }
  }
}

extension String {
  /// Whether a Region's code stands in it, with nothing but other characters than letters and digits around.
  fileprivate func hasWords(of code: String) -> Bool {
    let parts = split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "." }
    let words = code.split(separator: "-")
    return parts.indices.contains { parts[$0...].starts(with: words) }
  }
}
