/// The name of a managed policy of IAM, AWS's own or the account's
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns).
public struct PolicyARN: ParameterValue, Hashable {
  public static var typeName: String { "PolicyARN" }

  public let text: String
  /// What it begins with after `arn:`.
  let partition: String

  public static func parse(_ text: String) throws(InvalidValue) -> PolicyARN {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty,
      RegionCatalogue.all.contains(where: { $0.partition == parts[1] }),
      parts[4] == "aws" || isAccount(parts[4]),
      parts[5].hasPrefix("policy/"), isPath(parts[5].dropFirst("policy/".count))
    else {
      throw InvalidValue(
        "policy-arn", "\(text.shown) is not the ARN of a managed policy of IAM",
        help:
          "write it as aws iam list-policies prints it: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
      )
    }
    return PolicyARN(text: text, partition: parts[1])
  }

  private static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.unicodeScalars.allSatisfy(\.isASCIIDigit)
  }

  /// A name of letters, digits and `+=,.@-_`, of which a list in an env template takes no commas, perhaps after a path
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
  private static func isPath(_ text: some StringProtocol) -> Bool {
    (1...640).contains(text.utf8.count) && !text.hasSuffix("/")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "+"),
          UInt8(ascii: "="), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
