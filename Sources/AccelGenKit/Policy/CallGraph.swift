/// Which calls of the AWS CLI are reached from a script, and under which conditions of the templates.
///
/// A word that is the name of a function is taken for a call of it, wherever it stands: `start`, `tolerate`
/// and `ensure` run what they are given. A word that is the names of scripts and nothing else is taken for
/// running these. What is not run after all is allowed for nothing, so a test compares what is reached with
/// what emulated runs need.
struct CallGraph: Sendable {
  /// By the scripts' names.
  let scripts: [String: ScriptOutline]

  /// The ways to one place, each the conditions that hold on it.
  typealias Ways = [Set<ScriptOutline.Condition>]

  private struct Place: Hashable {
    let script: String
    let function: String
  }

  func calls(from entries: [String]) -> [AWSCall: Ways] {
    var calls: [AWSCall: Ways] = [:]
    var known: [Place: Ways] = [:]
    var open: [(place: Place, conditions: Set<ScriptOutline.Condition>)] = []
    func reach(_ place: Place, _ conditions: Set<ScriptOutline.Condition>) {
      if known[place, default: []].add(conditions) { open.append((place, conditions)) }
    }
    for entry in entries { reach(Place(script: entry, function: ScriptOutline.top), []) }
    while let (place, conditions) = open.popLast() {
      guard let outline = scripts[place.script] else { continue }
      if place.function == ScriptOutline.top {
        for source in outline.sources {
          reach(Place(script: source, function: ScriptOutline.top), conditions)
        }
      }
      for step in outline.steps[place.function] ?? [] {
        let conditions = conditions.union(step.conditions)
        guard !conditions.contains(where: { conditions.contains($0.opposite) }) else { continue }
        switch step.content {
        case .call(let call, _): _ = calls[call, default: []].add(conditions)
        case .word(let word):
          for next in places(named: word, from: place.script) { reach(next, conditions) }
        }
      }
    }
    return calls
  }

  private func places(named word: String, from script: String) -> [Place] {
    if let owner = owner(of: word, in: script) { return [Place(script: owner, function: word)] }
    guard word.utf8.contains(UInt8(ascii: ".")) else { return [] }
    let names = word.split(separator: " ").map(String.init)
    guard names.allSatisfy({ scripts[$0] != nil }) else { return [] }
    return names.map { Place(script: $0, function: ScriptOutline.top) }
  }

  /// The script, or the file that it sources, that has a function.
  private func owner(of function: String, in script: String) -> String? {
    guard function != ScriptOutline.top, let outline = scripts[script] else { return nil }
    if outline.steps[function] != nil { return script }
    return outline.sources.first { scripts[$0]?.steps[function] != nil }
  }
}

extension CallGraph.Ways {
  /// Adds a way, unless one is known that demands no more.
  ///
  /// - Returns: whether it was added.
  fileprivate mutating func add(_ way: Set<ScriptOutline.Condition>) -> Bool {
    if contains(where: { $0.isSubset(of: way) }) { return false }
    removeAll { way.isSubset(of: $0) }
    append(way)
    return true
  }
}
