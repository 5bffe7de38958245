/// What a client in an AWS SDK must be told to ask for the name that goes through the load balancer: made as
/// always it asks for another, which goes over the Internet as before.
public struct ClientSettings: OptionSet, Sendable, Equatable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// To use FIPS endpoints (https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html).
  public static let fips = ClientSettings(rawValue: 1)
  /// To name an S3 bucket in the path, where a host name for each bucket is what clients do by themselves
  /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
  public static let bucketInPath = ClientSettings(rawValue: 2)
  /// To use S3's name of us-east-1, where some clients use `s3.amazonaws.com`
  /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-s3-us-east-1.html).
  public static let regionalHost = ClientSettings(rawValue: 4)

  /// What a service's clients must be told.
  init(for facts: ServiceFacts?, in region: Region) {
    self = facts?.isFIPS == true ? .fips : []
    if facts?.sdkName == "s3" {
      insert(.bucketInPath)
      if region.text == "us-east-1" { insert(.regionalHost) }
    }
  }

  /// The variables of the environment that tell all SDKs and the AWS CLI.
  var environment: [String] {
    var variables: [String] = []
    if contains(.fips) { variables.append("AWS_USE_FIPS_ENDPOINT=true") }
    if contains(.regionalHost) { variables.append("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=regional") }
    return variables
  }
}
