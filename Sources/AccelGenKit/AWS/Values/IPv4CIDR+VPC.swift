extension IPv4CIDR {
  /// How long the prefix of a VPC's block can be (`AWSPage.vpcBlocks`).
  static let prefixesOfVPCs = 16...28

  /// Whether it may be a VPC's block.
  var isAllowedForVPCs: Bool {
    Self.prefixesOfVPCs.contains(prefix) && refusalForVPCs == nil
  }

  /// Why a VPC cannot have addresses of it, whatever its size.
  var refusalForVPCs: (block: IPv4CIDR, use: String)? {
    Self.refusedForVPCs.first { $0.block.overlaps(self) }
  }

  /// Whether all of it is in a private range: a load balancer's target may be there, in whatever VPC.
  var isPrivate: Bool { Self.targetable.contains { $0.contains(self) } }

  /// The private ranges, for people.
  static let privateRanges = targetable.map(\.text).joined(separator: ", ")
}
