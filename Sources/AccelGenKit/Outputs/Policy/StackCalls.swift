/// The AWS CLI operations that the scripts of a stack call, by purpose, worked out once for all deployments
/// of a run.
struct StackCalls: Sendable {
  /// By the purpose's name: each call, the conditions under which it is made, and its permissions in `permissions`.
  private let calls: [String: [(call: AWSCall, ways: CallGraph.Ways, permissions: [Int])]]
  /// Each once.
  private let permissions: [Permission]
  private let outlines: [String: ScriptOutline]
  private let model: PermissionModel

  /// - Parameter outlines: each script, with all that it includes, by its name.
  init(_ model: PermissionModel, outlines: [String: ScriptOutline]) {
    let graph = CallGraph(scripts: outlines)
    var numbers: [Permission: Int] = [:]
    var calls: [String: [(call: AWSCall, ways: CallGraph.Ways, permissions: [Int])]] = [:]
    for purpose in model.purposes {
      let made = graph.calls(from: purpose.scripts).filter { !purpose.readsOnly || $0.key.reads }
      calls[purpose.name] = made.map { call, ways in
        let permissions = (model.permissions[call.description] ?? []).map { permission in
          let number = numbers[permission] ?? numbers.count
          numbers[permission] = number
          return number
        }
        return (call, ways, permissions)
      }
    }
    self.calls = calls
    permissions = numbers.sorted { $0.value < $1.value }.map(\.key)
    self.outlines = outlines
    self.model = model
  }

  /// Those that the scripts of one deployment call.
  func operations(for purpose: PolicyPurpose, _ configuration: Configuration) -> Set<AWSCall> {
    Set((calls[purpose.name] ?? []).filter { Self.isMade($0.ways, configuration) }.map(\.call))
  }

  private static func isMade(_ ways: CallGraph.Ways, _ configuration: Configuration) -> Bool {
    ways.contains { way in
      way.allSatisfy { (configuration[$0.key]?.value.isSet ?? false) == $0.isSet }
    }
  }

  /// What one deployment's scripts need.
  ///
  /// - Parameter purposes: what they are run for.
  func policy(for purposes: [PolicyPurpose], _ configuration: Configuration) -> AccessPolicy {
    var isNeeded = permissions.map { _ in false }
    for purpose in purposes {
      for (_, ways, permissions) in calls[purpose.name] ?? [] where Self.isMade(ways, configuration)
      {
        for number in permissions { isNeeded[number] = true }
      }
    }
    let needed = zip(permissions, isNeeded).filter(\.1).map(\.0)
    return AccessPolicy(
      allowing: needed, in: model.statements(configuration, purposes))
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

extension StackCalls: PreparedFile {
  func text(for configuration: Configuration) -> String? {
    policy(for: model.purposes, configuration).json.text
  }
}
