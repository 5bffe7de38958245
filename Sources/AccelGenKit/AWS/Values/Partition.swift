/// What an ARN begins with after `arn:`: `aws`, or a group of Regions with accounts of their own, for example
/// `aws-cn` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
public struct Partition: ParameterValue, Hashable {
  public static var typeName: String { "Partition" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> Partition {
    guard RegionCatalogue.all.contains(where: { $0.partition == text }) else {
      throw InvalidValue(
        "partition", "\(text.shown) is no partition of AWS", help: "write aws, for example")
    }
    return Partition(text: text)
  }
}
