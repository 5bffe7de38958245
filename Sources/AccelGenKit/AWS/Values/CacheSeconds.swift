/// How long CloudFront keeps an answer: 1 to 31,536,000 seconds, a year. A cache policy that keeps nothing can have
/// nothing in its key (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html).
public struct CacheSeconds: ParameterValue, Hashable {
  public static var typeName: String { "CacheSeconds" }

  public let seconds: Int

  static let possible = 1...31_536_000

  public static func parse(_ text: String) throws(InvalidValue) -> CacheSeconds {
    guard let seconds = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a whole number of seconds",
        help: "write a number without a unit, for example 300")
    }
    guard possible.contains(seconds) else {
      throw InvalidValue(
        "cache-seconds-range",
        "an answer is kept for \(possible.lowerBound) to \(possible.upperBound) seconds, this is \(seconds)",
        help: seconds < possible.lowerBound
          ? "write 1; where nothing is to be kept, the servers answer with Cache-Control: no-store"
          : "write \(possible.upperBound) for a year")
    }
    return CacheSeconds(seconds: seconds)
  }

  public var text: String { String(seconds) }
}
