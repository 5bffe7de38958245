/// The keys of the acceleration stack's env template.
///
/// A client outside AWS reaches a service endpoint in RESOURCE_REGION through a load balancer in
/// EXPOSE_REGION. The first six are the user's to set; the others have defaults that suit most.
enum AccelerationParameters {
  static let all: [AnyParameter] = required + deployment + network + access + accounts

  private static let required = [
    AnyParameter(resourceRegion), AnyParameter(resourceVPCName), AnyParameter(resourceServiceName),
    AnyParameter(resourceEndpointName), AnyParameter(exposeRegion), AnyParameter(exposeVPCName),
  ]
  private static let deployment = [AnyParameter(deploymentName)]
  private static let network = [AnyParameter(resourceVPCBlock), AnyParameter(exposeVPCBlock)]
  private static let access = [
    AnyParameter(exposeClientBlocks), AnyParameter(exposeElasticIPs),
    AnyParameter(exposeIdleTimeout),
    AnyParameter(resourceEndpointPolicyFile), AnyParameter(tags), AnyParameter(alarmEmail),
  ]
  private static let accounts = [AnyParameter(resourceProfile), AnyParameter(exposeProfile)]
}

extension ParameterDocumentation {
  /// A page of AWS's documentation.
  static func awsPage(_ path: String) -> String { "https://docs.aws.amazon.com/\(path).html" }

  static let regionsPage = awsPage("global-infrastructure/latest/regions/aws-regions")
  static let tagsPage = awsPage("AWSEC2/latest/UserGuide/Using_Tags")
  static let vpcBlocksPage = awsPage("vpc/latest/userguide/vpc-cidr-blocks")
}
