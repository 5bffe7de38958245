/// How much a deployment is used in a month, and by whom.
public struct Usage: Sendable, Hashable {
  /// How long it stands.
  public let hours: Quantity
  /// Where its clients are; nil when that was not said.
  public let clientArea: AcceleratorArea?
  private let amounts: [UsageMeasure: Quantity]

  /// A month's hours as AWS's own calculator counts them: 8,760 hours a year, by twelve.
  public static let hoursOfMonth = Quantity(millionths: 730_000_000)

  public init(
    hours: Quantity, _ amounts: [UsageMeasure: Quantity] = [:], clientArea: AcceleratorArea? = nil
  ) {
    self.hours = hours
    self.amounts = amounts
    self.clientArea = clientArea
  }

  /// How much of something; nothing where it was not said.
  public subscript(measure: UsageMeasure) -> Quantity { amounts[measure] ?? .zero }

  /// The same month with one more of something.
  func adding(oneOf measure: UsageMeasure) -> Usage {
    Usage(
      hours: hours, amounts.merging([measure: self[measure] + .one]) { $1 },
      clientArea: clientArea)
  }

  /// The part of a month that it stands, to a millionth: for what is sold by the month and charged
  /// by the hour.
  public var months: Quantity {
    let month = Self.hoursOfMonth.millionths
    // Hours have at most nine digits before the point, so that a million of them still fit.
    let (whole, rest) = hours.millionths.quotientAndRemainder(dividingBy: month)
    return Quantity(millionths: whole * 1_000_000 + (rest * 1_000_000 + month / 2) / month)
  }
}
