/// Rules about the user's own tags
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
struct TagRules: Sendable {
  let tags: Parameter<[Tag]>

  var all: [Stack.Rule] { [keysMustDiffer, mustFit] }

  /// A resource has at most 50 tags; Name and the deployment's own take two.
  static let mostTags = 48

  private func keysMustDiffer(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    var first: [String: SourceSpan] = [:]
    return configuration.elements(of: tags).compactMap { tag, span in
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

  private func mustFit(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let tags = configuration[self.tags], tags.count > Self.mostTags else { return [] }
    return [
      Diagnostic(
        .error, "too-many-tags",
        "a resource has room for \(Self.mostTags) tags besides Name and accelgen's own, these are \(tags.count)",
        at: configuration.span(of: self.tags), help: "leave out \(tags.count - Self.mostTags)")
    ]
  }
}
