/// A block to write in place of one that a VPC cannot have.
///
/// It is legal itself, and stays so when the other VPC's block is replaced as proposed, too.
struct VPCBlockRemedy {
  let block: IPv4CIDR

  /// - Parameters:
  ///   - vpc: the one whose block is replaced.
  ///   - other: the key of the VPC that this one is peered with, and must not overlap.
  init(
    for vpc: VPCBlock, besides other: Parameter<IPv4CIDR>?, in configuration: Configuration
  ) {
    let other = other.flatMap { configuration[$0] }
    let present = configuration[vpc.parameter]
    let prefix = min(max(present?.prefix ?? 16, 16), vpc.room.longestPrefix)
    func isFree(_ block: IPv4CIDR) -> Bool { other.map { !$0.overlaps(block) } ?? true }

    if let present {
      let near = IPv4CIDR(containing: present.base, prefix: prefix)
      let isGood =
        near.isAllowedForVPCs && near.isPrivate && !near.overlaps(IPv4CIDR.usedByServices)
      if isGood, isFree(near) {
        block = near
        return
      }
    }
    let blocks = stride(from: vpc.remediesFrom, through: 8, by: 2).map {
      IPv4CIDR(containing: IPv4Address(number: 10 << 24 | $0 << 16), prefix: prefix)
    }
    // None is free when the other has most of 10.0.0.0/8: too much for a VPC, so it must change, too.
    block = blocks.first(where: isFree) ?? blocks[0]
  }
}
