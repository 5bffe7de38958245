/// Rules about the zones of a Region that are left out.
struct ZoneRules: Sendable {
  let zones: Parameter<[AvailabilityZoneID]>
  let region: Parameter<Region>

  var all: [Stack.Rule] { [mustBeInTheirRegion] }

  /// The ID of another Region's zone would keep nothing out.
  private func mustBeInTheirRegion(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    // Where no source tells how a Region's zones are called, none is refused.
    guard let region = configuration[self.region], let prefix = region.facts.zoneIDPrefix else {
      return []
    }
    return configuration.elements(of: zones).filter { $0.0.regionPrefix != prefix }.map {
      zone, span in
      let home = RegionCatalog.all.first { $0.zoneIDPrefix == zone.regionPrefix }?.code
      return Diagnostic(
        .error, "zone-region",
        home.map { "\(zone.text) is a zone of \($0), not of \(region.text)" }
          ?? "\(zone.text) is not a zone of \(region.text)", at: span,
        help: "zones of \(region.text) have IDs such as \(prefix)-az1",
        related: [
          .init("\(self.region.key) is here", at: configuration.span(of: self.region))
        ])
    }
  }
}
