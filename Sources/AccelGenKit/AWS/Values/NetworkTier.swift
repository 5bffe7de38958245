/// Subnets that do the same, one in each zone.
public enum NetworkTier: String, ParameterValue, CaseIterable {
  case `public`, app, data, training

  public static var typeName: String { "NetworkTier" }

  public static func parse(_ text: String) throws(InvalidValue) -> NetworkTier {
    if let tier = NetworkTier(rawValue: text) { return tier }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "unknown-tier", "\(text.shown) is no tier",
      help: Suggestion.question(near: text, among: names)
        ?? "the tiers are \(names.joined(separator: ", "))")
  }

  public var text: String { rawValue }

  /// What its subnets' numbers in the VPC's block begin with: 0 for public.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
