/// Rules about Regions that an account must enable.
struct OptInRules: Sendable {
  let regions: [Parameter<Region>]
  /// Those that a deployment may do without.
  var besides: [Parameter<Region?>] = []

  /// Calls to an opt-in Region that the account has not enabled are refused
  /// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
  func mayNeedOptingIn(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    let named =
      regions.map { (configuration[$0], configuration.span(of: $0)) }
      + besides.map { (configuration[$0] ?? nil, configuration.span(of: $0)) }
    return named.compactMap { region, span in
      guard let region = region?.facts, region.isOptIn else { return nil }
      return Diagnostic(
        .note, "opt-in-region",
        "\(region.code), \(region.name), works only in accounts that have enabled it", at: span,
        help: "aws account get-region-opt-status --region-name \(region.code) tells; "
          + "aws account enable-region --region-name \(region.code) enables it")
    }
  }
}
