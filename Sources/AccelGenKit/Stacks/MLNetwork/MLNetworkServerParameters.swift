/// The keys of the model servers. Without their type there are none, and no load balancer before them.
enum MLNetworkServerParameters {
  static let all: [AnyParameter] = [
    AnyParameter(type), AnyParameter(count), AnyParameter(most),
  ]

  static let type = Parameter<InstanceType?>(
    "SERVER_TYPE", default: "",
    ParameterDocumentation(
      summary:
        "The type of the model servers, behind a load balancer; empty for neither, which also takes them away",
      rule: "A type that EC2 offers in the network's zones", example: "t3.large",
      source: AWSPage.at("AWSEC2/latest/UserGuide/instance-types")))

  static let count = Parameter<InstanceCount>(
    "SERVER_COUNT", default: "3",
    ParameterDocumentation(
      summary: "How many model servers there are at least, spread over the zones",
      rule: "1 to SERVER_MAX", example: "2",
      source: AWSPage.at("autoscaling/ec2/userguide/asg-capacity-limits")))

  static let most = Parameter<InstanceCount>(
    "SERVER_MAX", default: "4",
    ParameterDocumentation(
      summary: "To how many model servers it may grow by itself when there is much to do",
      rule: "SERVER_COUNT to 999", example: "6",
      source: AWSPage.at("autoscaling/ec2/userguide/asg-capacity-limits")))
}
