/// A day in an env template.
extension CalendarDate: ParameterValue {
  public static var typeName: String { "Date" }

  public static func parse(_ text: String) throws(InvalidValue) -> CalendarDate {
    guard let date = CalendarDate(text) else {
      throw InvalidValue(
        "date", "\(text.shown) is not a day", help: "write year, month and day: 2026-08-12")
    }
    return date
  }
}
