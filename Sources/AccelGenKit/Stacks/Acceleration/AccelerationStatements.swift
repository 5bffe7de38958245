/// The statements of the acceleration stack's policy.
///
/// What each action can be limited by is what the Service Authorization Reference says of it:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
///
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
///
/// Reading can be limited to Regions and to nothing else. What is made must be given the deployment's tag in
/// the same call; what is changed or deleted must carry it. Topics, alarms and dashboards cannot be limited by
/// the tags that they carry, but by their names, which begin with the deployment's tag.
///
/// The accounts are not known before a run, so one policy serves both sides, and `*` stands for the account in
/// its ARNs: an identity's policy reaches no further than its own account in any case.
enum AccelerationStatements: String {
  /// What reads.
  case look = "Look"
  /// What is made by itself: AWS checks nothing but what is new.
  case make = "Make"
  /// What is made in a VPC, or from one. Apart from the above: what is new must be given the tag, the VPC must
  /// carry it (`useOwn`), and none of these permissions is to do for the other.
  case makeInVPC = "MakeInVpc"
  /// AWS checks the load balancer's tags beside the new ones.
  case makeListener = "MakeListener"
  /// To tag what is just being made is an action of its own.
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
  case tagNew = "TagNew"
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html
  case tagNewBalancing = "TagNewBalancing"
  /// What carries the tag is used, changed, deleted.
  case useOwn = "UseOwn"
  /// A peering comes into the service's Region without tags; that the VPC is the deployment's, `useOwn`
  /// demands. https://docs.aws.amazon.com/vpc/latest/peering/security-iam.html
  case acceptPeering = "AcceptPeering"
  /// It gets its tag there as soon as it is accepted.
  case tagPeering = "TagPeering"
  /// Topics, alarms and the dashboard of ALARM_EMAIL.
  case makeAlarms = "MakeAlarms"
  /// What cannot be limited to these.
  case lookForAlarms = "LookForAlarms"
  case useAlarms = "UseAlarms"
  /// The role of Elastic Load Balancing, which an account's first load balancer makes. IAM has no Regions.
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html
  case makeServiceRole = "MakeServiceRole"

  /// - Parameter purposes: what the scripts are run for.
  static func all(_ configuration: Configuration, for purposes: [PolicyPurpose])
    -> [PolicyStatement]
  {
    guard let scope = Scope(configuration) else { return [] }
    // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
    let hasAlarms = configuration[AccelerationParameters.alarmEmail.key]?.value.isSet ?? false
    let makes = [PolicyStatement(makeAlarms, on: scope.alarms)]
    let uses = [
      PolicyStatement(lookForAlarms, if: [scope.inRegions]),
      PolicyStatement(useAlarms, on: scope.alarms),
    ]
    return network(scope) + (hasAlarms ? makes : [])
      + (hasAlarms || purposes.contains(.cleanup) ? uses : [])
  }

  private static func network(_ scope: Scope) -> [PolicyStatement] {
    [
      PolicyStatement(look, if: [scope.inRegions]),
      PolicyStatement(make, if: [scope.inRegions, scope.isGivenTag]),
      PolicyStatement(
        makeInVPC,
        on: ["route-table", "security-group", "subnet", "vpc-endpoint", "vpc-peering-connection"]
          .map { scope.arn("ec2", "\($0)/*") },
        if: [scope.inRegions, scope.isGivenTag]),
      PolicyStatement(
        makeListener, if: [scope.inRegions, scope.isGivenTag, scope.carriesTag]),
      PolicyStatement(
        tagNew,
        if: [
          scope.inRegions, scope.isGivenTag,
          .isActionOf([make.id, makeInVPC.id], key: "ec2:CreateAction", prefix: "ec2:"),
        ]),
      PolicyStatement(
        tagNewBalancing,
        if: [
          scope.inRegions, scope.isGivenTag,
          .isActionOf(
            [make.id, makeListener.id], key: "elasticloadbalancing:CreateAction",
            prefix: "elasticloadbalancing:"),
        ]),
      PolicyStatement(useOwn, if: [scope.inRegions, scope.carriesTag]),
      PolicyStatement(acceptPeering, on: [scope.peeringAtResource]),
      PolicyStatement(
        tagPeering, on: [scope.peeringAtResource],
        if: [.equals("aws:RequestTag/\(scope.tag)", ["VPC_PEERING_CONNECTION_ID"])]),
      PolicyStatement(
        makeServiceRole,
        on: [
          "arn:\(scope.partition):iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/"
            + "AWSServiceRoleForElasticLoadBalancing"
        ],
        if: [.equals("iam:AWSServiceName", ["elasticloadbalancing.amazonaws.com"])]),
    ]
  }

  var id: String { rawValue }
}

extension PolicyStatement {
  fileprivate init(
    _ statement: AccelerationStatements, on resources: [String] = ["*"],
    if conditions: [Condition] = []
  ) {
    self.init(statement.id, on: resources, if: conditions)
  }
}

/// What of a configuration the policy is limited to.
private struct Scope {
  let partition: String
  let tag: String
  private let resourceRegion: String
  private let exposeRegion: String

  init?(_ configuration: Configuration) {
    guard let resource = configuration[AccelerationParameters.resourceRegion],
      let expose = configuration[AccelerationParameters.exposeRegion],
      let tag = configuration["DEPLOYMENT_TAG"]?.value.text
    else { return nil }
    partition = resource.facts.partition
    resourceRegion = resource.text
    exposeRegion = expose.text
    self.tag = tag
  }

  var inRegions: PolicyStatement.Condition {
    .equals("aws:RequestedRegion", [resourceRegion, exposeRegion])
  }
  var isGivenTag: PolicyStatement.Condition { .isPresent("aws:RequestTag/\(tag)") }
  var carriesTag: PolicyStatement.Condition { .isPresent("aws:ResourceTag/\(tag)") }

  func arn(_ service: String, region: String = "*", _ resource: String) -> String {
    "arn:\(partition):\(service):\(region):*:\(resource)"
  }

  var peeringAtResource: String {
    arn("ec2", region: resourceRegion, "vpc-peering-connection/*")
  }

  /// The names that 7.monitoring_deploy.sh gives.
  var alarms: [String] {
    let label = String(tag.map { $0 == ":" ? "-" : $0 })
    return [
      arn("cloudwatch", "alarm:\(tag):*"),
      // Dashboards have no Region.
      arn("cloudwatch", region: "", "dashboard/\(label)"),
      arn("sns", label),
    ]
  }
}
