/// The name of an HTTP header that a cache policy of CloudFront can have in its key: a token of RFC 9110 (section 5.6.2),
/// but for those that CloudFront treats by itself
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-create-cache-policy.html,
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html).
public struct HeaderName: ParameterValue, Hashable {
  public static var typeName: String { "HeaderName" }

  public let text: String

  /// In lower case.
  private static let unusable = [
    "accept-encoding", "connection", "content-length", "cookie", "expect", "host", "if-match",
    "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "max-forwards",
    "pragma",
    "proxy-authenticate", "proxy-authorization", "proxy-connection", "range", "request-range", "te",
    "trailer",
    "transfer-encoding", "upgrade", "via", "warning",
  ]

  public static func parse(_ text: String) throws(InvalidValue) -> HeaderName {
    guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(isOfTokens), text.first != "-"
    else {
      throw InvalidValue(
        "header-name", "\(text.shown) is not the name of a header",
        help: "write a name without a colon, for example Authorization")
    }
    let lower = text.lowercased()
    guard !unusable.contains(lower), !lower.hasPrefix("x-amz-"), !lower.hasPrefix("x-edge-") else {
      throw InvalidValue(
        "header-unusable", "CloudFront cannot tell answers apart by the header \(text.shown)",
        help: "write the header that proves who asks, for example Authorization")
    }
    return HeaderName(text: text)
  }

  /// Letters, digits and hyphens, which all headers in use have, none of which begins with a hyphen; AWS's console takes no
  /// more.
  private static func isOfTokens(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
