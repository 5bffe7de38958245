extension IPv4CIDR {
  /// All of the Internet.
  static let everything = block(0, 0, 0, 0, prefix: 0)

  /// What a VPC's block may not touch
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).
  static let refusedForVPCs: [(block: IPv4CIDR, use: String)] = [
    (block(0, 0, 0, 0, prefix: 8), "\"this\" network"),
    (block(127, 0, 0, 0, prefix: 8), "loopback addresses"),
    (block(169, 254, 0, 0, prefix: 16), "link-local addresses"),
    (block(224, 0, 0, 0, prefix: 4), "multicast addresses"),
  ]

  /// Used by AWS Cloud9 and Amazon SageMaker AI inside; the same page advises against it.
  static let usedByServices = block(172, 17, 0, 0, prefix: 16)

  /// Where a load balancer's target may be when it is outside of the target group's VPC: RFC 1918 and
  /// RFC 6598
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html).
  static let targetable = [
    block(10, 0, 0, 0, prefix: 8), block(100, 64, 0, 0, prefix: 10),
    block(172, 16, 0, 0, prefix: 12), block(192, 168, 0, 0, prefix: 16),
  ]

  /// For benchmarks of network devices (RFC 2544): not routed on the Internet, either.
  static let benchmarks = block(198, 18, 0, 0, prefix: 15)

  /// Class E, reserved for future use (RFC 1112, section 4): hardly any system takes packets from there.
  static let reserved = block(240, 0, 0, 0, prefix: 4)

  private static func block(
    _ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32, prefix: Int
  ) -> IPv4CIDR {
    let number = first << 24 | second << 16 | third << 8 | fourth
    return IPv4CIDR(containing: IPv4Address(number: number), prefix: prefix)
  }
}
