/// Rules about the endpoints' policies as wholes.
enum GatewayPolicyRules {
  static let all: [Stack.Rule] =
    s3File.all + dynamoDBFile.all + [
      mustBeMadeInOneWay, accessNeedsResources, accessNeedsActions, mustFit,
      shouldThinkOfAWSBuckets, shouldReachOwnBuckets, shouldLimitS3Express,
    ]

  private typealias Parameters = GatewayParameters
  private typealias Keys = GatewayPolicyParameters

  private static let s3File = EndpointPolicyRules(
    file: Keys.s3File, gateway: .s3, in: Parameters.region)
  private static let dynamoDBFile = EndpointPolicyRules(
    file: Keys.dynamoDBFile, gateway: .dynamodb, in: Parameters.region)

  /// A file is a whole policy: what other keys say would not be in it.
  private static let mustBeMadeInOneWay: Stack.Rule = { configuration, _ in
    func conflicts(
      of file: Parameter<FilePath?>, with keys: [(key: String, isSet: Bool)]
    ) -> [Diagnostic] {
      guard configuration.isSetInFile(file) else { return [] }
      return keys.filter(\.isSet).map { key, _ in
        Diagnostic(
          .error, "policy-and-keys", "\(key) would not be in the policy of \(file.key)",
          at: configuration.span(ofKey: key),
          help: "write into that file what this is to do, or make the policy of keys alone",
          related: [.init("\(file.key) is here", at: configuration.span(of: file))])
      }
    }
    func set<Value>(_ parameter: Parameter<Value>) -> (key: String, isSet: Bool) {
      (parameter.key, configuration.isSetInFile(parameter))
    }
    return conflicts(
      of: Keys.s3File,
      with: [set(Keys.buckets), set(Keys.bucketAccess), set(Keys.awsBuckets), set(Keys.perimeter)])
      + conflicts(
        of: Keys.dynamoDBFile,
        with: [set(Keys.tables), set(Keys.tableAccess), set(Keys.perimeter)])
  }

  private static let accessNeedsResources: Stack.Rule = { configuration, _ in
    func unused<Access, Resource>(
      _ access: Parameter<Access>, without resources: Parameter<[Resource]>,
      _ file: Parameter<FilePath?>
    ) -> [Diagnostic] {
      guard configuration.isInFile(access), configuration[resources]?.isEmpty == true,
        configuration[file]??.isSet != true
      else { return [] }
      return [
        Diagnostic(
          .warning, "access-unused",
          "\(access.key) says what can be done in \(resources.key), which names nothing",
          at: configuration.span(of: access), help: "delete the line, or set \(resources.key)")
      ]
    }
    return unused(Keys.bucketAccess, without: Keys.buckets, Keys.s3File)
      + unused(Keys.tableAccess, without: Keys.tables, Keys.dynamoDBFile)
  }

  /// Objects of a directory bucket are reached by `s3express:CreateSession`, others by actions of `s3`
  /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html).
  private static let accessNeedsActions: Stack.Rule = { configuration, _ in
    guard let access = configuration[Keys.bucketAccess],
      let buckets = configuration[Keys.buckets]
    else { return [] }
    let kinds = [
      (
        isDirectory: false, "S3_BUCKETS names general purpose buckets", "s3",
        access.flatMap(\.actions)
      ),
      (true, "S3_BUCKETS names directory buckets", "s3express", access.flatMap(\.expressActions)),
    ]
    return kinds.compactMap { isDirectory, what, service, actions in
      guard actions.isEmpty, buckets.contains(where: { $0.isDirectory == isDirectory }) else {
        return nil
      }
      return Diagnostic(
        .error, "access-without-actions",
        "\(what), and no action here begins with \(service):, so that nothing could be done there",
        at: configuration.span(of: Keys.bucketAccess),
        help: service == "s3" ? "add s3:GetObject, say" : "add s3express:CreateSession")
    }
  }

  private static let mustFit: Stack.Rule = { configuration, _ in
    let keys: [(GatewayService, String)] = [
      (.s3, Keys.buckets.key), (.dynamodb, Keys.tables.key), (.s3express, Keys.buckets.key),
    ]
    return keys.compactMap { service, key in
      guard let statements = GatewayPolicies.statements(for: service, configuration) else {
        return nil
      }
      let length = EndpointPolicy.text(of: statements).unicodeScalars.count
      guard length > EndpointPolicy.mostCharacters else { return nil }
      return Diagnostic(
        .error, "policy-length",
        "a policy has at most 20,480 characters, that of the endpoint for \(service.title) would have "
          + "\(length)",
        at: configuration.span(ofKey: key),
        help: "name fewer here; a policy of a file can have wildcards in names")
    }
  }

  /// Image pulls and package installs that a policy breaks are found late
  /// (https://github.com/awsdocs/amazon-ecr-user-guide/issues/8).
  private static let shouldThinkOfAWSBuckets: Stack.Rule = { configuration, _ in
    guard !configuration.isInFile(Keys.awsBuckets), configuration[Keys.s3File]??.isSet != true,
      configuration[Parameters.services]?.contains(.s3) == true,
      configuration[Parameters.region]?.facts.partition == AWSBuckets.partition
    else { return [] }
    let hasBuckets = configuration[Keys.buckets]?.contains { !$0.isDirectory } ?? false
    guard hasBuckets || configuration[Keys.perimeter]?.isSet == true else { return [] }
    let key = hasBuckets ? Keys.buckets.key : Keys.perimeter.key
    return [
      Diagnostic(
        .warning, "without-aws-buckets",
        "\(key) shuts out AWS's own buckets, too: pulls of images from ECR, packages of Amazon Linux, "
          + "Systems Manager",
        at: configuration.span(ofKey: key),
        help: "add \(Keys.awsBuckets.key)=\"ecr,al2023\" or what else the VPC's machines need; "
          + "\(Keys.awsBuckets.key)=\"\" if it is nothing")
    ]
  }

  private static let shouldReachOwnBuckets: Stack.Rule = { configuration, _ in
    guard configuration[Keys.awsBuckets]?.isSet == true,
      configuration[Keys.s3File]??.isSet != true,
      configuration[Keys.buckets]?.contains(where: { !$0.isDirectory }) == false,
      configuration[Keys.perimeter]?.isSet == false
    else { return [] }
    return [
      Diagnostic(
        .warning, "aws-buckets-alone",
        "with \(Keys.awsBuckets.key) alone, no bucket of yours is reached through the endpoint",
        at: configuration.span(of: Keys.awsBuckets),
        help:
          "name yours in \(Keys.buckets.key), or whose they are in \(Keys.perimeter.key); without "
          + "all three the endpoint has no policy")
    ]
  }

  private static let shouldLimitS3Express: Stack.Rule = { configuration, _ in
    guard let services = configuration[Parameters.services],
      let buckets = configuration[Keys.buckets], let file = configuration[Keys.s3File],
      configuration[Keys.perimeter]?.isSet == false, buckets.isSet || file.isSet,
      !buckets.contains(where: \.isDirectory)
    else { return [] }
    guard services.contains(.s3express) else { return [] }
    let key = file.isSet ? Keys.s3File.key : Keys.buckets.key
    return [
      Diagnostic(
        .warning, "s3express-without-policy",
        "\(key) limits the endpoint for S3, and nothing limits that for S3 Express One Zone, which has "
          + "a policy of its own",
        at: configuration.span(ofKey: key),
        help: "name its directory buckets in \(Keys.buckets.key), or set \(Keys.perimeter.key)")
    ]
  }
}
