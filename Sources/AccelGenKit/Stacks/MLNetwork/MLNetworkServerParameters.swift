/// The keys of the model servers. Without their type there are none, and no load balancer before them.
enum MLNetworkServerParameters {
  static let all: [AnyParameter] = [
    AnyParameter(type), AnyParameter(count), AnyParameter(most), AnyParameter(requests),
    AnyParameter(grace), AnyParameter(image), AnyParameter(imageDate), AnyParameter(disk),
    AnyParameter(userData), AnyParameter(policies),
  ]

  static let type = Parameter<InstanceType?>(
    "SERVER_TYPE", default: "t3.large",
    ParameterDocumentation(
      summary:
        "The type of the model servers, behind a load balancer; empty for neither, which also takes them away",
      rule: "A type that EC2 offers in the network's zones", example: "m6i.large",
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

  static let requests = Parameter<RequestCount>(
    "REQUESTS_PER_SERVER", default: "1000",
    ParameterDocumentation(
      summary:
        "How many requests a minute each model server shall get: their number follows, from SERVER_COUNT to SERVER_MAX",
      rule: "1 to 1000000", example: "600",
      source: AWSPage.at("autoscaling/ec2/userguide/as-scaling-target-tracking")))

  static let grace = Parameter<GracePeriod>(
    "SERVER_GRACE_SECONDS", default: "300",
    ParameterDocumentation(
      summary:
        "How long a new server may take to boot and to load its model; from then on one that fails the load balancer's "
        + "health checks is replaced",
      rule: "Seconds, 0 to 7200", example: "900",
      source: AWSPage.at("autoscaling/ec2/userguide/health-check-grace-period")))

  static let image = Parameter<InstanceImage?>(
    "SERVER_IMAGE", default: "",
    ParameterDocumentation(
      summary:
        "What the servers start from; empty for Amazon Linux 2023. It is looked up once, and stays the same until this "
        + "key, SERVER_IMAGE_DATE or the architecture of SERVER_TYPE changes",
      rule:
        "An image's id (ami-…), or the path of a parameter of Systems Manager that stands for one",
      example: "ami-0123456789abcdef0",
      source: AWSPage.at("AWSEC2/latest/UserGuide/finding-an-ami-parameter-store")))

  static let imageDate = Parameter<CalendarDate?>(
    "SERVER_IMAGE_DATE", default: "",
    ParameterDocumentation(
      summary:
        "Another day than before has the newest image looked up again, when deploy_all.sh runs next; empty for the one "
        + "that was looked up first",
      rule: "A day, best that on which it is written", example: "2026-08-12",
      source: AWSPage.at("AWSEC2/latest/UserGuide/finding-an-ami-parameter-store")))

  static let disk = Parameter<DiskGigabytes>(
    "SERVER_DISK_GIGABYTES", default: "20",
    ParameterDocumentation(
      summary: "The size of each server's disk, encrypted and of the type gp3",
      rule: "1 to 16384, and not less than the image's (Amazon Linux 2023: 8)", example: "50",
      source: AWSPage.at("ebs/latest/userguide/general-purpose")))

  static let userData = Parameter<FilePath?>(
    "SERVER_USER_DATA_FILE", default: "",
    ParameterDocumentation(
      summary:
        "A file with what each server runs when it begins; empty for a stand-in that answers every request with a few "
        + "words or, with SERVER_IMAGE, for nothing besides the image's own",
      rule:
        "A path from this file's folder to a script or a cloud-config of at most 16,384 bytes, without secrets: whoever "
        + "is on a server can read it",
      example: "server.sh", source: AWSPage.at("AWSEC2/latest/UserGuide/user-data")))

  static let policies = Parameter<[PolicyARN]>(
    "SERVER_POLICY_ARNS", default: "",
    ParameterDocumentation(
      summary:
        "What the servers may do in the account besides being reached by Session Manager, for example to read a model "
        + "from S3; empty for nothing",
      rule: "ARNs of managed policies with commas between them, 9 at most",
      example: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      source: AWSPage.at("IAM/latest/UserGuide/access_policies_managed-vs-inline")))
}
