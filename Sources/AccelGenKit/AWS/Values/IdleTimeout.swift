/// How long a TCP connection may be silent before the load balancer forgets it: 60 to 6000 seconds
/// (listener attribute `tcp.idle_timeout.seconds`,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html).
public struct IdleTimeout: ParameterValue, Hashable {
  public static var typeName: String { "IdleTimeout" }

  public let seconds: Int

  public static func parse(_ text: String) throws(InvalidValue) -> IdleTimeout {
    guard let seconds = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a whole number of seconds",
        help: "write a number from 60 to 6000, without a unit")
    }
    guard (60...6000).contains(seconds) else {
      throw InvalidValue(
        "idle-timeout-range", "an idle timeout is 60 to 6000 seconds, this is \(seconds)",
        help: "write \(seconds < 60 ? 60 : 6000) for the \(seconds < 60 ? "shortest" : "longest")")
    }
    return IdleTimeout(seconds: seconds)
  }

  public var text: String { String(seconds) }
}
