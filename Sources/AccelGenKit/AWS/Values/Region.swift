/// An AWS Region that the catalogue knows, for example `ap-southeast-3`.
public struct Region: ParameterValue, Hashable {
  public static var typeName: String { "Region" }

  public let facts: RegionFacts

  /// The Region's code, for example `ap-southeast-3`.
  public var text: String { facts.code }

  public static func parse(_ text: String) throws(InvalidValue) -> Region {
    guard let facts = RegionCatalogue.find(text) else {
      throw InvalidValue(
        "unknown-region", "\(text.shown) is not a Region of AWS",
        help: Suggestion.question(near: text, among: RegionCatalogue.all.map(\.code))
          ?? "accelgen regions lists them")
    }
    return Region(facts: facts)
  }
}
