/// A charge with its price.
public struct CostLine: Sendable, Hashable {
  public let charge: Charge
  /// Nil when it is not known.
  public let price: Price?
  /// How much of it is counted as free of charge.
  public let free: Quantity

  /// Nil when the price is not known, even of nothing. What is free is at the bottom of a price's
  /// tiers: the first 100 GB out to the internet are among the first 10 TB.
  public var amount: Amount? { amount(of: charge.quantity) }

  /// What is due when there is as much of it as there may be by itself; nil when the price is not known.
  public var mostAmount: Amount? { amount(of: charge.most ?? charge.quantity) }

  private func amount(of quantity: Quantity) -> Amount? {
    price.map { $0.amount(of: quantity).reduced(by: $0.amount(of: free)) }
  }
}

/// A sum in which prices may be missing.
public struct CostTotal: Sendable, Hashable {
  /// The sum of what is known: all of it, or at least so much.
  public let amount: Amount
  /// How many lines have no price.
  public let unknownPrices: Int

  public var isComplete: Bool { unknownPrices == 0 }

  public init(_ lines: some Collection<CostLine>) {
    amount = lines.reduce(.zero) { $0 + ($1.amount ?? .zero) }
    unknownPrices = lines.count { $0.price == nil }
  }

  /// What they come to when there is as much of each as there may be by itself.
  init(most lines: some Collection<CostLine>) {
    amount = lines.reduce(.zero) { $0 + ($1.mostAmount ?? .zero) }
    unknownPrices = lines.count { $0.price == nil }
  }

  /// What the same lines cost more when there is more of some; a price counts as unknown only where
  /// it is one of those.
  init(from before: [CostLine], to after: [CostLine]) {
    amount = CostTotal(after).amount.reduced(by: CostTotal(before).amount)
    unknownPrices = zip(before, after).count {
      $0.charge.quantity < $1.charge.quantity && $1.price == nil
    }
  }
}
