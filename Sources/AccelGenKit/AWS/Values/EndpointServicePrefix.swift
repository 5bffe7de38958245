/// What the name of an endpoint service begins with, before its Region.
///
/// Outside of the commercial partition some services keep `com.amazonaws` and others have the
/// partition's own prefix; which is decided service by service
/// (`getDefaultEndpointPrefix` in AWS CDK's aws-ec2/lib/vpc-endpoint.ts).
public struct EndpointServicePrefix: Sendable, Hashable {
  public let text: String
  /// The only partition that it is used in; nil for all of them.
  let partition: String?

  /// Services' own brands have their own prefixes, for example `aws.sagemaker.<region>.notebook`.
  static let all: [EndpointServicePrefix] = [
    .init(text: "com.amazonaws", partition: nil),
    .init(text: "cn.com.amazonaws", partition: "aws-cn"),
    .init(text: "eu.amazonaws", partition: "aws-eusc"),
    .init(text: "gov.ic.c2s", partition: "aws-iso"),
    .init(text: "gov.sgov.sc2s", partition: "aws-iso-b"),
    .init(text: "uk.adc-e.cloud", partition: "aws-iso-e"),
    .init(text: "gov.ic.hci.csp", partition: "aws-iso-f"),
    .init(text: "aws.api", partition: nil),
    .init(text: "api.aws", partition: nil),
    .init(text: "aws.sagemaker", partition: nil),
  ]

  /// The one that a name begins with, its dot included.
  static func of(_ name: String) -> EndpointServicePrefix? {
    all.first { name.hasPrefix($0.text + ".") }
  }

  /// Whether it stands for `com.amazonaws` in one partition.
  var isPartitionsOwn: Bool { partition != nil }
}
