/// What AWS charges for a stack's deployments: a value of the stack, so that the engine knows
/// nothing of load balancers.
public struct CostModel: Sendable {
  /// What the charges depend on, besides hours.
  public let measures: [UsageMeasure]
  /// Those of them that a configuration's charges do not depend on.
  public let unused: @Sendable (Configuration) -> Set<UsageMeasure>
  /// For one configuration the same lines in the same order, whatever the usage.
  public let charges: @Sendable (Configuration, Usage) -> [Charge]
  /// What else a user could do, each with all that it would be charged for.
  public let alternatives: @Sendable (Configuration, Usage) -> [Alternative]
  /// What of the first of these the deployment does away with, where that is what it is for.
  public let saved: @Sendable (Configuration, Usage) -> [Charge]
  /// When the most is due of those charges that may grow, after "with": for example "4 servers all month". Nil of a
  /// configuration without such charges.
  public let growth: @Sendable (Configuration) -> String?
  /// What a reader must know to read the result, a sentence each.
  public let assumptions: @Sendable (Configuration) -> [String]
  /// What can be compared across Regions; nil for a stack whose place is not a matter of choice.
  public let placement: Placement?
  /// The most that a deployment may cost; nil for a stack that has no key for that.
  public let limit: CostLimit?

  public init(
    measures: [UsageMeasure],
    unused: @escaping @Sendable (Configuration) -> Set<UsageMeasure> = { _ in [] },
    charges: @escaping @Sendable (Configuration, Usage) -> [Charge],
    alternatives: @escaping @Sendable (Configuration, Usage) -> [Alternative],
    saved: @escaping @Sendable (Configuration, Usage) -> [Charge] = { _, _ in [] },
    growth: @escaping @Sendable (Configuration) -> String? = { _ in nil },
    assumptions: @escaping @Sendable (Configuration) -> [String], placement: Placement? = nil,
    limit: CostLimit? = nil
  ) {
    self.measures = measures
    self.unused = unused
    self.charges = charges
    self.alternatives = alternatives
    self.saved = saved
    self.growth = growth
    self.assumptions = assumptions
    self.placement = placement
    self.limit = limit
  }

  /// A Region that a user chooses.
  public struct Placement: Sendable {
    /// The parameter that names it.
    let parameter: Parameter<Region>
    /// Where the deployment cannot be, by code.
    let excluded: @Sendable (Configuration) -> Set<String>
    /// What a reader must know to choose by price, in a sentence or two.
    public let remark: String

    public var key: String { parameter.key }

    public init(
      _ parameter: Parameter<Region>, remark: String,
      excluding excluded: @escaping @Sendable (Configuration) -> Set<String>
    ) {
      self.parameter = parameter
      self.remark = remark
      self.excluded = excluded
    }
  }

  /// Every price that an estimate of a configuration may need, each once.
  public func keys(
    _ configuration: Configuration, clientArea: AcceleratorArea? = nil
  ) -> [Price.Key] {
    let usage = Usage(
      hours: .one, Dictionary(measures.map { ($0, Quantity.one) }) { first, _ in first },
      clientArea: clientArea)
    let all =
      charges(configuration, usage) + alternatives(configuration, usage).flatMap(\.charges)
    var seen: Set<Price.Key> = []
    return all.compactMap(\.key).filter { seen.insert($0).inserted }
  }
}

/// A line of a bill before its price is looked up.
public struct Charge: Sendable, Hashable {
  /// What is charged for, for people.
  public let name: String
  /// The price; nil for one that accelgen cannot know, whatever price file is given.
  public let key: Price.Key?
  public let quantity: Quantity
  /// Whether it is due for every hour, used or not.
  public let isFixed: Bool
  /// To how much it may grow by itself, within what is configured; nil for what does not.
  public let most: Quantity?

  public init(
    _ name: String, _ key: Price.Key?, _ quantity: Quantity, isFixed: Bool = false,
    most: Quantity? = nil
  ) {
    self.name = name
    self.key = key
    self.quantity = quantity
    self.isFixed = isFixed
    self.most = most
  }
}

/// Another way to the same end.
public struct Alternative: Sendable, Hashable {
  public let name: String
  public let charges: [Charge]
  /// How it differs, what is not known about its cost, in a sentence or two.
  public let remark: String

  public init(_ name: String, _ charges: [Charge], remark: String) {
    self.name = name
    self.charges = charges
    self.remark = remark
  }
}
