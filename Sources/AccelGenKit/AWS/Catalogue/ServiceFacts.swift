/// An endpoint service of AWS: what an interface or gateway VPC endpoint connects to.
public struct ServiceFacts: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case interface, gateway
  }

  /// The end of its name, for example `sagemaker.runtime`.
  public let suffix: String
  /// Its name with `{region}` in place of the Region, for example `com.amazonaws.{region}.kms`; a global
  /// service's name has none.
  public let nameTemplate: String
  public let kind: Kind
  /// The TCP port that it listens on: 443, but for a few.
  public let port: Int
  /// Whether its host name has a part that differs by client, so that no hosts file can hold it.
  public let hasWildcardHostname: Bool
  /// Whether it is a service's FIPS endpoint, which has a host name of its own.
  public let isFIPS: Bool
  /// Whether each Region has its own.
  public let isRegional: Bool
  /// Whether AWS itself can connect an interface endpoint to it from another Region
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html).
  public let hasCrossRegionPrivateLink: Bool
  let hostnamePattern: String?
  /// Where `hostnamePattern` is from; `rule` means a guess that nobody has verified.
  let basis: String
  /// The service in boto3, in the AWS CLI and, mostly, in the other SDKs; nil where it has no API there.
  let sdkName: String?
  /// The service in signatures, from botocore's model of it; nil where there is none.
  let signingName: String?

  /// Its full name in a Region, given by code.
  public func serviceName(in region: String) -> String {
    nameTemplate.replacing("{region}", with: region)
  }

  /// The name that clients connect to, for example `runtime.sagemaker.ap-southeast-3.amazonaws.com`; it
  /// begins with `*.` where each client has its own.
  ///
  /// - Returns: nil where it is not known for sure.
  public func hostname(in region: RegionFacts) -> String? {
    guard basis != "rule", let hostnamePattern else { return nil }
    // A name that does not end as the partition's do (`api.aws`, a global service's) is that of the
    // commercial partition.
    guard hostnamePattern.contains("{dnsSuffix}") || region.partition == "aws" else { return nil }
    return
      hostnamePattern
      .replacing("{region}", with: region.code)
      .replacing("{dnsSuffix}", with: region.dnsSuffix)
  }
}

extension String {
  /// Every occurrence of a text replaced by another. (The standard library's own `replacing` brings the
  /// regular expression engine along.)
  fileprivate func replacing(_ part: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(part) }) {
      result += rest[..<start]
      result += replacement
      rest = rest[rest.index(start, offsetBy: part.count)...]
    }
    return result + rest
  }
}
