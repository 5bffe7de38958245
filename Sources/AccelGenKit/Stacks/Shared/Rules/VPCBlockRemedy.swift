/// A block to write in place of one that a VPC cannot have.
///
/// It is legal itself, and stays so when the other VPC's block is replaced as proposed, too.
struct VPCBlockRemedy {
  let block: IPv4CIDR

  /// - Parameters:
  ///   - parameter: the key whose value is replaced.
  ///   - other: the key of the VPC that this one is peered with, and must not overlap.
  ///   - start: 1 or 2, another one for each of the two: the defaults are 10.1 and 10.2, so that odd numbers
  ///     are for one and even ones for the other, and the two proposals never overlap each other.
  ///   - longestPrefix: the one of the smallest block that has room for what is in the VPC.
  init(
    for parameter: Parameter<IPv4CIDR>, besides other: Parameter<IPv4CIDR>?, from start: UInt32,
    longestPrefix: Int, in configuration: Configuration
  ) {
    let other = other.flatMap { configuration[$0] }
    let present = configuration[parameter]
    let prefix = min(max(present?.prefix ?? 16, 16), longestPrefix)
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
    let blocks = stride(from: start, through: 8, by: 2).map {
      IPv4CIDR(containing: IPv4Address(number: 10 << 24 | $0 << 16), prefix: prefix)
    }
    // None is free when the other has most of 10.0.0.0/8: too much for a VPC, so it must change, too.
    block = blocks.first(where: isFree) ?? blocks[0]
  }
}
