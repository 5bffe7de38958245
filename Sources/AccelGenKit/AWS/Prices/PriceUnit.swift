/// What one of something is, when AWS sells it.
public struct PriceUnit: Sendable, Hashable {
  /// For people, for example `GB`.
  public let name: String
  /// How AWS's price list writes it, in small letters.
  let listNames: [String]
  /// How many of the list's own units are one of these.
  let countInList: UInt64

  private init(_ name: String, _ listNames: [String], countInList: UInt64 = 1) {
    self.name = name
    self.listNames = listNames
    self.countInList = countInList
  }

  static let hour = PriceUnit("h", ["hrs", "hours"])
  static let gigabyte = PriceUnit("GB", ["gb", "gigabytes"])
  static let gigabyteMonth = PriceUnit("GB-month", ["gb-mo", "gb-month"])
  static let applicationCapacityUnitHour = PriceUnit("LCU-h", ["lcu-hrs", "lcu-hours"])
  /// The list calls the network load balancer's units LCU, too.
  static let networkCapacityUnitHour = PriceUnit(
    "NLCU-h", ["lcu-hrs", "nlcu-hrs", "lcu-hours", "nlcu-hours"])
  static let alarmMonth = PriceUnit("mo", ["alarms"])
  static let dashboardMonth = PriceUnit("mo", ["dashboards"])
  static let tenThousandRequests = PriceUnit(
    "10000 requests", ["requests"], countInList: 10_000)
}
