/// For which addresses a gateway endpoint makes routes: a route of each kind in every table
/// (`--ip-address-type` of https://docs.aws.amazon.com/cli/latest/reference/ec2/create-vpc-endpoint.html).
public enum IPAddressType: String, ParameterValue, CaseIterable {
  case ipv4, dualstack, ipv6

  public static var typeName: String { "IPAddressType" }

  public static func parse(_ text: String) throws(InvalidValue) -> IPAddressType {
    if let type = IPAddressType(rawValue: text) { return type }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "ip-address-type", "\(text.shown) is not a type of addresses",
      help: Suggestion.question(near: text, among: names)
        ?? "write \(names.joined(separator: ", or "))")
  }

  public var text: String { rawValue }
}
