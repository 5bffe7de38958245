extension VPCBlock {
  /// What a block must have room for.
  struct Room: Sendable {
    /// The longest prefix with which it has.
    let longestPrefix: Int
    /// For example `two subnets`.
    let name: String
    /// The same where the name has been said, for example `two`.
    let shortName: String
    /// Why no longer one will do.
    let reason: String

    static let twoSubnets = Room(
      longestPrefix: SubnetLayout.longestPrefix - 1, name: "two subnets", shortName: "two",
      reason: "a subnet has at least 16 addresses")
  }
}
