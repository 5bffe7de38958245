/// What the gateway-endpoints stack's scripts must be allowed to do.
///
/// A VPC that is there carries no tag of the deployment's: it is limited by its ARN. Nor do its route tables, nor in
/// a new VPC its main table and those that others add: they are limited by their Region alone. (By their ARNs they
/// cannot be: what is taken out of GATEWAY_ROUTE_TABLES has to be let go of, too.)
enum GatewayPermissions {
  static let model = PermissionModel(
    purposes: [
      .deploy, .cleanup, .gatewayStatus, .switchPaths, .verify, .access, .savings, .traffic,
    ],
    permissions: permissions, statements: statements(_:for:))

  /// A gateway endpoint is made without tables, interfaces or groups, and with a statement of its own.
  private static let permissions = PermissionTable.all.merging(
    [
      "ec2 create-vpc-endpoint": [
        Permission("ec2:CreateVpcEndpoint", in: .makeGateway), .use("ec2:CreateVpcEndpoint"),
        Permission("ec2:CreateVpcEndpoint", in: .useGivenVPC), .tagNew, .look("ec2:DescribeVpcs"),
      ]
    ]
  ) { _, own in own }

  private typealias Parameters = GatewayParameters

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let region = configuration[Parameters.region],
      let tag = configuration[GatewayDerivations.tag],
      let services = configuration[Parameters.services],
      let scope = PolicyScope(regions: [region], tag: tag)
    else { return [] }
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    let hasFlowLogs = configuration[GatewayTrafficParameters.flowLogs]?.isSet ?? false
    let made = ["route-table", "security-group", "subnet"] + (hasFlowLogs ? ["vpc-flow-log"] : [])
    let network = scope.network(madeInVPC: made)
    // Who only tests changes nothing: its dry run is refused, which verify.sh takes for what it is.
    if purposes == [.verify] {
      return network.filter { $0.id == .look || $0.id == .tagNew }
        + bucketPolicies(configuration, purposes, scope) + scope.tests(in: region)
    }
    return network
      + [
        StatementDeclaration(
          .makeGateway, on: [scope.arn("ec2", region: region.text, "vpc-endpoint/*")],
          if: [
            scope.isGivenTag,
            .equals(
              "ec2:VpceServiceName",
              services.compactMap { try? $0.serviceName(in: region).text }),
          ]),
        StatementDeclaration(
          .useGivenTables, on: [scope.arn("ec2", region: region.text, "route-table/*")]),
      ]
      + given(configuration, in: region, scope) + queries(configuration, scope)
      + bucketPolicies(configuration, purposes, scope)
      + [StatementDeclaration(.lookAtCosts)]
      + GatewayTrafficPermissions.statements(configuration, in: region, scope, purposes)
      + scope.tests(in: region)
      // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }

  /// What is there, and is not the deployment's.
  private static func given(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard case .some(.some(let vpc)) = configuration[Parameters.vpcID] else { return [] }
    func arn(_ resource: String) -> String { scope.arn("ec2", region: region.text, resource) }
    let adopted = (configuration[Parameters.foreignEndpoints] ?? []).compactMap { choice in
      if case .adopt(let id) = choice { arn("vpc-endpoint/\(id)") } else { nil }
    }
    return [StatementDeclaration(.useGivenVPC, on: [arn("vpc/\(vpc.text)")])]
      + (adopted.isEmpty
        ? [] : [StatementDeclaration(.adoptEndpoint, on: adopted, if: [scope.isGivenTag])])
  }

  /// The buckets whose policies may name an endpoint, for who tests and switches; where the env template names none,
  /// it may be any. Who deploys flow logs into a bucket looks whether its policy lets them in.
  private static func bucketPolicies(
    _ configuration: Configuration, _ purposes: [PolicyPurpose], _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    var buckets: [String] = []
    if configuration[GatewayTrafficParameters.flowLogs] == .s3,
      let bucket = configuration[GatewayTrafficParameters.flowLogsBucket].flatMap({ $0?.text })
    {
      buckets.append(bucket)
    }
    if purposes.contains(.verify) || purposes.contains(.switchPaths) {
      let named = (configuration[GatewayPolicyParameters.buckets] ?? [])
        .filter { !$0.isDirectory }.map(\.text)
      buckets = named.isEmpty ? ["*"] : buckets + named.filter { !buckets.contains($0) }
    }
    if buckets.isEmpty { return [] }
    return [
      StatementDeclaration(
        .readBucketPolicies, on: buckets.map { "arn:\(scope.partition):s3:::\($0)" })
    ]
  }

  /// Flow logs and what adds them up. Where the env template names no bucket, they may be in any.
  private static func queries(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    let bucket = configuration[GatewayTrafficParameters.flowLogsBucket].flatMap { $0?.text } ?? "*"
    let arn = "arn:\(scope.partition):s3:::\(bucket)"
    return [
      StatementDeclaration(.queryLogs, if: [scope.inRegions]),
      StatementDeclaration(.findFlowLogs, on: [arn]),
      // What comes before AWSLogs/ is the flow log's own.
      StatementDeclaration(.readFlowLogs, on: ["\(arn)/*AWSLogs/*"]),
      // As traffic.sh has it without --results.
      StatementDeclaration(.keepQueryResults, on: ["\(arn)/accelgen-athena/*"]),
    ]
  }
}

extension PolicyScope {
  /// What verify.sh does besides looking: requests from an instance that carries the deployment's tag, and
  /// analyses of Reachability Analyzer, which are tagged and deleted again. What the analyzer itself needs is of
  /// https://docs.aws.amazon.com/vpc/latest/reachability/security_iam_required-API-permissions.html
  fileprivate func tests(in region: Region) -> [StatementDeclaration] {
    [
      // AWS's own documents are of no account.
      StatementDeclaration(
        .runShell,
        on: ["arn:\(partition):ssm:\(region.text)::document/AWS-RunShellScript"]),
      StatementDeclaration(
        .runOnInstance, on: [arn("ec2", region: region.text, "instance/*")], if: [carriesTag]),
      StatementDeclaration(.analysePaths, if: [inRegions]),
      StatementDeclaration(.deleteAnalyses, if: [inRegions, carriesTag]),
    ]
  }
}

extension PolicyPurpose {
  /// verify.sh of other stacks only measures, and belongs to looking; that of this one has a purpose of its own.
  static let gatewayStatus = PolicyPurpose(
    "status", "to look at it", scripts: ["status.sh"], readsOnly: true)
  static let verify = PolicyPurpose(
    "verify", "to test it, also from an instance of the VPC that carries its tag",
    scripts: ["verify.sh"])
  static let switchPaths = PolicyPurpose(
    "switch", "to send a service past its endpoint and back, and to replace an endpoint",
    scripts: ["failover.sh", "rotate.sh"])
}

extension PolicyPurpose {
  /// Who does what through the endpoints and past them.
  static let access = PolicyPurpose(
    "access", "to see in CloudTrail who does what", scripts: ["access.sh"])
  /// What the endpoints save.
  static let savings = PolicyPurpose(
    "savings", "to see what is saved, and what NAT gateways bill", scripts: ["savings.sh"])
  fileprivate static let traffic = PolicyPurpose(
    "traffic", "to count the traffic from flow logs", scripts: ["traffic.sh"])
}
