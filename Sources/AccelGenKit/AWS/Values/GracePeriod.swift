/// For how long an Auto Scaling group does not replace a new server that fails its health checks: 0 to 7200 seconds here
/// (https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html).
public struct GracePeriod: ParameterValue, Hashable {
  public static var typeName: String { "GracePeriod" }

  public let seconds: Int

  public static func parse(_ text: String) throws(InvalidValue) -> GracePeriod {
    guard let seconds = Int(decimal: text), (0...7200).contains(seconds) else {
      throw InvalidValue(
        "grace-period", "\(text.shown) is not a number of seconds that a server may take",
        help: "write a number from 0 to 7200, without a unit")
    }
    return GracePeriod(seconds: seconds)
  }

  public var text: String { String(seconds) }
}
