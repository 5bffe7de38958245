/// What the gateway-endpoints stack's scripts must be allowed to do.
///
/// A VPC that is there carries no tag of the deployment's: it is limited by its ARN. Nor do its route tables, nor in
/// a new VPC its main table and those that others add: they are limited by their Region alone. (By their ARNs they
/// cannot be: what is taken out of GATEWAY_ROUTE_TABLES has to be let go of, too.)
enum GatewayPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .status, .traffic], permissions: permissions, statements: statements(_:for:))

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
    return scope.network(madeInVPC: made)
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
      + GatewayTrafficPermissions.statements(configuration, in: region, scope, purposes)
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

  /// Flow logs and what adds them up. Where the env template names no bucket, they may be in any.
  private static func queries(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    let bucket = configuration[GatewayTrafficParameters.flowLogsBucket].flatMap { $0?.text } ?? "*"
    let arn = "arn:\(scope.partition):s3:::\(bucket)"
    return [
      StatementDeclaration(.queryFlowLogs, if: [scope.inRegions]),
      StatementDeclaration(.findFlowLogs, on: [arn]),
      // What comes before AWSLogs/ is the flow log's own.
      StatementDeclaration(.readFlowLogs, on: ["\(arn)/*AWSLogs/*"]),
      // As traffic.sh has it without --results.
      StatementDeclaration(.keepQueryResults, on: ["\(arn)/accelgen-athena/*"]),
    ]
  }
}

extension PolicyPurpose {
  fileprivate static let traffic = PolicyPurpose(
    "traffic", "to count the traffic from flow logs", scripts: ["traffic.sh"])
}
