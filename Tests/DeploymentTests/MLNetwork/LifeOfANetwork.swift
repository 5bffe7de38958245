import Foundation
import TestSupport

/// One network from its first deployment to its end, with all that others have reported of such networks done to it
/// on the way, and what was seen of it: a deployment is too dear for each of them to have one of its own.
struct LifeOfANetwork: Sendable {
  static let shared = Result { try LifeOfANetwork() }

  private static let region = "us-east-1"
  private static let training = [
    "ZONE_COUNT": "3", "NETWORK_ACLS": "true", "TRAINING_TYPE": "p4d.24xlarge",
  ]

  /// As it is deployed: three zones, a NAT gateway in each.
  let first: Ways
  /// With one NAT gateway for all, changed in place.
  let single: Ways
  /// The rules of the training group that name the group itself: "True -1", outwards, or "False -1".
  let rulesOfTraining: [String]
  /// Looked at when somebody had put a subnet back on the default network ACL, and had taken the rule out of training.
  let lookedAt: Command.Outcome
  let subnetMoved: String
  /// The next deployment, while somebody moves the subnet once more.
  let mended: (outcome: Command.Outcome, calls: [Emulator.Call])
  let lookedAtThen: Command.Outcome
  let rulesOfTrainingThen: [String]
  /// With a zone less in the template.
  let shrunk: (outcome: Command.Outcome, calls: [Emulator.Call])
  /// With somebody's egress-only internet gateway in the VPC; all else goes.
  let egressOnlyGateway: String
  let vpc: String
  let firstCleanup: (outcome: Command.Outcome, calls: [Emulator.Call])
  /// How many of its calls came while the NAT gateway was still there; nil if it never came to wait for that alone.
  let callsBeforeTheGatewayWasGone: Int?
  let leftByIt: Set<String>
  let secondCleanup: Command.Outcome
  /// What there was before, and after all of it.
  let inventories: (before: Data, after: Data)

  /// What leads out of a network.
  struct Ways: Sendable {
    /// The zone of each NAT gateway's subnet, and the tier that this is of.
    let gateways: [String: (zone: String, tier: String)]
    /// By subnet of a private tier: its zone, and the NAT gateway that its table leads to.
    let subnets: [String: (zone: String, gateway: String)]
    let tables: Int
    let addresses: Int
  }

  private init() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    var deployment = try Deployment.quick(
      of: "ml-network", on: emulator, template: Self.template(Self.training))
    try Self.succeed(deployment, "deploy_all.sh")
    first = try Self.ways(of: deployment)
    rulesOfTraining = try Self.rulesOfTraining(deployment)
    vpc = try deployment.value("NETWORK_VPC_ID") ?? ""

    subnetMoved = try deployment.value("NETWORK_APP_SUBNET_1_ID") ?? ""
    try Self.moveToTheDefaultACL(subnetMoved, of: deployment)
    try Self.takeTheWayOutOfTraining(deployment)
    lookedAt = try deployment.run("status.sh")
    let program = try deployment.awsCLI()
    try deployment.standIn(for: program, Self.somebodyMovesTheSubnetToo)
    mended = try Self.watched(deployment, "deploy_all.sh")
    deployment.inFront = []
    lookedAtThen = try deployment.run("status.sh")
    rulesOfTrainingThen = try Self.rulesOfTraining(deployment)

    try Self.change(deployment, ["ZONE_COUNT": "2"])
    shrunk = try Self.watched(deployment, "deploy_all.sh")

    try emulator.set(["nat_deleted_seconds": 2])
    try Self.change(deployment, ["NAT": "single"])
    try Self.succeed(deployment, "deploy_all.sh")
    single = try Self.ways(of: deployment)
    try Self.succeed(deployment, "train.sh", "up", "1")

    egressOnlyGateway = try deployment.aws(
      Self.region, "ec2", "create-egress-only-internet-gateway", "--vpc-id", vpc, "--query",
      "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId")
    try emulator.refuse("ReleaseAddress", code: "InvalidNetworkInterfaceID.NotFound", times: 2)
    try deployment.standIn(for: program, Self.somebodyDeletesASubnet)
    (firstCleanup, callsBeforeTheGatewayWasGone) = try Self.cleanUpWithPatience(deployment)
    deployment.inFront = []
    leftByIt = Set(
      try String(contentsOf: deployment.env, encoding: .utf8).split(separator: "\n")
        .filter { $0.contains("_ID=") && !$0.hasPrefix("NETWORK_ACCOUNT") }
        .map { String($0.prefix { $0 != "=" }) })
    try deployment.aws(
      Self.region, "ec2", "delete-egress-only-internet-gateway",
      "--egress-only-internet-gateway-id", egressOnlyGateway)
    secondCleanup = try deployment.run("cleanup.sh", "--yes")
    inventories = (before, try emulator.inventoryText())
  }

  /// Between the scripts' look at the subnet's association and their call.
  private static let somebodyMovesTheSubnetToo = """
    if [ "$2" = replace-network-acl-association ] && mkdir "$0.moved" 2>/dev/null; then
      acl=$(next ec2 describe-network-acls --region us-east-1 --output text \\
        --query "NetworkAcls[?Associations[?NetworkAclAssociationId=='$4']].NetworkAclId")
      next ec2 replace-network-acl-association --association-id "$4" --network-acl-id "$acl" \\
        --region us-east-1 >/dev/null
    fi
    next "$@"
    """

  /// Between the scripts' look at a table's associations and their call: one that goes takes its association along. It
  /// is one in which nothing stands.
  private static let somebodyDeletesASubnet = """
    if [ "$2" = disassociate-route-table ] && mkdir "$0.deleted" 2>/dev/null; then
      subnet=$(next ec2 describe-route-tables --region us-east-1 --output text \\
        --query "RouteTables[].Associations[]|[?RouteTableAssociationId=='$4'].SubnetId")
      stands=$(next ec2 describe-network-interfaces --filters "Name=subnet-id,Values=$subnet" \\
        --region us-east-1 --output text --query "NetworkInterfaces[].NetworkInterfaceId")
      if [ -n "$stands" ]; then
        rmdir "$0.deleted"
      else
        next ec2 delete-subnet --subnet-id "$subnet" --region us-east-1
      fi
    fi
    next "$@"
    """

  private static func template(_ more: [String: String]) -> String {
    let values = [
      "STACK": "ml-network", "REGION": region, "VPC_NAME": "ml-vpc",
      "CLIENT_CIDRS": "203.0.113.0/24", "SERVER_TYPE": "",
    ].merging(more) { $1 }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"\n" }.joined()
  }

  private static func change(_ deployment: Deployment, _ more: [String: String]) throws {
    try deployment.write("env.template", template(training.merging(more) { $1 }))
    try deployment.generate()
  }

  struct Failed: Error { let transcript: String }

  private static func succeed(
    _ deployment: Deployment, _ script: String, _ arguments: String...
  ) throws {
    let outcome = try deployment.command(script, arguments).run()
    guard outcome.status == 0 else { throw Failed(transcript: "\(script): \(outcome.transcript)") }
  }

  /// A run, and what it called.
  private static func watched(
    _ deployment: Deployment, _ script: String, _ arguments: String...
  ) throws -> (Command.Outcome, [Emulator.Call]) {
    try deployment.emulator.forgetCalls()
    let outcome = try deployment.command(script, arguments).run()
    return (outcome, try deployment.emulator.calls())
  }

  /// The NAT gateway is not gone until the scripts do nothing else than look for that, and its address is not free
  /// until they have met that, however long anything takes on this machine.
  private static func cleanUpWithPatience(
    _ deployment: Deployment
  ) throws -> ((Command.Outcome, [Emulator.Call]), callsBeforeTheGatewayWasGone: Int?) {
    let emulator = deployment.emulator
    try emulator.set(["nat_deleted_seconds": 10_000, "addresses_linger_seconds": 10_000])
    try emulator.forgetCalls()
    let run = try deployment.command(
      "cleanup.sh", ["--yes"], with: ["ACCELGEN_SETTLE_SECONDS": "20"]
    ).start()
    var callsBefore: Int?
    var isFree = false
    while run.isRunning {
      let calls = try emulator.calls()
      if callsBefore == nil {
        let latest = calls.suffix(8).map(\.action)
        if latest == Array(repeating: "DescribeNatGateways", count: 8) {
          callsBefore = calls.count
          try emulator.advance(seconds: 10_000)
        }
      } else if !isFree, calls.contains(where: { $0.error == "AuthFailure" }) {
        try emulator.advance(seconds: 10_000)
        isFree = true
      }
      usleep(200_000)
    }
    return ((try run.outcome(), try emulator.calls()), callsBefore)
  }

  /// - Returns: the lines of an answer, each as its fields.
  private static func lines(
    _ deployment: Deployment, _ operation: String, _ query: String
  ) throws -> [[String]] {
    try deployment.aws(region, "ec2", operation, "--query", query).split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
  }

  private static func ways(of deployment: Deployment) throws -> Ways {
    let vpc = try deployment.value("NETWORK_VPC_ID") ?? ""
    let subnets = try lines(
      deployment, "describe-subnets",
      "Subnets[?VpcId=='\(vpc)'].[SubnetId,AvailabilityZone,Tags[?Key=='Name']|[0].Value]")
    let zones = Dictionary(uniqueKeysWithValues: subnets.map { ($0[0], $0[1]) })
    let tiers = Dictionary(
      uniqueKeysWithValues: subnets.map { subnet in
        let tier = ["public", "app", "data", "training"].first { subnet[2].contains("-\($0)-") }
        return (subnet[0], tier ?? "")
      })
    let gateways = try lines(
      deployment, "describe-nat-gateways",
      "NatGateways[?State=='available'].[NatGatewayId,SubnetId]")
    let routes = try lines(
      deployment, "describe-route-tables",
      "RouteTables[?VpcId=='\(vpc)'].[RouteTableId,Routes[?NatGatewayId]|[0].NatGatewayId||'none',"
        + "join(',',Associations[?SubnetId].SubnetId)]")
    var ways: [String: (zone: String, gateway: String)] = [:]
    for route in routes where route.count == 3 {
      for subnet in route[2].split(separator: ",").map(String.init)
      where ["app", "training"].contains(tiers[subnet]) {
        ways[subnet] = (zones[subnet] ?? "", route[1])
      }
    }
    return Ways(
      gateways: Dictionary(
        uniqueKeysWithValues: gateways.map { ($0[0], (zones[$0[1]] ?? "", tiers[$0[1]] ?? "")) }),
      subnets: ways, tables: routes.count { $0[1] != "none" },
      addresses: try lines(deployment, "describe-addresses", "Addresses[].[AllocationId]").count)
  }

  private static func rulesOfTraining(_ deployment: Deployment) throws -> [String] {
    let group = try deployment.value("NETWORK_TRAINING_GROUP_ID") ?? ""
    return try lines(
      deployment, "describe-security-group-rules",
      "SecurityGroupRules[?GroupId=='\(group)'&&ReferencedGroupInfo.GroupId=='\(group)']"
        + ".[IsEgress,IpProtocol]"
    ).map { $0.joined(separator: " ") }.sorted()
  }

  private static func moveToTheDefaultACL(_ subnet: String, of deployment: Deployment) throws {
    let vpc = try deployment.value("NETWORK_VPC_ID") ?? ""
    let acl = try deployment.aws(
      region, "ec2", "describe-network-acls", "--query",
      "NetworkAcls[?VpcId=='\(vpc)'&&IsDefault].NetworkAclId")
    let association = try deployment.aws(
      region, "ec2", "describe-network-acls", "--query",
      "NetworkAcls[].Associations[]|[?SubnetId=='\(subnet)'].NetworkAclAssociationId")
    try deployment.aws(
      region, "ec2", "replace-network-acl-association", "--association-id", association,
      "--network-acl-id", acl)
  }

  private static func takeTheWayOutOfTraining(_ deployment: Deployment) throws {
    let group = try deployment.value("NETWORK_TRAINING_GROUP_ID") ?? ""
    let rule = try deployment.aws(
      region, "ec2", "describe-security-group-rules", "--query",
      "SecurityGroupRules[?GroupId=='\(group)'&&ReferencedGroupInfo.GroupId=='\(group)'&&IsEgress]"
        + ".SecurityGroupRuleId")
    // Row 32's test says so where there is none.
    if rule.isEmpty { return }
    try deployment.aws(
      region, "ec2", "revoke-security-group-egress", "--group-id", group,
      "--security-group-rule-ids", rule)
  }
}
