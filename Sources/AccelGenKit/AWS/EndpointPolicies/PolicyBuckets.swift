/// That a bucket and its objects are two resources: lists and the like are of `arn:aws:s3:::bucket`, objects
/// are `arn:aws:s3:::bucket/*`
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html).
enum PolicyBuckets {
  private static let actionsOnBuckets = [
    "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
  ]
  private static let actionsOnObjects = [
    "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:GetObjectVersion",
    "s3:ListMultipartUploadParts", "s3:PutObject",
  ]

  /// What a statement allows on the one and names the other only.
  static func warnings(in document: PolicyDocument) -> [EndpointPolicy.Finding] {
    let named = Set(
      document.statements.filter(\.isAllow).compactMap(\.resources).filter { !$0.isNegated }
        .flatMap(\.values).compactMap(\.string))
    return document.numbered.flatMap { number, statement -> [EndpointPolicy.Finding] in
      guard statement.isAllow, let actions = statement.actions, !actions.isNegated else {
        return []
      }
      let patterns = actions.values.compactMap(\.string)
      let listing = first(of: actionsOnBuckets, in: patterns)
      let reading = first(of: actionsOnObjects, in: patterns)
      return resources(statement).compactMap { resource in
        let (bucket, isWhole) = bucket(in: resource.text)
        let hasBucket = named.contains { PolicyPattern.matches($0, bucket) }
        let hasObjects = named.contains {
          $0.hasPrefix(bucket + "/") || PolicyPattern.matches($0, bucket + "/object")
        }
        let missing: String
        let action: String
        if isWhole, let reading, !hasObjects {
          (action, missing) = (reading, bucket + "/*")
        } else if !isWhole, let listing, !hasBucket {
          (action, missing) = (listing, bucket)
        } else {
          return nil
        }
        return (
          .warning,
          .init(
            "policy-bucket-resources",
            "\(action) in statement \(number) needs another resource than \(resource.text.shown)",
            help: "add \"\(missing)\": a bucket and its objects are two", part: resource.range)
        )
      }
    }
  }

  /// The one of some actions that a pattern of the statement is for, nil for none.
  private static func first(of actions: [String], in patterns: [String]) -> String? {
    actions.first { action in
      patterns.contains { PolicyPattern.matches(action: $0, action) }
    }
  }

  /// Those that are of one bucket, by its name.
  private static func resources(
    _ statement: PolicyDocument.Statement
  ) -> [(text: String, range: Range<Int>)] {
    guard let element = statement.resources, !element.isNegated else { return [] }
    return element.values.compactMap { node in
      guard let text = node.string else { return nil }
      let parts = PolicyPattern.parts(of: text)
      guard parts.count == 6, parts[2] == "s3", parts[3].isEmpty, parts[4].isEmpty,
        let name = parts[5].split(separator: "/").first, name != "*"
      else { return nil }
      return (text, node.range)
    }
  }

  /// The bucket's ARN, and whether the resource is the bucket itself.
  private static func bucket(in resource: String) -> (arn: String, isWhole: Bool) {
    guard let slash = resource.firstIndex(of: "/") else {
      return (resource, !resource.hasSuffix("*"))
    }
    return (String(resource[..<slash]), false)
  }
}
