/// What a deployment takes for itself, so that another one of the same run, of whatever stack, may be in its
/// way. (That two have one name, nobody needs to claim.)
public struct Claim: Sendable {
  enum Content: Sendable {
    /// A name that people tell resources apart by: AWS, which goes by ids, takes it twice.
    case name(String)
    /// Addresses that are joined to a network, whose routes can lead to one owner of an address only.
    case addresses(IPv4CIDR, of: String, network: String)
  }

  let content: Content
  /// The account, as far as it is known: the profile's name.
  let account: String
  /// Where to point when another one has it.
  let span: SourceSpan

  /// A resource's name in a Region.
  ///
  /// - Parameter kind: what it is, for example `VPC`.
  public static func name(
    _ name: ResourceName, of kind: String, in region: Region, account: ProfileName?,
    at span: SourceSpan
  ) -> Claim {
    Claim(
      content: .name("\(kind) \(name.text) in \(region.text)"), account: account?.text ?? "",
      span: span)
  }

  /// The addresses of something that is peered with a network.
  ///
  /// - Parameters:
  ///   - owner: what has the addresses, for people.
  ///   - network: what tells the network from all others in the account, for example its id.
  public static func addresses(
    _ block: IPv4CIDR, of owner: String, peeredWith network: String, account: ProfileName?,
    at span: SourceSpan
  ) -> Claim {
    Claim(
      content: .addresses(block, of: owner, network: network), account: account?.text ?? "",
      span: span)
  }
}
