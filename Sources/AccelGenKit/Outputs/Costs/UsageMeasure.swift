/// Something of which a deployment is used more or less in a month, besides the hours that it
/// stands: a stack says which there are, the command line asks for each.
public struct UsageMeasure: Sendable, Hashable {
  /// Its name in JSON, for example `gigabytesIn`.
  public let name: String
  /// The option that asks for it, for example `--gb-in`.
  public let option: String
  /// What the option says, without a full stop.
  public let summary: String
  /// What it is, with its unit, for people: `GB of requests`.
  public let noun: String
  /// The name in JSON of what one more of it costs, for example `perGigabyteIn`.
  public let increaseName: String

  public init(
    _ name: String, option: String, _ summary: String, noun: String, increaseName: String
  ) {
    self.name = name
    self.option = option
    self.summary = summary
    self.noun = noun
    self.increaseName = increaseName
  }
}

/// Those of stacks that lead clients to a service.
extension UsageMeasure {
  public static let gigabytesIn = UsageMeasure(
    "gigabytesIn", option: "--gb-in", "gigabytes a month that clients send (default: 0)",
    noun: "GB of requests", increaseName: "perGigabyteIn")
  public static let gigabytesOut = UsageMeasure(
    "gigabytesOut", option: "--gb-out",
    "gigabytes a month that the service answers (default: 0)",
    noun: "GB of responses", increaseName: "perGigabyteOut")
}

/// Those of stacks that save what NAT gateways cost.
extension UsageMeasure {
  public static let gigabytesS3 = UsageMeasure(
    "gigabytesS3", option: "--gb-s3",
    "gigabytes a month between the VPC and S3 in its Region, both ways (default: 0)",
    noun: "GB of S3", increaseName: "perGigabyteS3")
  public static let gigabytesDynamoDB = UsageMeasure(
    "gigabytesDynamoDB", option: "--gb-dynamodb",
    "gigabytes a month between the VPC and DynamoDB in its Region, both ways (default: 0)",
    noun: "GB of DynamoDB", increaseName: "perGigabyteDynamoDB")
  public static let gigabytesOther = UsageMeasure(
    "gigabytesOther", option: "--gb-other",
    "gigabytes a month that NAT gateways carry for anything else (default: 0)",
    noun: "GB of other traffic", increaseName: "perGigabyteOther")
  public static let natGateways = UsageMeasure(
    "natGateways", option: "--nat-gateways", "how many NAT gateways stay (default: 0)",
    noun: "NAT gateway(s)", increaseName: "perNatGateway")
}

/// Those of networks of tiers.
extension UsageMeasure {
  public static let gigabytesNAT = UsageMeasure(
    "gigabytesNAT", option: "--gb-nat",
    "gigabytes a month that NAT gateways carry, both ways (default: 0)", noun: "GB through NAT",
    increaseName: "perGigabyteNAT")
  public static let gigabytesInterface = UsageMeasure(
    "gigabytesInterface", option: "--gb-interface",
    "gigabytes a month through interface endpoints, both ways (default: 0)",
    noun: "GB through interface endpoints", increaseName: "perGigabyteInterface")
  public static let gigabytesFlowLog = UsageMeasure(
    "gigabytesFlowLog", option: "--gb-flow-log",
    "gigabytes a month of a flow log's records (default: 0)", noun: "GB of flow log",
    increaseName: "perGigabyteFlowLog")
  public static let clientVPNHours = UsageMeasure(
    "clientVPNHours", option: "--client-vpn-hours",
    "hours a month that clients of Client VPN are connected, all together (default: 0)",
    noun: "hour(s) of Client VPN connections", increaseName: "perClientVPNHour")
  public static let balancerUnits = UsageMeasure(
    "loadBalancerUnits", option: "--alb-units",
    "capacity units (LCU) that the load balancer uses on average (default: 0)",
    noun: "capacity unit(s) of the load balancer", increaseName: "perLoadBalancerUnit")
  public static let millionRequests = UsageMeasure(
    "millionRequests", option: "--million-requests",
    "millions of requests a month that clients send to the CDN (default: 0)",
    noun: "million(s) of requests", increaseName: "perMillionRequests")
  public static let trainingHours = UsageMeasure(
    "trainingHours", option: "--training-hours",
    "hours a month that train.sh has TRAINING_COUNT instances running (default: 0)",
    noun: "hour(s) of training", increaseName: "perTrainingHour")
  public static let gigabytesToPeer = UsageMeasure(
    "gigabytesToPeer", option: "--gb-to-peer",
    "gigabytes a month from the network to the second Region (default: 0)",
    noun: "GB to the second Region", increaseName: "perGigabyteToPeer")
  public static let gigabytesFromPeer = UsageMeasure(
    "gigabytesFromPeer", option: "--gb-from-peer",
    "gigabytes a month from the second Region to the network (default: 0)",
    noun: "GB from the second Region", increaseName: "perGigabyteFromPeer")
}
