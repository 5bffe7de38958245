/// How long a connection of HTTP may be silent before an Application Load Balancer closes it: 1 to 4000 seconds
/// (attribute `idle_timeout.timeout_seconds`,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html).
///
/// A Network Load Balancer's is an ``IdleTimeout``.
public struct RequestIdleTimeout: ParameterValue, Hashable {
  public static var typeName: String { "RequestIdleTimeout" }

  public let seconds: Int

  public static func parse(_ text: String) throws(InvalidValue) -> RequestIdleTimeout {
    guard let seconds = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a whole number of seconds",
        help: "write a number from 1 to 4000, without a unit")
    }
    guard (1...4000).contains(seconds) else {
      throw InvalidValue(
        "idle-timeout-range",
        "an Application Load Balancer's idle timeout is 1 to 4000 seconds, this is \(seconds)",
        help: "write \(seconds < 1 ? 1 : 4000) for the \(seconds < 1 ? "shortest" : "longest")")
    }
    return RequestIdleTimeout(seconds: seconds)
  }

  public var text: String { String(seconds) }
}
