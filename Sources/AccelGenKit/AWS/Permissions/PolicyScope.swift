/// What a deployment's policy is limited to, and the general statements with these limits.
///
/// Reading can be limited to Regions and to nothing else. What is made must be given the deployment's tag in
/// the same call; what is changed or deleted must carry it. Topics, alarms and dashboards cannot be limited by
/// the tags that they carry, but by their names, which begin with the deployment's tag.
///
/// The accounts are not known before a run, so one policy serves them all, and `*` stands for the account in
/// its ARNs: an identity's policy reaches no further than its own account in any case.
struct PolicyScope {
  let partition: String
  /// The codes of the Regions in which the deployment has resources.
  let regions: [String]
  let tag: String

  /// - Returns: nil without a Region.
  init?(regions: [Region], tag: DeploymentTag) {
    guard let first = regions.first else { return nil }
    partition = first.facts.partition
    self.regions = regions.map(\.text)
    self.tag = tag.text
  }

  var inRegions: StatementDeclaration.Condition { .equals("aws:RequestedRegion", regions) }
  var isGivenTag: StatementDeclaration.Condition { .isPresent("aws:RequestTag/\(tag)") }
  var carriesTag: StatementDeclaration.Condition { .isPresent("aws:ResourceTag/\(tag)") }

  func arn(_ service: String, region: String = "*", _ resource: String) -> String {
    "arn:\(partition):\(service):\(region):*:\(resource)"
  }

  /// Networks and load balancers.
  ///
  /// - Parameter types: the types of what is made in a VPC, as ARNs have them, for example `subnet`.
  func network(madeInVPC types: [String]) -> [StatementDeclaration] {
    [
      StatementDeclaration(.look, if: [inRegions]),
      StatementDeclaration(.make, if: [inRegions, isGivenTag]),
      StatementDeclaration(
        .makeInVPC, on: types.map { arn("ec2", "\($0)/*") }, if: [inRegions, isGivenTag]),
      StatementDeclaration(.makeListener, if: [inRegions, isGivenTag, carriesTag]),
      StatementDeclaration(
        .tagNew,
        if: [
          inRegions, isGivenTag,
          .isActionOf(
            [.make, .makeInVPC, .makeGateway, .analysePaths], key: "ec2:CreateAction",
            prefix: "ec2:"),
        ]),
      StatementDeclaration(
        .tagNewBalancing,
        if: [
          inRegions, isGivenTag,
          .isActionOf(
            [.make, .makeListener], key: "elasticloadbalancing:CreateAction",
            prefix: "elasticloadbalancing:"),
        ]),
      StatementDeclaration(.useOwn, if: [inRegions, carriesTag]),
    ]
  }

  /// What an account's first load balancer needs.
  var serviceRole: StatementDeclaration {
    serviceRole(
      .makeServiceRole, of: "elasticloadbalancing.amazonaws.com",
      named: "AWSServiceRoleForElasticLoadBalancing")
  }

  /// What it takes that a service makes its role in an account, where it is not there yet. IAM has no Regions.
  func serviceRole(
    _ id: StatementID, of service: String, named name: String
  ) -> StatementDeclaration {
    StatementDeclaration(
      id, on: [arn("iam", region: "", "role/aws-service-role/\(service)/\(name)")],
      if: [.equals("iam:AWSServiceName", [service])])
  }

  /// Topics, alarms and dashboards.
  ///
  /// - Parameters:
  ///   - areMade: whether this deployment asks for any.
  ///   - areDeleted: whether those of before may have to go.
  func alarms(areMade: Bool, areDeleted: Bool) -> [StatementDeclaration] {
    let makes = areMade ? [StatementDeclaration(.makeAlarms, on: alarmNames)] : []
    let uses = [
      StatementDeclaration(.lookForAlarms, if: [inRegions]),
      StatementDeclaration(.useAlarms, on: alarmNames),
    ]
    return makes + (areMade || areDeleted ? uses : [])
  }

  /// The names that scripts give.
  private var alarmNames: [String] {
    let label = String(tag.map { $0 == ":" ? "-" : $0 })
    return [
      arn("cloudwatch", "alarm:\(tag):*"),
      // Dashboards have no Region.
      arn("cloudwatch", region: "", "dashboard/\(label)"),
      arn("sns", label),
    ]
  }
}
