/// The values that follow from a VPC's block: its two subnets, and an endpoint's address in each.
struct SubnetDerivations: Sendable {
  let subnet1: Derivation<IPv4CIDR>
  let subnet2: Derivation<IPv4CIDR>
  let endpointAddress1: Derivation<IPv4Address>
  let endpointAddress2: Derivation<IPv4Address>

  /// - Parameters:
  ///   - side: what the keys begin with, for example `EXPOSE`.
  ///   - kind: what a subnet is called, for example `public subnet`.
  init(_ side: String, of block: Parameter<IPv4CIDR>, kind: String) {
    @Sendable func layout(_ configuration: Configuration) -> SubnetLayout? {
      configuration[block].flatMap { SubnetLayout(of: $0) }
    }
    func subnet(
      _ number: Int, _ ordinal: String, rule: String,
      _ part: @escaping @Sendable (SubnetLayout) -> IPv4CIDR
    ) -> Derivation<IPv4CIDR> {
      Derivation(
        "\(side)_SUBNET_\(number)_CIDR", "The \(ordinal) \(kind) of \(block.key)",
        from: [block.key], rule: rule, source: AWSPage.subnets
      ) { layout($0).map(part) }
    }
    func address(
      _ number: Int, _ ordinal: String, _ part: @escaping @Sendable (SubnetLayout) -> IPv4CIDR
    ) -> Derivation<IPv4Address> {
      Derivation(
        "\(side)_ENDPOINT_ADDRESS_\(number)",
        "The endpoint's fixed address in the \(ordinal) subnet", from: [block.key],
        rule:
          "The subnet's address \(SubnetLayout.endpointOffset), counted from 0; AWS keeps the first "
          + "four and the last one", source: AWSPage.subnets
      ) { layout($0).flatMap { part($0).address(at: SubnetLayout.endpointOffset) } }
    }
    subnet1 = subnet(
      1, "first",
      rule:
        "The VPC's first block with a prefix \(SubnetLayout.addedPrefix) longer than its own, "
        + "/\(SubnetLayout.longestPrefix) at most"
    ) { $0.first }
    subnet2 = subnet(
      2, "second", rule: "The VPC's next block after the first subnet, of the same size"
    ) { $0.second }
    endpointAddress1 = address(1, "first") { $0.first }
    endpointAddress2 = address(2, "second") { $0.second }
  }

  var subnets: [AnyDerivation] { [AnyDerivation(subnet1), AnyDerivation(subnet2)] }
  var endpointAddresses: [AnyDerivation] {
    [AnyDerivation(endpointAddress1), AnyDerivation(endpointAddress2)]
  }
}
