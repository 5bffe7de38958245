/// A VPC's block as the rules about it know it: its key, and what is proposed in place of one that will not do.
struct VPCBlock: Sendable {
  let parameter: Parameter<IPv4CIDR>
  /// The second number of the first block of 10.0.0.0/8 that is proposed; the next are two further each. Another one
  /// for each of two VPCs that are peered. Odd numbers are for one and even ones for the other, so that
  /// the two proposals never overlap each other.
  let remediesFrom: UInt32
  let room: Room

  init(_ parameter: Parameter<IPv4CIDR>, remediesFrom: UInt32, room: Room = .twoSubnets) {
    self.parameter = parameter
    self.remediesFrom = remediesFrom
    self.room = room
  }
}
