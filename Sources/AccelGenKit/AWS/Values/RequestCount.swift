/// How many requests a minute a server shall get: 1 to 1000000
/// (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html).
public struct RequestCount: ParameterValue, Hashable {
  public static var typeName: String { "RequestCount" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> RequestCount {
    guard let number = Int(decimal: text), (1...1_000_000).contains(number) else {
      throw InvalidValue(
        "request-count", "\(text.shown) is not a number of requests a minute",
        help: "write a whole number from 1 to 1000000")
    }
    return RequestCount(number: number)
  }

  public var text: String { String(number) }
}
