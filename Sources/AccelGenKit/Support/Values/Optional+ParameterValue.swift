/// A value that may be left empty: `KEY=""` means none.
extension Optional: ParameterValue where Wrapped: ParameterValue {
  public static var typeName: String { Wrapped.typeName + "?" }
  public static var none: Self? { .some(.none) }

  public static func parse(_ text: String) throws(InvalidValue) -> Self {
    try .some(Wrapped.parse(text))
  }

  public var text: String { self?.text ?? "" }
  public var isSet: Bool { self != nil }
}
