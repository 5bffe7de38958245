/// How many instances are launched at once: 1 to 999.
///
/// AWS itself takes 1,000 in one request
/// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html); the account's quota of vCPUs is
/// reached long before.
public struct InstanceCount: ParameterValue, Hashable {
  public static var typeName: String { "InstanceCount" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> InstanceCount {
    guard let number = Int(decimal: text), (1...999).contains(number) else {
      throw InvalidValue(
        "instance-count", "\(text.shown) is not a number of instances",
        help: "write a number from 1 to 999")
    }
    return InstanceCount(number: number)
  }

  public var text: String { String(number) }
}
