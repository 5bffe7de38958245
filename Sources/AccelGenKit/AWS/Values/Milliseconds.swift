/// A time in milliseconds, for example the longest that answers may take: 1 to 60000.
///
/// No limit of AWS's: a minute is more than a client waits for an answer.
public struct Milliseconds: ParameterValue, Hashable {
  public static var typeName: String { "Milliseconds" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> Milliseconds {
    guard let number = Int(decimal: text), (1...60_000).contains(number) else {
      throw InvalidValue(
        "milliseconds", "\(text.shown) is not a number of milliseconds",
        help: "write a number from 1 to 60000, without a unit")
    }
    return Milliseconds(number: number)
  }

  public var text: String { String(number) }
}
