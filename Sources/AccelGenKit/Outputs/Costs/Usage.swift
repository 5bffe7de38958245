/// How much a deployment is used in a month.
public struct Usage: Sendable, Hashable {
  /// How long it stands.
  public let hours: Quantity
  /// What clients send to the service.
  public let gigabytesIn: Quantity
  /// What the service answers.
  public let gigabytesOut: Quantity

  /// A month's hours as AWS's own calculator counts them: 8,760 hours a year, by twelve.
  public static let hoursOfMonth = Quantity(millionths: 730_000_000)

  public init(hours: Quantity, gigabytesIn: Quantity, gigabytesOut: Quantity) {
    self.hours = hours
    self.gigabytesIn = gigabytesIn
    self.gigabytesOut = gigabytesOut
  }

  /// The same month with so much more sent.
  func adding(gigabytesIn: Quantity = .zero, gigabytesOut: Quantity = .zero) -> Usage {
    Usage(
      hours: hours, gigabytesIn: self.gigabytesIn + gigabytesIn,
      gigabytesOut: self.gigabytesOut + gigabytesOut)
  }

  /// Both ways.
  var gigabytes: Quantity { gigabytesIn + gigabytesOut }
}
