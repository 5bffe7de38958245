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
  private static let network = [
    AnyParameter(resourceVPCBlock), AnyParameter(exposeVPCBlock),
    AnyParameter(resourceExcludedZones), AnyParameter(exposeExcludedZones),
  ]
  private static let access = [
    AnyParameter(exposeClientBlocks), AnyParameter(exposeElasticIPs),
    AnyParameter(exposeIdleTimeout),
    AnyParameter(resourceEndpointPolicyFile), AnyParameter(tags), AnyParameter(alarmEmail),
  ]
  private static let accounts = [AnyParameter(resourceProfile), AnyParameter(exposeProfile)]
}

extension AccelerationParameters {
  static let resourceRegion = ServiceParameters.region("to accelerate")

  static let resourceVPCName = DeploymentParameters.resourceName(
    "RESOURCE_VPC_NAME", initially: "sagemaker-resource-vpc",
    "The Name tag of the VPC that is made in RESOURCE_REGION")

  static let resourceServiceName = ServiceParameters.name(
    initially: "sagemaker.runtime", "The endpoint service to accelerate",
    rule: "The name of an interface endpoint service in RESOURCE_REGION that listens on port 443",
    source: AWSPage.endpointServices)

  static let resourceEndpointName = DeploymentParameters.resourceName(
    "RESOURCE_VPC_ENDPOINT_NAME", initially: "sagemaker-vpc-endpoint",
    "The Name tag of the interface VPC endpoint that is made in that VPC")

  static let exposeRegion = ExposeParameters.region
  static let exposeVPCName = ExposeParameters.vpcName(initially: "sagemaker-expose-vpc")

  static let deploymentName = DeploymentParameters.name(default: "service-peering")

  static let resourceVPCBlock = Parameter<IPv4CIDR>(
    "RESOURCE_VPC_CIDR", default: "10.1.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in RESOURCE_REGION; its subnets and the endpoint's two fixed "
        + "addresses are worked out from it",
      rule: "A private block, /16 to /27, that does not overlap EXPOSE_VPC_CIDR",
      example: "10.1.0.0/16", source: AWSPage.vpcBlocks))

  static let exposeVPCBlock = Parameter<IPv4CIDR>(
    "EXPOSE_VPC_CIDR", default: "10.2.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in EXPOSE_REGION; its two public subnets are worked out from it",
      rule: "A block, /16 to /27, that does not overlap RESOURCE_VPC_CIDR",
      example: "10.2.0.0/16", source: AWSPage.vpcBlocks))

  static let resourceExcludedZones = DeploymentParameters.excludedZones(
    "RESOURCE_EXCLUDED_ZONE_IDS", in: resourceRegion, example: "apse3-az1")
  static let exposeExcludedZones = DeploymentParameters.excludedZones(
    "EXPOSE_EXCLUDED_ZONE_IDS", in: exposeRegion, example: "apse1-az1,apse1-az2")

  static let exposeClientBlocks = ExposeParameters.clientBlocks
  static let exposeElasticIPs = ExposeParameters.elasticIPs
  static let exposeIdleTimeout = ExposeParameters.idleTimeout
  static let resourceEndpointPolicyFile = ServiceParameters.endpointPolicyFile(
    "RESOURCE_ENDPOINT_POLICY_FILE")

  static let tags = DeploymentParameters.tags
  static let alarmEmail = DeploymentParameters.alarmEmail()

  static let resourceProfile = DeploymentParameters.profile(
    "RESOURCE_PROFILE", for: resourceRegion.key, example: "resource-account")
  static let exposeProfile = DeploymentParameters.profile(
    "EXPOSE_PROFILE", for: exposeRegion.key, condition: ", when it is another account",
    example: "expose-account")
}
