/// What AWS charges for what is used beside the network itself: the instances that train.sh launches, and what passes
/// between the network and the second Region.
enum MLNetworkTrainingCosts {
  private typealias Parameters = MLNetworkParameters
  private typealias Training = MLNetworkTrainingParameters
  private typealias Peer = MLNetworkPeerParameters

  static let measures: [UsageMeasure] = [.trainingHours, .gigabytesToPeer, .gigabytesFromPeer]

  static func unused(_ configuration: Configuration) -> Set<UsageMeasure> {
    Set(type(configuration) == nil ? [.trainingHours] : [])
      .union(peer(configuration) == nil ? [.gigabytesToPeer, .gigabytesFromPeer] : [])
  }

  static func charges(_ configuration: Configuration, _ usage: Usage) -> [Charge] {
    guard let region = configuration[Parameters.region]?.facts else { return [] }
    return instances(configuration, in: region, usage) + peering(configuration, in: region, usage)
  }

  private static func instances(
    _ configuration: Configuration, in region: RegionFacts, _ usage: Usage
  ) -> [Charge] {
    guard let type = type(configuration), let count = configuration[Training.count],
      let number = UInt64(exactly: count.number)
    else { return [] }
    return [
      Charge(
        "Training (\(count.text) × \(type.text))",
        Price.Key(.ec2Hour, region.code, variant: [type.text]),
        Quantity(millionths: number * Quantity.one.millionths) * usage[.trainingHours])
    ]
  }

  /// What leaves a Region for another one is charged for where it leaves, and not where it arrives
  /// (https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer).
  private static func peering(
    _ configuration: Configuration, in region: RegionFacts, _ usage: Usage
  ) -> [Charge] {
    guard let peer = peer(configuration) else { return [] }
    return [
      Charge(
        "To the second Region", Price.Key(.interRegionGigabyte, region.code, to: peer.code),
        usage[.gigabytesToPeer]),
      Charge(
        "From the second Region", Price.Key(.interRegionGigabyte, peer.code, to: region.code),
        usage[.gigabytesFromPeer]),
    ]
  }

  static func assumptions(_ configuration: Configuration) -> [String] {
    (type(configuration) == nil
      ? []
      : [
        "Training is counted on demand, with Linux, for hours in which all \(Training.count.key) instances run, and "
          + "without their disks. deploy_all.sh launches none, so that it is no part of what is due unused."
      ])
      + (peer(configuration) == nil
        ? []
        : [
          "The second VPC, its endpoint for S3 and the peering cost nothing; a gigabyte between the Regions is "
            + "charged for where it leaves. What a store in the second Region charges for is not counted."
        ])
  }

  private static func type(_ configuration: Configuration) -> InstanceType? {
    configuration[Training.type] ?? nil
  }

  private static func peer(_ configuration: Configuration) -> RegionFacts? {
    (configuration[Peer.region] ?? nil)?.facts
  }
}
