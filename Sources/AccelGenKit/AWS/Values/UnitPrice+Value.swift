/// What one of something costs, as a value that scripts are given: a plain decimal number, in the currency that AWS
/// bills in there.
extension UnitPrice: ParameterValue {
  public static var typeName: String { "UnitPrice" }

  public static func parse(_ text: String) throws(InvalidValue) -> UnitPrice {
    guard let price = UnitPrice(text) else {
      throw InvalidValue(
        "unit-price", "\(text.shown) is not a price",
        help: "write a decimal number such as 0.045, without a currency")
    }
    return price
  }
}

extension Currency: ParameterValue {
  public static var typeName: String { "Currency" }

  public static func parse(_ text: String) throws(InvalidValue) -> Currency {
    guard let currency = Currency(text) else {
      throw InvalidValue(
        "currency", "\(text.shown) is not a currency's code",
        help: "write three capital letters, for example USD")
    }
    return currency
  }

  public var text: String { code }
}
