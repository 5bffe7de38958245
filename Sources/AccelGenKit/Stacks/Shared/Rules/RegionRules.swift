/// Rules about the service's Region and the one near the clients.
struct RegionRules: Sendable {
  let resource: Parameter<Region>
  let expose: Parameter<Region>
  /// What cannot be done across partitions, as a sentence without a full stop.
  let partitionLimit: String

  var all: [Stack.Rule] {
    [
      mustDiffer, mustShareAPartition,
      OptInRules(regions: [resource, expose]).mayNeedOptingIn,
    ]
  }

  /// In one Region there is nothing to win.
  private func mustDiffer(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let resource = configuration[self.resource],
      let expose = configuration[self.expose], resource == expose
    else { return [] }
    return [
      Diagnostic(
        .error, "same-region",
        "\(self.expose.key) and \(self.resource.key) are both \(expose.text)",
        at: configuration.span(of: self.expose),
        help: "name the Region that is nearest to the clients, and not the service's own",
        related: [
          .init("\(self.resource.key) is here", at: configuration.span(of: self.resource))
        ])
    ]
  }

  private func mustShareAPartition(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let resource = configuration[self.resource], let expose = configuration[self.expose]
    else { return [] }
    return PartitionRules(limit: partitionLimit).mustBeOne(
      expose, at: configuration.span(of: self.expose),
      with: resource, of: self.resource.key, at: configuration.span(of: self.resource))
  }
}
