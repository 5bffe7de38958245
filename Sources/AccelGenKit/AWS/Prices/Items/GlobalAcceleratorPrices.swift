/// What AWS charges for Global Accelerator, which is of no Region.
extension PriceItem {
  static let ofGlobalAccelerator = [acceleratorHour, acceleratorPremiumGigabyte]

  /// The price list does not have it.
  public static let acceleratorHour = PriceItem(
    "acceleratorHour", by: .hour, scope: .global, listing: nil)

  /// Of the larger direction, by the areas that a Region and the clients are in.
  public static let acceleratorPremiumGigabyte = PriceItem(
    "acceleratorPremiumGigabyte", by: .gigabyte, scope: .global,
    variants: ["regionArea", "clientArea"].map {
      Variant($0, among: AcceleratorArea.allCases.map(\.name))
    },
    listing: .global(
      "AWSGlobalAccelerator", operation: dominant,
      filters: { areas in
        let codes = areas.compactMap { AcceleratorArea(name: $0)?.listCode }
        guard codes.count == 2 else { return nil }
        return [
          .init("fromLocation", codes[0]), .init("toLocation", codes[1]),
          .init("trafficDirection", "Out"), .init("operation", dominant),
        ]
      },
      variant: { usageType in
        // For example EU-AP-Out-Bytes-Internet.
        let parts = usageType.split(separator: "-", maxSplits: 2)
        guard parts.count == 3, parts[2] == "Out-Bytes-Internet" else { return nil }
        let areas = parts.prefix(2).compactMap { AcceleratorArea(listCode: $0)?.name }
        return areas.count == 2 ? areas : nil
      }))

  private static let dominant = "Dominant"
}
