/// The name of a table in DynamoDB: 3 to 255 letters, digits and `_ - .`
/// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html);
/// here it begins with a letter, a digit or `_`, so that nothing takes it for an option.
public struct TableName: ParameterValue, Hashable {
  public static var typeName: String { "TableName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> TableName {
    guard (3...255).contains(text.utf8.count), text.unicodeScalars.allSatisfy(isAllowed),
      !text.hasPrefix("-"), !text.hasPrefix(".")
    else {
      throw InvalidValue(
        "table-name", "\(text.shown) is not the name of a table",
        help: text.hasPrefix("arn:")
          ? "write the table's name alone: its indexes go with it"
          : "3 to 255 letters, digits and _ - . with a letter, a digit or _ first")
    }
    return TableName(text: text)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetterOrDigit || scalar == "_" || scalar == "-" || scalar == "."
  }
}
