extension AccelerationParameters {
  static let resourceRegion = Parameter<Region>(
    "RESOURCE_REGION", default: nil, initially: #""ap-southeast-3""#,
    ParameterDocumentation(
      summary: "The Region of the service endpoint to accelerate (ap-southeast-3 is Jakarta)",
      rule: "The code of a Region of AWS; an opt-in Region must be enabled in the account",
      example: "ap-southeast-3", source: ParameterDocumentation.regionsPage))

  static let resourceVPCName = Parameter<ResourceName>(
    "RESOURCE_VPC_NAME", default: nil, initially: #""sagemaker-resource-vpc""#,
    ParameterDocumentation(
      summary: "The Name tag of the VPC that is made in RESOURCE_REGION",
      rule: "1 to 254 letters, digits, spaces and + - = . _ : / @",
      example: "sagemaker-resource-vpc", source: ParameterDocumentation.tagsPage))

  static let resourceServiceName = Parameter<EndpointServiceName>(
    "RESOURCE_SERVICE_NAME", default: nil,
    initially: #""com.amazonaws.$RESOURCE_REGION.sagemaker.runtime""#,
    ParameterDocumentation(
      summary: "The endpoint service to accelerate",
      rule: "The name of an interface endpoint service in RESOURCE_REGION that listens on port 443",
      example: "com.amazonaws.ap-southeast-3.sagemaker.runtime",
      source: ParameterDocumentation.awsPage(
        "vpc/latest/privatelink/aws-services-privatelink-support")))

  static let resourceEndpointName = Parameter<ResourceName>(
    "RESOURCE_VPC_ENDPOINT_NAME", default: nil, initially: #""sagemaker-vpc-endpoint""#,
    ParameterDocumentation(
      summary: "The Name tag of the interface VPC endpoint that is made in that VPC",
      rule: "1 to 254 letters, digits, spaces and + - = . _ : / @",
      example: "sagemaker-vpc-endpoint", source: ParameterDocumentation.tagsPage))

  static let exposeRegion = Parameter<Region>(
    "EXPOSE_REGION", default: nil, initially: #""ap-southeast-1""#,
    ParameterDocumentation(
      summary:
        "The Region near the clients, where the load balancer is made (ap-southeast-1 is Singapore)",
      rule: "Another Region than RESOURCE_REGION, in the same partition",
      example: "ap-southeast-1", source: ParameterDocumentation.regionsPage))

  static let exposeVPCName = Parameter<ResourceName>(
    "EXPOSE_VPC_NAME", default: nil, initially: #""sagemaker-expose-vpc""#,
    ParameterDocumentation(
      summary: "The Name tag of the VPC that is made in EXPOSE_REGION",
      rule: "1 to 254 letters, digits, spaces and + - = . _ : / @",
      example: "sagemaker-expose-vpc", source: ParameterDocumentation.tagsPage))
}
