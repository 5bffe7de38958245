/// What AWS charges for a stack's deployments: a value of the stack, so that the engine knows nothing of
/// load balancers.
public struct CostModel: Sendable {
  /// For one configuration the same lines in the same order, whatever the usage.
  public let charges: @Sendable (Configuration, Usage) -> [Charge]
  /// What else a user could do, each with all that it would be charged for.
  public let alternatives: @Sendable (Configuration, Usage) -> [Alternative]
  /// What a reader must know to read the result, a sentence each.
  public let assumptions: @Sendable (Configuration) -> [String]

  public init(
    charges: @escaping @Sendable (Configuration, Usage) -> [Charge],
    alternatives: @escaping @Sendable (Configuration, Usage) -> [Alternative],
    assumptions: @escaping @Sendable (Configuration) -> [String]
  ) {
    self.charges = charges
    self.alternatives = alternatives
    self.assumptions = assumptions
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

  public init(_ name: String, _ key: Price.Key?, _ quantity: Quantity, isFixed: Bool = false) {
    self.name = name
    self.key = key
    self.quantity = quantity
    self.isFixed = isFixed
  }
}

/// Another way to the service.
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
