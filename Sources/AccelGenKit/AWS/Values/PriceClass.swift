/// From which of CloudFront's edge locations viewers are served, and so at which prices
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html).
public enum PriceClass: String, ParameterValue, CaseIterable {
  /// North America, Europe and Israel.
  case least = "PriceClass_100"
  /// Most, without the dearest.
  case most = "PriceClass_200"
  case all = "PriceClass_All"

  public static var typeName: String { "PriceClass" }

  public static func parse(_ text: String) throws(InvalidValue) -> PriceClass {
    if let found = PriceClass(rawValue: text) { return found }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "price-class", "\(text.shown) is no price class of CloudFront",
      help: Suggestion.question(near: text, among: names)
        ?? "write \(names.joined(separator: ", or "))")
  }

  public var text: String { rawValue }
}
