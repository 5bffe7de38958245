/// The name of a web ACL in AWS WAF, such as can protect a load balancer: of scope REGIONAL
/// (https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html).
public struct WebACLARN: ParameterValue, Hashable {
  public static var typeName: String { "WebACLARN" }

  public let text: String
  /// What it begins with after `arn:`.
  let partition: String
  /// The code of the Region that it is in; whether there is such a one has not been looked at.
  let region: String

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
    guard path[0] != "global" else {
      throw InvalidValue(
        "web-acl-scope",
        "\(text.shown) is a web ACL of scope CLOUDFRONT: it protects no load balancer",
        help: "make one of scope REGIONAL, and write the ARN that it has")
    }
    guard path[0] == "regional" else { throw noARN(text) }
    return WebACLARN(text: text, partition: parts[1], region: parts[3])
  }

  private static func noARN(_ text: String) -> InvalidValue {
    InvalidValue(
      "web-acl-arn", "\(text.shown) is not the ARN of a web ACL of AWS WAF",
      help:
        "write it as aws wafv2 list-web-acls --scope REGIONAL prints it: "
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
