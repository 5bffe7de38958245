/// The name of a bucket in S3: 3 to 63 lower-case letters, digits, dots and hyphens, the first and the last a
/// letter or a digit, no two dots beside each other, not an address
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html), or a directory bucket's,
/// which ends with its zone, as in `logs--use1-az4--x-s3`
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html).
///
/// The prefixes and suffixes that are kept for aliases are taken: an access point's alias stands where a
/// bucket's name does.
public struct BucketName: ParameterValue, Hashable {
  public static var typeName: String { "BucketName" }

  public let text: String
  /// The zone of a directory bucket, for example `use1-az4`; nil for a bucket of another kind.
  public let zone: String?

  /// Whether it is a directory bucket, of S3 Express One Zone.
  var isDirectory: Bool { zone != nil }

  static let directorySuffix = "--x-s3"

  public static func parse(_ text: String) throws(InvalidValue) -> BucketName {
    guard isName(text) else {
      throw InvalidValue(
        "bucket-name", "\(text.shown) is not the name of a bucket", help: help(for: text))
    }
    guard text.hasSuffix(directorySuffix) else { return BucketName(text: text, zone: nil) }
    let rest = text.dropLast(directorySuffix.count)
    // The base name may have two hyphens, too: the zone stands after the last ones.
    let base = rest.indices.last { rest[$0...].hasPrefix("--") }
    guard let base, base > rest.startIndex, !text.contains(".") else {
      throw InvalidValue(
        "bucket-zone", "\(text.shown) ends as a directory bucket's name does, but names no zone",
        help: "write it in full, such as logs--use1-az4--x-s3")
    }
    return BucketName(text: text, zone: String(rest[rest.index(base, offsetBy: 2)...]))
  }

  private static func isName(_ text: String) -> Bool {
    let ends = [text.unicodeScalars.first, text.unicodeScalars.last].compactMap { $0 }
    return (3...63).contains(text.utf8.count) && text.unicodeScalars.allSatisfy(isAllowed)
      && ends.allSatisfy { $0 != "." && $0 != "-" } && !text.contains("..")
      && (try? IPv4Address.parse(text)) == nil
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || scalar.isASCIIDigit || scalar == "." || scalar == "-"
  }

  private static func help(for text: String) -> String {
    if text.hasPrefix("arn:") || text.contains("/") {
      return "write the bucket's name alone: its objects go with it"
    }
    return
      "3 to 63 lower-case letters, digits, dots and hyphens, the first and the last a letter or "
      + "a digit"
  }
}
