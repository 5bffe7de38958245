/// The name of a certificate in AWS Certificate Manager
/// (https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html).
public struct CertificateARN: ParameterValue, Hashable {
  public static var typeName: String { "CertificateARN" }

  public let text: String
  /// What it begins with after `arn:`.
  let partition: String
  /// The code of the Region that it is in; whether there is such a one has not been looked at.
  let region: String

  public static func parse(_ text: String) throws(InvalidValue) -> CertificateARN {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "acm",
      RegionCatalogue.all.contains(where: { $0.partition == parts[1] }),
      !parts[3].isEmpty, parts[3].utf8.allSatisfy(isOfRegions),
      parts[4].utf8.count == 12, parts[4].unicodeScalars.allSatisfy(\.isASCIIDigit),
      parts[5].hasPrefix("certificate/"),
      ResourceID.isUUID(
        parts[5].dropFirst("certificate/".count), ofDigits: ResourceID.isHexadecimal)
    else {
      throw InvalidValue(
        "certificate-arn",
        "\(text.shown) is not the ARN of a certificate in AWS Certificate Manager",
        help:
          "write it as aws acm list-certificates prints it: "
          + "arn:aws:acm:us-east-1:123456789012:certificate/12345678-90ab-cdef-1234-567890abcdef")
    }
    return CertificateARN(text: text, partition: parts[1], region: parts[3])
  }

  private static func isOfRegions(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
