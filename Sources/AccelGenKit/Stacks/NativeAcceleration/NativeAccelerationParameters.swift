/// The keys of the native-acceleration stack's env template: those of the acceleration stack, where they
/// mean the same.
///
/// A client outside AWS reaches a service in RESOURCE_REGION through a load balancer in EXPOSE_REGION; the
/// service's endpoint stands in the load balancer's own VPC, and AWS connects it to the other Region.
enum NativeAccelerationParameters {
  static let all: [AnyParameter] = required + optional

  private static let required = [
    AnyParameter(resourceRegion), AnyParameter(resourceServiceName), AnyParameter(exposeRegion),
    AnyParameter(exposeVPCName), AnyParameter(exposeEndpointName),
  ]
  private static let optional = [
    AnyParameter(deploymentName), AnyParameter(exposeVPCBlock), AnyParameter(exposeClientBlocks),
    AnyParameter(exposeElasticIPs), AnyParameter(exposeIdleTimeout),
    AnyParameter(exposeExcludedZones), AnyParameter(exposeEndpointPolicyFile), AnyParameter(tags), AnyParameter(alarmEmail),
    AnyParameter(exposeProfile),
  ]
}

extension NativeAccelerationParameters {
  static let resourceRegion = ServiceParameters.region("to reach")

  static let resourceServiceName = ServiceParameters.name(
    initially: "lambda", "The service to reach, which AWS must offer to other Regions",
    rule:
      "The name of an interface endpoint service in RESOURCE_REGION, or of a global one, that AWS lists "
      + "for cross-Region access and that listens on port 443",
    source: AWSPage.crossRegionServices)

  static let exposeRegion = ExposeParameters.region
  static let exposeVPCName = ExposeParameters.vpcName(initially: "lambda-expose-vpc")

  static let exposeEndpointName = DeploymentParameters.resourceName(
    "EXPOSE_VPC_ENDPOINT_NAME", initially: "lambda-vpc-endpoint",
    "The Name tag of the cross-Region interface VPC endpoint that is made in that VPC")

  static let deploymentName = DeploymentParameters.name(default: "native-acceleration")

  static let exposeVPCBlock = Parameter<IPv4CIDR>(
    "EXPOSE_VPC_CIDR", default: "10.2.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in EXPOSE_REGION; its two public subnets and the endpoint's two fixed "
        + "addresses are worked out from it",
      rule: "A block, /16 to /27", example: "10.2.0.0/16", source: AWSPage.vpcBlocks))

  static let exposeExcludedZones = DeploymentParameters.excludedZones(
    "EXPOSE_EXCLUDED_ZONE_IDS", in: exposeRegion, example: "apse1-az1,apse1-az2")

  static let exposeClientBlocks = ExposeParameters.clientBlocks
  static let exposeElasticIPs = ExposeParameters.elasticIPs
  static let exposeIdleTimeout = ExposeParameters.idleTimeout
  static let exposeEndpointPolicyFile = ServiceParameters.endpointPolicyFile(
    "EXPOSE_ENDPOINT_POLICY_FILE")

  static let tags = DeploymentParameters.tags

  /// AWS/PrivateLinkEndpoints has no metrics of an endpoint to a service in another Region
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html).
  static let alarmEmail = DeploymentParameters.alarmEmail(
    remark:
      ". The alarms are the load balancer's: AWS has no metrics of an endpoint to another Region")

  static let exposeProfile = DeploymentParameters.profile(
    "EXPOSE_PROFILE", for: exposeRegion.key, example: "expose-account")
}
