/// The size of a disk, in gigabytes: 1 to 16384, as volumes of the type gp3 have it at least everywhere
/// (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html).
public struct DiskGigabytes: ParameterValue, Hashable {
  public static var typeName: String { "DiskGigabytes" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> DiskGigabytes {
    guard let number = Int(decimal: text), (1...16_384).contains(number) else {
      throw InvalidValue(
        "disk-gigabytes", "\(text.shown) is not the size of a disk",
        help: "write a whole number of gigabytes from 1 to 16384, without a unit")
    }
    return DiskGigabytes(number: number)
  }

  public var text: String { String(number) }
}
