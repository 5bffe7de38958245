/// What AWS charges for machines and their disks.
extension PriceItem {
  static let ofEC2 = [ec2Hour, ebsGp3GigabyteMonth]

  /// A machine of a type for an hour: Linux, on demand, shared hardware.
  public static let ec2Hour = PriceItem(
    "ec2Hour", by: .hour, variants: [Variant("instanceType")],
    listing: .regional(
      "AmazonEC2", operation: "RunInstances",
      filters: { _, variant in
        variant.map { PriceQuery.Filter("instanceType", $0) } + [
          .init("operatingSystem", "Linux"), .init("tenancy", "Shared"),
          .init("preInstalledSw", "NA"), .init("capacitystatus", "Used"),
        ]
      },
      variant: { usageType in
        let start = "BoxUsage:"
        return usageType.hasPrefix(start) ? [String(usageType.dropFirst(start.count))] : nil
      }))

  public static let ebsGp3GigabyteMonth = PriceItem(
    "ebsGp3GigabyteMonth", by: .gigabyteMonth,
    listing: .regional(
      "AmazonEC2", "EBS:VolumeUsage.gp3",
      asking: [.init("productFamily", "Storage"), .init("volumeApiName", "gp3")]))
}
