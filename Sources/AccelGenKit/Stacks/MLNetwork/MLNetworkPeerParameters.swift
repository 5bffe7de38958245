/// The keys of a second Region, for what training reads.
enum MLNetworkPeerParameters {
  static let all: [AnyParameter] = [
    AnyParameter(region), AnyParameter(vpcBlock), AnyParameter(profile),
  ]

  static let region = Parameter<Region?>(
    "PEER_REGION", default: "",
    ParameterDocumentation(
      summary:
        "A second Region, for training data: a VPC there is peered with the network; empty for none. It can be added "
        + "later, and goes with cleanup.sh",
      rule: "The code of another Region of the same partition", example: "eu-west-1",
      source: AWSPage.at("vpc/latest/peering/vpc-peering-basics")))

  static let vpcBlock = Parameter<IPv4CIDR>(
    "PEER_VPC_CIDR", default: "10.4.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in PEER_REGION; its two subnets are worked out from it; without PEER_REGION it "
        + "means nothing",
      rule: "A block, /16 to /27, that does not overlap VPC_CIDR", example: "10.4.0.0/16",
      source: AWSPage.vpcBlocks))

  static let profile = DeploymentParameters.profile(
    "PEER_PROFILE", for: region.key, example: "data-account")
}
