/// What AWS charges for Direct Connect.
extension PriceItem {
  static let ofDirectConnect = [directConnectPortHour]

  /// A port for an hour. How the list names the places is not known for sure: it is not asked.
  public static let directConnectPortHour = PriceItem(
    "directConnectPortHour", by: .hour, scope: .global,
    variants: [
      Variant("kind", among: ["dedicated", "hosted"]), Variant("capacity"),
      Variant("area", among: ["Japan", "other"]),
    ],
    listing: nil)
}
