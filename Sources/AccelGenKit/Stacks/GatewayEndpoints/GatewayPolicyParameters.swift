/// The keys of the endpoints' policies, which limit what can be done through them. Without any of them an
/// endpoint has AWS's default, which allows all that the caller's own permissions allow.
enum GatewayPolicyParameters {
  static let all: [AnyParameter] = [
    AnyParameter(buckets), AnyParameter(bucketAccess), AnyParameter(tables),
    AnyParameter(tableAccess), AnyParameter(awsBuckets), AnyParameter(perimeter),
    AnyParameter(s3File), AnyParameter(dynamoDBFile),
  ]
}

extension GatewayPolicyParameters {
  static let buckets = Parameter<[BucketName]>(
    "S3_BUCKETS", default: "",
    ParameterDocumentation(
      summary:
        "The only buckets that can be reached through the endpoint, for general purpose and for "
        + "directory buckets; empty for all",
      rule: "Names of buckets in GATEWAY_REGION, with commas between them",
      example: "my-logs,my-models", source: AWSPage.bucketNames))

  static let bucketAccess = Parameter<[S3Access]>(
    "S3_ACCESS", default: "read", isNeverEmpty: true,
    ParameterDocumentation(
      summary: "What can be done in S3_BUCKETS",
      rule: "read, write (which reads, too), or actions such as s3:GetObject, with commas between",
      example: "write", source: AWSPage.at("AmazonS3/latest/userguide/using-with-s3-policy-actions")
    ))

  static let tables = Parameter<[TableName]>(
    "DYNAMODB_TABLES", default: "",
    ParameterDocumentation(
      summary: "The only tables, with their indexes, that can be reached; empty for all",
      rule: "Names of tables in GATEWAY_REGION, with commas between them",
      example: "orders,customers",
      source: AWSPage.at(
        "amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes")))

  static let tableAccess = Parameter<[DynamoDBAccess]>(
    "DYNAMODB_ACCESS", default: "read", isNeverEmpty: true,
    ParameterDocumentation(
      summary: "What can be done in DYNAMODB_TABLES",
      rule:
        "read, write (which reads, too), or actions such as dynamodb:GetItem, with commas between",
      example: "write",
      source: AWSPage.at("service-authorization/latest/reference/list_amazondynamodb")))

  static let awsBuckets = Parameter<[AWSBuckets]>(
    "GATEWAY_AWS_BUCKETS", default: "",
    ParameterDocumentation(
      summary:
        "Whose buckets of AWS's own can be read, too: a policy without them breaks image pulls and "
        + "package installs; set it to empty for none",
      rule:
        "Any of \(AWSBuckets.allCases.map(\.rawValue).joined(separator: ", ")); not in China or "
        + "GovCloud, where their names are nowhere listed",
      example: "ecr,al2023,ssm",
      source: "https://github.com/aws-samples/data-perimeter-policy-examples"))

  static let perimeter = Parameter<Perimeter>(
    "GATEWAY_PERIMETER", default: "none",
    ParameterDocumentation(
      summary:
        "Whose identities can use the endpoints, and whose buckets and tables they reach: those of one "
        + "account or of one organization",
      rule: "none, the 12 digits of an account, or an organization's id (o-…)",
      example: "o-a1b2c3d4e5",
      source:
        "https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/"
        + "building-a-data-perimeter-on-aws.html"))

  static let s3File = file("S3_POLICY_FILE", "S3", inPlaceOf: "S3_BUCKETS")
  static let dynamoDBFile = file("DYNAMODB_POLICY_FILE", "DynamoDB", inPlaceOf: "DYNAMODB_TABLES")

  private static func file(
    _ key: String, _ service: String, inPlaceOf buckets: String
  ) -> Parameter<FilePath?> {
    Parameter(
      key, default: "",
      ParameterDocumentation(
        summary:
          "A file with the policy of the endpoint for \(service), in place of \(buckets) and the other "
          + "keys that make one; empty for none",
        rule:
          "A path from this file's folder to a JSON policy of at most 20,480 characters, in which each "
          + "statement has a Principal, and one an Allow",
        example: "endpoint_policy.json", source: AWSPage.endpointPolicies))
  }
}
