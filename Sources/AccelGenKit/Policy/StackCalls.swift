/// The AWS CLI operations that the scripts of a stack call, by purpose, worked out once for all deployments
/// of a run.
struct StackCalls: Sendable {
  private let calls: [PolicyPurpose: [AWSCall: CallGraph.Ways]]
  private let outlines: [String: ScriptOutline]
  private let model: PermissionModel

  /// - Parameters:
  ///   - templates: each template by its name, with all that it includes to be found in `includes`.
  ///   - includes: finds the text of a file that a template includes.
  init(
    _ model: PermissionModel, templates: [String: String],
    includes: @escaping (String) -> String?
  ) {
    let outlines = templates.mapValues { ScriptReader.read($0, includes: includes) }
    let graph = CallGraph(scripts: outlines)
    calls = Dictionary(
      uniqueKeysWithValues: PolicyPurpose.allCases.map {
        ($0, graph.calls(from: model.scripts($0)))
      })
    self.outlines = outlines
    self.model = model
  }

  /// Those that the scripts of one deployment call.
  func operations(for purpose: PolicyPurpose, _ configuration: Configuration) -> Set<AWSCall> {
    let reached = (calls[purpose] ?? [:]).filter { _, ways in
      ways.contains { way in
        way.allSatisfy { (configuration[$0.key]?.value.isSet ?? false) == $0.isSet }
      }
    }
    return Set(reached.keys)
  }

  /// What one deployment's scripts need.
  ///
  /// - Parameter purposes: what they are run for.
  func policy(for purposes: [PolicyPurpose], _ configuration: Configuration) -> AccessPolicy {
    let operations = purposes.reduce(into: Set()) {
      $0.formUnion(self.operations(for: $1, configuration))
    }
    let permissions = operations.flatMap { model.permissions[$0.description] ?? [] }
    return AccessPolicy(
      allowing: Set(permissions), in: model.statements(configuration, purposes))
  }

  /// The calls in a template for which nobody has said what AWS checks, and where they stand.
  func unknownCalls(in template: String) -> [(call: AWSCall, range: Range<Int>)] {
    (outlines[template]?.steps ?? [:]).values.joined().compactMap { step in
      guard case .call(let call, let range) = step.content,
        model.permissions[call.description] == nil
      else { return nil }
      return (call, range)
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
