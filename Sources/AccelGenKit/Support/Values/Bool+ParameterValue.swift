/// A flag: `true` or `false`, nothing else.
extension Bool: ParameterValue {
  public static var typeName: String { "Bool" }

  public static func parse(_ text: String) throws(InvalidValue) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default:
      throw InvalidValue(
        "not-a-flag", "\(text.shown) is neither true nor false", help: "write true or false")
    }
  }

  public var text: String { self ? "true" : "false" }
  public var isSet: Bool { self }
}
