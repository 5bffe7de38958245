/// What a gigabyte costs, in USD, as a plain decimal number, for example `0.045`.
public struct GigabytePrice: ParameterValue, Hashable {
  public static var typeName: String { "GigabytePrice" }

  public let price: UnitPrice

  public var text: String { price.text }

  public static func parse(_ text: String) throws(InvalidValue) -> GigabytePrice {
    guard let price = UnitPrice(text) else {
      throw InvalidValue(
        "gigabyte-price", "\(text.shown) is not a price", help: "write a number, for example 0.045")
    }
    return GigabytePrice(price: price)
  }
}
