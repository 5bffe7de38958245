/// The ml-network stack's picture: tiers and zones.
enum MLNetworkTopology {
  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  @Sendable static func of(_ configuration: Configuration) -> Topology? {
    nil
  }
}
