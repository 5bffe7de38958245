/// What AWS charges for the ml-network stack.
enum MLNetworkCosts {
  private typealias Parameters = MLNetworkParameters

  static let model = CostModel(
    measures: [],
    charges: { _, _ in [] },
    alternatives: { _, _ in [] },
    assumptions: { _ in [] })
}
