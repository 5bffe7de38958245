/// The statements that most stacks have.
///
/// What each action can be limited by is what the Service Authorization Reference says of it:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
///
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
extension StatementID {
  /// What reads.
  static let look = StatementID("Look")
  /// What was billed. Cost Explorer is in us-east-1 whatever Region is asked about, and limits by nothing:
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html
  static let lookAtCosts = StatementID("LookAtCosts")
  /// What is made by itself: AWS checks nothing but what is new.
  static let make = StatementID("Make")
  /// What is made in a VPC, or from one. Apart from the above: what is new must be given the tag, the VPC must
  /// carry it (`useOwn`), and none of these permissions is to do for the other.
  static let makeInVPC = StatementID("MakeInVpc")
  /// A gateway endpoint, apart from what else is made in a VPC: it is for some services alone.
  static let makeGateway = StatementID("MakeGatewayEndpoint")
  /// A VPC that is there and carries no tag of the deployment's: the one that the env template names.
  static let useGivenVPC = StatementID("UseGivenVpc")
  /// Route tables which an endpoint's routes are put into, and which carry no tag of the deployment's, either.
  static let useGivenTables = StatementID("UseGivenRouteTables")
  /// An endpoint that becomes the deployment's own: it is given the tag, and has none before.
  static let adoptEndpoint = StatementID("AdoptEndpoint")
  /// The policies of the user's buckets, which may name an endpoint.
  static let readBucketPolicies = StatementID("ReadBucketPolicies")
  /// AWS's own document that runs commands of a shell, and the instances on which it may be run.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
  static let runShell = StatementID("RunShell")
  static let runOnInstance = StatementID("RunOnInstance")
  /// Reachability Analyzer, which looks at the network and changes nothing in it.
  static let analysePaths = StatementID("AnalysePaths")
  static let deleteAnalyses = StatementID("DeleteAnalyses")
  /// AWS checks the load balancer's tags beside the new ones.
  static let makeListener = StatementID("MakeListener")
  /// To tag what is just being made is an action of its own.
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
  static let tagNew = StatementID("TagNew")
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html
  static let tagNewBalancing = StatementID("TagBalancing")
  /// What carries the tag is used, changed, deleted.
  static let useOwn = StatementID("UseOwn")
  /// The security group and the network ACL that AWS makes with a VPC carry no tag, and which VPC's they are cannot be
  /// said before it is made. What carries the tag is not meant.
  static let useDefaults = StatementID("UseDefaultsOfVpc")
  /// Private DNS of an interface endpoint, a zone of AWS's own. The reference names this action as one that
  /// CreateVpcEndpoint depends on; which zone it will be nobody knows before.
  static let joinZone = StatementID("JoinPrivateZone")
  /// A peering comes into the accepter's Region without tags; that the VPC is the deployment's, `useOwn`
  /// demands. https://docs.aws.amazon.com/vpc/latest/peering/security-iam.html
  static let acceptPeering = StatementID("Accept")
  /// It gets its tag there as soon as it is accepted.
  static let tagPeering = StatementID("TagPeering")
  /// An endpoint to a service in another Region: an action of its own, which no other permission implies
  /// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_vpce.html).
  static let reachOtherRegions = StatementID("ReachOtherRegions")
  /// Topics, alarms and dashboards.
  static let makeAlarms = StatementID("MakeAlarms")
  /// What cannot be limited to these.
  static let lookForAlarms = StatementID("LookForAlarms")
  static let useAlarms = StatementID("UseAlarms")
  /// The role of Elastic Load Balancing, which an account's first load balancer makes. IAM has no Regions.
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html
  static let makeServiceRole = StatementID("ServiceRole")
  /// The role of Auto Scaling, which an account's first group makes.
  /// https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
  static let makeScalingRole = StatementID("MakeScalingRole")
}
