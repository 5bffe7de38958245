/// The name of a web ACL in AWS WAF: of scope REGIONAL, such as can protect a load balancer
/// (https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html), or of scope CLOUDFRONT, for
/// distributions (https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html).
public struct WebACLARN: ParameterValue, Hashable {
  public static var typeName: String { "WebACLARN" }

  public let text: String
  /// What it begins with after `arn:`.
  let partition: String
  /// The code of the Region that it is in; whether there is such a one has not been looked at.
  let region: String
  /// Whether its scope is CLOUDFRONT.
  let isGlobal: Bool

  /// Where those of scope CLOUDFRONT are.
  private static let home = (partition: "aws", region: "us-east-1")

  public static func parse(_ text: String) throws(InvalidValue) -> WebACLARN {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "wafv2",
      RegionCatalogue.all.contains(where: { $0.partition == parts[1] }),
      !parts[3].isEmpty, parts[3].unicodeScalars.allSatisfy(isOfRegions),
      parts[4].utf8.count == 12, parts[4].unicodeScalars.allSatisfy(\.isASCIIDigit)
    else { throw noARN(text) }
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard path.count == 4, path[1] == "webacl", isName(path[2]),
      ResourceID.isUUID(Substring(path[3]), ofDigits: ResourceID.isHexadecimal)
    else { throw noARN(text) }
    guard ["global", "regional"].contains(path[0]) else { throw noARN(text) }
    let isGlobal = path[0] == "global"
    guard !isGlobal || (parts[1] == home.partition && parts[3] == home.region) else {
      throw InvalidValue(
        "web-acl-scope",
        "\(text.shown) is of scope CLOUDFRONT, and such web ACLs are of \(home.region) alone",
        help:
          "write it as aws wafv2 list-web-acls --scope CLOUDFRONT --region \(home.region) prints it"
      )
    }
    return WebACLARN(text: text, partition: parts[1], region: parts[3], isGlobal: isGlobal)
  }

  private static func noARN(_ text: String) -> InvalidValue {
    InvalidValue(
      "web-acl-arn", "\(text.shown) is not the ARN of a web ACL of AWS WAF",
      help:
        "write it as aws wafv2 list-web-acls prints it, with --scope REGIONAL or, for a CDN, CLOUDFRONT: "
        + "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/models/12345678-90ab-cdef-1234-567890abcdef"
    )
  }

  /// https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
  private static func isName(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { $0.isASCIILetterOrDigit || $0 == "-" || $0 == "_" }
  }

  private static func isOfRegions(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || scalar.isASCIIDigit || scalar == "-"
  }
}
