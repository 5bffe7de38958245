/// The values that follow from the parameters; the templates know them by these keys.
enum GatewayDerivations {
  static let all: [AnyDerivation] =
    subnets.subnets + GatewayService.allCases.map { AnyDerivation(isWanted($0)) }
    + GatewayService.allCases.map { AnyDerivation(serviceName(of: $0)) }
    + [
      AnyDerivation(hasS3Policy), AnyDerivation(hasDynamoDBPolicy),
      AnyDerivation(hasS3ExpressPolicy), AnyDerivation(tag),
    ] + GatewayPriceDerivations.all + GatewayTrafficDerivations.all

  private typealias Parameters = GatewayParameters
  private typealias Policies = GatewayPolicyParameters

  static let subnets = SubnetDerivations(
    "GATEWAY", of: Parameters.vpcBlock, kind: "private subnet")

  static let tag = DeploymentDerivations.tag(
    Parameters.deploymentName, [Parameters.region], stack: GatewayEndpointsStack.name)

  static func isWanted(_ service: GatewayService) -> Derivation<Bool> {
    Derivation(
      "\(service.key)_ENDPOINT", "Whether there is an endpoint for \(service.title)",
      from: [Parameters.services.key], rule: "Whether GATEWAY_SERVICES has \(service.text)",
      source: AWSPage.gatewayEndpoints
    ) { $0[Parameters.services].map { $0.contains(service) } }
  }

  static func serviceName(of service: GatewayService) -> Derivation<EndpointServiceName> {
    Derivation(
      "\(service.key)_SERVICE_NAME", "The endpoint service of \(service.title)",
      from: [Parameters.region.key],
      rule: "com.amazonaws, GATEWAY_REGION and \(service.text), in China, too",
      source: AWSPage.gatewayEndpoints
    ) { $0[Parameters.region].flatMap { try? service.serviceName(in: $0) } }
  }

  static let hasS3Policy = Derivation<Bool>(
    "S3_POLICY", "Whether the endpoint for S3 has a policy, which is in s3_policy.json",
    from: [
      Parameters.services.key, Policies.buckets.key, Policies.awsBuckets.key,
      Policies.perimeter.key, Policies.s3File.key,
    ],
    rule:
      "Whether GATEWAY_SERVICES has s3, and S3_BUCKETS names a general purpose bucket, or "
      + "GATEWAY_AWS_BUCKETS, GATEWAY_PERIMETER or S3_POLICY_FILE is set",
    source: AWSPage.endpointPolicies
  ) { configuration in
    guard let services = configuration[Parameters.services],
      let buckets = configuration[Policies.buckets],
      let awsBuckets = configuration[Policies.awsBuckets],
      let perimeter = configuration[Policies.perimeter],
      let file = configuration[Policies.s3File]
    else { return nil }
    return services.contains(.s3)
      && (buckets.contains { !$0.isDirectory } || awsBuckets.isSet || perimeter.isSet || file.isSet)
  }

  static let hasDynamoDBPolicy = Derivation<Bool>(
    "DYNAMODB_POLICY",
    "Whether the endpoint for DynamoDB has a policy, which is in dynamodb_policy.json",
    from: [
      Parameters.services.key, Policies.tables.key, Policies.perimeter.key,
      Policies.dynamoDBFile.key,
    ],
    rule:
      "Whether GATEWAY_SERVICES has dynamodb, and DYNAMODB_TABLES, GATEWAY_PERIMETER or "
      + "DYNAMODB_POLICY_FILE is set",
    source: AWSPage.endpointPolicies
  ) { configuration in
    guard let services = configuration[Parameters.services],
      let tables = configuration[Policies.tables],
      let perimeter = configuration[Policies.perimeter],
      let file = configuration[Policies.dynamoDBFile]
    else { return nil }
    return services.contains(.dynamodb) && (tables.isSet || perimeter.isSet || file.isSet)
  }

  static let hasS3ExpressPolicy = Derivation<Bool>(
    "S3EXPRESS_POLICY",
    "Whether the endpoint for S3 Express One Zone has a policy, which is in s3express_policy.json",
    from: [Parameters.services.key, Policies.buckets.key, Policies.perimeter.key],
    rule:
      "Whether GATEWAY_SERVICES has s3express, and S3_BUCKETS names a directory bucket, or "
      + "GATEWAY_PERIMETER is set",
    source: AWSPage.endpointPolicies
  ) { configuration in
    guard let services = configuration[Parameters.services],
      let buckets = configuration[Policies.buckets],
      let perimeter = configuration[Policies.perimeter]
    else { return nil }
    return services.contains(.s3express)
      && (buckets.contains(where: \.isDirectory) || perimeter.isSet)
  }
}

extension GatewayDerivations {
  /// Whether the endpoint for a service has a policy.
  static func policyFlag(of service: GatewayService) -> Derivation<Bool> {
    switch service {
    case .s3: hasS3Policy
    case .dynamodb: hasDynamoDBPolicy
    case .s3express: hasS3ExpressPolicy
    }
  }
}

extension GatewayService {
  /// What the keys of its values begin with, for example `S3`.
  fileprivate var key: String { text.uppercased() }
}
