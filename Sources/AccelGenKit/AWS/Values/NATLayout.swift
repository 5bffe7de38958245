/// How private subnets reach the internet
/// (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html).
public enum NATLayout: String, ParameterValue, CaseIterable {
  /// A NAT gateway in each zone, for that zone: the failure of one is that zone's alone.
  case perZone = "per-az"
  /// One NAT gateway for all zones, which all fail with its own.
  case single
  /// One that AWS itself spreads over the zones
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html).
  case regional
  /// They do not.
  case nowhere = "none"

  public static var typeName: String { "NATLayout" }

  public static func parse(_ text: String) throws(InvalidValue) -> NATLayout {
    if let layout = NATLayout(rawValue: text) { return layout }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "nat-layout", "\(text.shown) is no way to place NAT gateways",
      help: Suggestion.question(near: text, among: names)
        ?? "write \(names.joined(separator: ", or "))")
  }

  public var text: String { rawValue }
  public var isSet: Bool { self != .nowhere }

  /// How many NAT gateways in subnets that makes.
  func gateways(in zones: ZoneCount) -> Int {
    switch self {
    case .perZone: zones.number
    case .single: 1
    case .regional, .nowhere: 0
    }
  }
}
