extension Stack {
  /// AWS service endpoint acceleration: NLB in a near region, VPC peering, interface VPC endpoint in the
  /// service's region.
  public static let acceleration = Stack(
    name: "acceleration",
    summary: "Reach an AWS service endpoint in a far region over AWS's backbone",
    parameters: [],
    deploymentNameKey: "DEPLOYMENT_NAME",
    retiredKeys: ["AWS_PAGER", "GREEN", "NC", "YELLOW"],
    rules: [],
    deploymentRules: [],
    derivations: [],
    files: [])
}
