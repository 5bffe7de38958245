/// Rules about the user's own tags
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
enum TagRules {
  static let all: [Stack.Rule] = [keysMustDiffer, mustFit]

  /// A resource has at most 50 tags; Name and the deployment's own take two.
  static let mostTags = 48

  private typealias Parameters = AccelerationParameters

  private static let keysMustDiffer: Stack.Rule = { configuration, _ in
    var first: [String: SourceSpan] = [:]
    return configuration.elements(of: Parameters.tags).compactMap { tag, span in
      guard let earlier = first[tag.key] else {
        first[tag.key] = span
        return nil
      }
      return Diagnostic(
        .error, "duplicate-tag", "the tag \(tag.key.shown) is in the list twice", at: span,
        help: "a resource has one value for a tag: delete one of them",
        related: [.init("the first is here", at: earlier)])
    }
  }

  private static let mustFit: Stack.Rule = { configuration, _ in
    guard let tags = configuration[Parameters.tags], tags.count > mostTags else { return [] }
    return [
      Diagnostic(
        .error, "too-many-tags",
        "a resource has room for \(mostTags) tags besides Name and accelgen's own, these are \(tags.count)",
        at: configuration.span(of: Parameters.tags), help: "leave out \(tags.count - mostTags)")
    ]
  }
}
