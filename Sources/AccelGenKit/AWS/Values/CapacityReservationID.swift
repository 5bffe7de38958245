/// The id of capacity that is reserved for instances, on demand or as a Capacity Block, as `ResourceID` says.
public struct CapacityReservationID: ParameterValue, Hashable {
  public static var typeName: String { "CapacityReservationID" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> CapacityReservationID {
    guard ResourceID.isID(text, of: "cr") else {
      throw InvalidValue(
        "capacity-reservation-id", "\(text.shown) is not the id of a capacity reservation",
        help:
          "write one such as cr-0123456789abcdef0; aws ec2 describe-capacity-reservations --region "
          + "<region> prints those of a Region, Capacity Blocks included")
    }
    return CapacityReservationID(text: text)
  }
}
