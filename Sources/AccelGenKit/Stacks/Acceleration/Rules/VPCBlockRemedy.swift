/// A block to write in place of one that a VPC cannot have.
///
/// It is legal itself, and stays so when both VPCs' blocks are replaced as proposed.
struct VPCBlockRemedy {
  let block: IPv4CIDR

  private typealias Parameters = AccelerationParameters

  /// - Parameter parameter: the key whose value is replaced, one of the two VPCs' blocks.
  init(for parameter: Parameter<IPv4CIDR>, in configuration: Configuration) {
    let isResource = parameter.key == Parameters.resourceVPCBlock.key
    let other = configuration[isResource ? Parameters.exposeVPCBlock : Parameters.resourceVPCBlock]
    let present = configuration[parameter]
    let prefix = min(max(present?.prefix ?? 16, 16), 27)
    func isFree(_ block: IPv4CIDR) -> Bool { other.map { !$0.overlaps(block) } ?? true }

    if let present {
      let near = IPv4CIDR(containing: present.base, prefix: prefix)
      let isGood =
        VPCBlockRules.isLegal(near) && VPCBlockRules.isPrivate(near)
        && !near.overlaps(IPv4CIDR.usedByServices)
      if isGood, isFree(near) {
        block = near
        return
      }
    }
    // The defaults are 10.1 and 10.2: odd numbers for one, even ones for the other, so that the two
    // proposals never overlap each other.
    let blocks = stride(from: isResource ? UInt32(1) : 2, through: 8, by: 2).map {
      IPv4CIDR(containing: IPv4Address(number: 10 << 24 | $0 << 16), prefix: prefix)
    }
    // None is free when the other has most of 10.0.0.0/8: too much for a VPC, so it must change, too.
    block = blocks.first(where: isFree) ?? blocks[0]
  }
}
