/// Rules about the two Regions.
enum RegionRules {
  static let all: [Stack.Rule] = [mustDiffer, mustShareAPartition, mayNeedOptingIn]

  private typealias Parameters = AccelerationParameters

  /// In one Region there is nothing to peer, and nothing to win.
  private static let mustDiffer: Stack.Rule = { configuration, _ in
    guard let resource = configuration[Parameters.resourceRegion],
      let expose = configuration[Parameters.exposeRegion], resource == expose
    else { return [] }
    return [
      Diagnostic(
        .error, "same-region", "EXPOSE_REGION and RESOURCE_REGION are both \(expose.text)",
        at: configuration.span(of: Parameters.exposeRegion),
        help: "name the Region that is nearest to the clients, and not the service's own",
        related: [
          .init("RESOURCE_REGION is here", at: configuration.span(of: Parameters.resourceRegion))
        ])
    ]
  }

  /// An account belongs to one partition and reaches nothing of another
  /// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
  private static let mustShareAPartition: Stack.Rule = { configuration, _ in
    guard let resource = configuration[Parameters.resourceRegion]?.facts,
      let expose = configuration[Parameters.exposeRegion]?.facts,
      resource.partition != expose.partition
    else { return [] }
    return [
      Diagnostic(
        .error, "partitions-differ",
        "\(expose.code) is in the partition \(expose.partition), RESOURCE_REGION is in \(resource.partition)",
        at: configuration.span(of: Parameters.exposeRegion),
        help: "VPCs of two partitions cannot be peered: choose both Regions from one of them",
        related: [
          .init(
            "\(resource.code) is in the partition \(resource.partition)",
            at: configuration.span(of: Parameters.resourceRegion))
        ])
    ]
  }

  /// Calls to an opt-in Region that the account has not enabled are refused (same page).
  private static let mayNeedOptingIn: Stack.Rule = { configuration, _ in
    [Parameters.resourceRegion, Parameters.exposeRegion].compactMap { parameter in
      guard let region = configuration[parameter]?.facts, region.isOptIn else { return nil }
      return Diagnostic(
        .note, "opt-in-region",
        "\(region.code), \(region.name), works only in accounts that have enabled it",
        at: configuration.span(of: parameter),
        help: "aws account get-region-opt-status --region-name \(region.code) tells; "
          + "aws account enable-region --region-name \(region.code) enables it")
    }
  }
}
