/// How a VPC's block is divided: two subnets at its start, one for each of two availability zones.
struct SubnetLayout: Sendable, Equatable {
  /// The smallest subnet that AWS makes, 16 addresses (`AWSPage.subnets`).
  static let longestPrefix = 28
  /// How much longer a subnet's prefix is than the block's: room for sixteen, of which there are two.
  static let addedPrefix = 4
  /// The endpoint's address in its subnet, counted from the subnet's first. AWS keeps the first four and
  /// the last of each subnet (`AWSPage.subnets`), and the one at 2 of the VPC for its DNS server.
  static let endpointOffset = 10

  let first: IPv4CIDR
  let second: IPv4CIDR

  /// - Returns: nil when two subnets do not fit: the block is smaller than a /27.
  init?(of vpc: IPv4CIDR) {
    let prefix = min(vpc.prefix + Self.addedPrefix, Self.longestPrefix)
    guard let first = vpc.subnet(0, prefix: prefix), let second = vpc.subnet(1, prefix: prefix)
    else {
      return nil
    }
    self.first = first
    self.second = second
  }
}
