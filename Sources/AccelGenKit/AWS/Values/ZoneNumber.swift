/// Which of a network's zones, counted from 1.
public struct ZoneNumber: ParameterValue, Hashable {
  public static var typeName: String { "ZoneNumber" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> ZoneNumber {
    guard let number = Int(decimal: text), (1...ZoneCount.possible.upperBound).contains(number)
    else {
      throw InvalidValue(
        "zone-number", "\(text.shown) is not a zone's number",
        help: "write 1 for the first zone, 2 for the second and so on")
    }
    return ZoneNumber(number: number)
  }

  public var text: String { String(number) }
}
