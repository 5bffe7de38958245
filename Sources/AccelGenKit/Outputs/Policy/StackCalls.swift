/// The AWS CLI operations that the scripts of a stack call, by purpose, worked out once for all deployments
/// of a run.
struct StackCalls: Sendable {
  private struct Call {
    let call: AWSCall
    let ways: [Way]
    /// Its permissions in `permissions`.
    let permissions: [Int]
  }

  /// By the purpose's name.
  private let calls: [String: [Call]]
  /// Each once.
  private let permissions: [Permission]
  private let keys: WayKeys
  private let model: PermissionModel
  private let scripts: [String: ScriptText]

  /// - Parameter scripts: each with all that it includes, by its name.
  init(_ model: PermissionModel, scripts: [String: ScriptText]) {
    let graph = CallGraph(scripts)
    var walk = CallWalk(graph)
    var numbers: [Permission: Int] = [:]
    let permissionsByCall = graph.calls.map { call in
      (model.permissions[call.description] ?? []).map { permission in
        let number = numbers[permission] ?? numbers.count
        numbers[permission] = number
        return number
      }
    }
    var calls: [String: [Call]] = [:]
    for purpose in model.purposes {
      let made = walk.calls(from: purpose.scripts, readsOnly: purpose.readsOnly)
      calls[purpose.name] = made.map { number, ways in
        Call(call: graph.calls[number], ways: ways, permissions: permissionsByCall[number])
      }
    }
    self.calls = calls
    permissions = numbers.sorted { $0.value < $1.value }.map(\.key)
    keys = graph.keys
    self.model = model
    self.scripts = scripts
  }

  /// Those that the scripts of one deployment call.
  func operations(for purpose: PolicyPurpose, _ configuration: Configuration) -> Set<AWSCall> {
    Set(made(for: purpose, configuration).map(\.call))
  }

  private func made(for purpose: PolicyPurpose, _ configuration: Configuration) -> [Call] {
    let bits = keys.bits { configuration[$0]?.value.isSet ?? false }
    return (calls[purpose.name] ?? []).filter { $0.ways.contains { $0.isOpen(bits) } }
  }

  /// What one deployment's scripts need.
  ///
  /// - Parameter purposes: what they are run for.
  func policy(for purposes: [PolicyPurpose], _ configuration: Configuration) -> AccessPolicy {
    var isNeeded = permissions.map { _ in false }
    for purpose in purposes {
      for call in made(for: purpose, configuration) {
        for number in call.permissions { isNeeded[number] = true }
      }
    }
    let needed = zip(permissions, isNeeded).filter(\.1).map(\.0)
    return AccessPolicy(
      allowing: needed, in: model.statements(configuration, purposes))
  }

  /// The calls for which nobody has said what AWS checks, and the purposes for which none is left.
  var problems: [Diagnostic] {
    let unknown = scripts.sorted { $0.key < $1.key }.flatMap { $0.value.parts }.flatMap { part in
      part.outline.steps.compactMap { step -> Diagnostic? in
        guard step.kind == .call else { return nil }
        let call = part.outline.call(step)
        guard model.permissions[call.description] == nil else { return nil }
        return Diagnostic(
          .warning, "unknown-permission",
          "accelgen does not know what must be allowed for aws \(call), so its policy leaves that out",
          at: part.file.span(step.range))
      }
    }
    let empty = model.purposes.filter { purpose in
      (calls[purpose.name] ?? []).allSatisfy(\.permissions.isEmpty)
    }
    return unknown
      + empty.map { purpose in
        Diagnostic(
          .error, "empty-policy", "a policy for \(purpose.name) would allow nothing",
          at: nil,
          help: "nothing that needs a permission is reached from "
            + purpose.scripts.joined(separator: ", "))
      }
  }
}

extension StackCalls: PreparedFile {
  func text(for configuration: Configuration) -> String? {
    policy(for: model.purposes, configuration).json.text
  }
}
