/// How long a client stays with the version of the model that answered it first: 1 to 604800 seconds, a week
/// (`TargetGroupStickinessConfig`,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupStickinessConfig.html), or 0 for
/// clients that are dealt out anew with each request.
public struct StickyDuration: ParameterValue, Hashable {
  public static var typeName: String { "StickyDuration" }

  public let seconds: Int

  public static func parse(_ text: String) throws(InvalidValue) -> StickyDuration {
    guard let seconds = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a whole number of seconds",
        help: "write a number from 1 to 604800, without a unit, or 0 for clients that do not stay")
    }
    guard (0...604_800).contains(seconds) else {
      throw InvalidValue(
        "sticky-duration-range",
        "a client can stay with a version for 604800 seconds at most, this is \(seconds)",
        help: "write 604800 for a week, the longest, or 0 for clients that do not stay")
    }
    return StickyDuration(seconds: seconds)
  }

  public var text: String { String(seconds) }
}
