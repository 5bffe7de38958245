/// The policies that the endpoints get from buckets, tables and the like: ceilings over what the callers' own
/// permissions allow. One that a file holds is in its place as it is.
enum GatewayPolicies {
  private typealias Parameters = GatewayParameters
  private typealias Keys = GatewayPolicyParameters

  /// What is allowed through the endpoint for a service.
  ///
  /// - Returns: nil when its policy is not made of these keys.
  static func statements(
    for service: GatewayService, _ configuration: Configuration
  ) -> [EndpointStatement]? {
    guard let policy = Policy(configuration) else { return nil }
    switch service {
    case .s3:
      guard GatewayDerivations.hasS3Policy.derive(configuration) == true,
        configuration[Keys.s3File]??.isSet != true
      else { return nil }
      return policy.forS3
    case .dynamodb:
      guard GatewayDerivations.hasDynamoDBPolicy.derive(configuration) == true,
        configuration[Keys.dynamoDBFile]??.isSet != true
      else { return nil }
      return policy.forDynamoDB
    case .s3express:
      guard GatewayDerivations.hasS3ExpressPolicy.derive(configuration) == true else { return nil }
      return policy.forS3Express
    }
  }

  private struct Policy {
    let region: Region
    let buckets: [BucketName]
    let bucketAccess: [S3Access]
    let tables: [TableName]
    let tableAccess: [DynamoDBAccess]
    let awsBuckets: [AWSBuckets]
    let perimeter: Perimeter

    init?(_ configuration: Configuration) {
      guard let region = configuration[Parameters.region],
        let buckets = configuration[Keys.buckets],
        let bucketAccess = configuration[Keys.bucketAccess],
        let tables = configuration[Keys.tables],
        let tableAccess = configuration[Keys.tableAccess],
        let awsBuckets = configuration[Keys.awsBuckets],
        let perimeter = configuration[Keys.perimeter]
      else { return nil }
      self.region = region
      self.buckets = buckets
      self.bucketAccess = bucketAccess
      self.tables = tables
      self.tableAccess = tableAccess
      self.awsBuckets = awsBuckets
      self.perimeter = perimeter
    }

    var forS3: [EndpointStatement] {
      let named = buckets.filter { !$0.isDirectory }
      let resources = named.flatMap { [bucketARN($0.text), bucketARN($0.text) + "/*"] }
      return allowed("Buckets", bucketAccess.flatMap(\.actions), on: resources) + services + awsOwn
    }

    var forDynamoDB: [EndpointStatement] {
      let resources = tables.map { arn("dynamodb", "table/\($0.text)") }
        .flatMap { [$0, $0 + "/index/*"] }
      return allowed("Tables", tableAccess.flatMap(\.actions), on: resources) + services
    }

    /// A directory bucket's objects are reached by a session.
    var forS3Express: [EndpointStatement] {
      let resources = buckets.filter(\.isDirectory).map { arn("s3express", "bucket/\($0.text)") }
      let actions = bucketAccess.flatMap(\.expressActions)
      let mode: [EndpointStatement.Condition] =
        bucketAccess.allSatisfy { $0 == .read }
        ? [.equals("s3express:SessionMode", "ReadOnly")] : []
      return allowed(
        "DirectoryBuckets", actions, on: resources, if: resources.isEmpty ? [] : mode) + services
    }

    /// Some actions on the resources that are named; where none is, all there are of the perimeter.
    private func allowed(
      _ id: String, _ actions: [String], on resources: [String],
      if conditions: [EndpointStatement.Condition] = []
    ) -> [EndpointStatement] {
      let conditions = perimeter.conditions + conditions
      guard !resources.isEmpty else {
        return perimeter.isSet
          ? [EndpointStatement("Perimeter", ["*"], on: ["*"], if: conditions)] : []
      }
      let general = actions.filter(Self.isOnEverything)
      let special = actions.filter { !Self.isOnEverything($0) }
      return
        (special.isEmpty ? [] : [EndpointStatement(id, special, on: resources, if: conditions)])
        + (general.isEmpty
          ? [] : [EndpointStatement(id + "Listed", general, on: ["*"], if: conditions)])
    }

    /// Actions for which AWS knows no resource but `*`
    /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html;
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
    private static func isOnEverything(_ action: String) -> Bool {
      ["s3:listallmybuckets", "dynamodb:describelimits", "dynamodb:listtables"]
        .contains(action.lowercased())
    }

    /// What services of AWS do through the VPC for its owner: they have an account of their own.
    private var services: [EndpointStatement] {
      guard perimeter.isSet else { return [] }
      return [
        EndpointStatement(
          "AwsServices", ["*"], on: ["*"], if: [.isTrue("aws:PrincipalIsAWSService")])
      ]
    }

    /// Without conditions on who asks: a layer of an image is read by an address that AWS has signed, a
    /// package by nobody (https://github.com/awsdocs/amazon-vpc-user-guide/issues/94).
    private var awsOwn: [EndpointStatement] {
      let read = awsBuckets.flatMap { $0.names(in: region) }.map(bucketARN)
      let answered = awsBuckets.flatMap { $0.namesToAnswer(in: region) }.map(bucketARN)
      return
        (read.isEmpty
        ? []
        : [
          EndpointStatement(
            "AwsBuckets", ["s3:GetObject", "s3:ListBucket"], on: read.flatMap { [$0, $0 + "/*"] })
        ])
        + (answered.isEmpty
          ? []
          : [EndpointStatement("AwsAnswers", ["s3:PutObject"], on: answered.map { $0 + "/*" })])
    }

    private func bucketARN(_ name: String) -> String {
      "arn:\(region.facts.partition):s3:::\(name)"
    }

    /// In whatever account: that is not known before a run, unless the perimeter names it.
    private func arn(_ service: String, _ resource: String) -> String {
      let account = if case .account(let id) = perimeter { id.text } else { "*" }
      return "arn:\(region.facts.partition):\(service):\(region.text):\(account):\(resource)"
    }
  }
}

extension Perimeter {
  /// Both who asks and whose the resource is.
  fileprivate var conditions: [EndpointStatement.Condition] {
    switch self {
    case .unlimited: []
    case .account(let id):
      [.equals("aws:PrincipalAccount", id.text), .equals("aws:ResourceAccount", id.text)]
    case .organization(let id):
      [.equals("aws:PrincipalOrgID", id.text), .equals("aws:ResourceOrgID", id.text)]
    }
  }
}

extension Stack.File.Content {
  /// The policy of a gateway endpoint, where it is made of the keys of a deployment.
  static func endpointPolicy(of service: GatewayService) -> Stack.File.Content {
    .made(
      FileMaker(mark: .member("Sid", valuePrefix: EndpointPolicy.mark)) { _, _ in
        MadePolicy(service: service)
      })
  }
}

private struct MadePolicy: PreparedFile {
  let service: GatewayService

  func text(for configuration: Configuration) -> String? {
    GatewayPolicies.statements(for: service, configuration).map { EndpointPolicy.text(of: $0) }
  }
}
