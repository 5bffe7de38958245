/// In how many Availability Zones a network stands: at least two, which a load balancer needs
/// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html), and at
/// most six, the most that a Region has
/// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html).
public struct ZoneCount: ParameterValue, Hashable {
  public static var typeName: String { "ZoneCount" }

  public let number: Int

  static let possible = 2...6

  public static func parse(_ text: String) throws(InvalidValue) -> ZoneCount {
    guard let number = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a number of zones",
        help: "write a number from \(possible.lowerBound) to \(possible.upperBound)")
    }
    guard possible.contains(number) else {
      throw InvalidValue(
        "zone-count-range",
        "a network stands in \(possible.lowerBound) to \(possible.upperBound) zones, this is \(number)",
        help: number < possible.lowerBound
          ? "write \(possible.lowerBound): with one zone all is gone when that fails, and a load balancer takes two"
          : "write \(possible.upperBound), the most that a Region has")
    }
    return ZoneCount(number: number)
  }

  public var text: String { String(number) }
}
