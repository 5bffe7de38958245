/// Looks up the prices of charges.
struct CostPricing {
  let prices: PriceBook
  /// That of all amounts; nil when no price is known and the partition does not tell.
  let currency: Currency?
  /// Whether free allowances are counted, as if the account used them for nothing else.
  private let countsFree: Bool
  /// Whether there are any where the charges arise.
  private let hasFree: Bool

  init(_ charges: [Charge], prices: PriceBook, countsFree: Bool) {
    let partition = charges.lazy.compactMap { $0.key?.region.flatMap(RegionCatalogue.find) }
      .first?.partition
    self.prices = prices
    hasFree = partition == FreeAllowance.partition
    self.countsFree = countsFree && hasFree
    currency =
      partition.flatMap(Currency.billed)
      ?? charges.lazy.compactMap { $0.key.flatMap { prices[$0]?.currency } }.first
  }

  /// - Parameter charges: all of a bill's: they share the free allowances, the first ones first.
  func lines(_ charges: [Charge]) -> [CostLine] {
    lines(
      charges,
      prices: charges.map { charge in
        let price = charge.key.flatMap { prices[$0] }
        // Amounts in two currencies make no sum: the other one is as good as unknown.
        return price?.currency == currency ? price : nil
      })
  }

  /// The same bill for other quantities: its prices are known.
  func lines(_ charges: [Charge], as lines: [CostLine]) -> [CostLine] {
    self.lines(charges, prices: lines.map(\.price))
  }

  private func lines(_ charges: [Charge], prices: [Price?]) -> [CostLine] {
    var used: [PriceItem: Quantity] = [:]
    return zip(charges, prices).map { charge, price in
      var free = Quantity.zero
      if countsFree, let item = charge.key?.item, let allowance = item.allowance {
        free = min(
          charge.quantity, allowance.quantity.reduced(by: used[item, default: .zero]))
        used[item, default: .zero] = used[item, default: .zero] + free
      }
      return CostLine(charge: charge, price: price, free: free)
    }
  }

  /// The free allowances that are for some of these charges, each once.
  func allowances(_ charges: [Charge]) -> [FreeAllowance] {
    var found: [FreeAllowance] = []
    for allowance in charges.compactMap({ $0.key?.item.allowance }) where hasFree {
      if !found.contains(allowance) { found.append(allowance) }
    }
    return found
  }
}
