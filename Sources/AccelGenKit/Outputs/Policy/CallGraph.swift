/// Which calls of the AWS CLI are reached from a script, and under which conditions of the templates.
///
/// A word that is the name of a function is taken for a call of it, wherever it stands: `start`, `tolerate`
/// and `ensure` run what they are given. A word that is the names of scripts and nothing else is taken for
/// running these. What is not run after all is allowed for nothing, so a test compares what is reached with
/// what emulated runs need.
struct CallGraph: Sendable {
  /// The ways to one place, each the conditions that hold on it.
  typealias Ways = [Set<ScriptOutline.Condition>]

  fileprivate struct Place: Hashable {
    let script: String
    let function: String
  }

  fileprivate struct Step {
    enum Content {
      case call(AWSCall)
      case run([Place])
    }

    let content: Content
    let conditions: Set<ScriptOutline.Condition>
  }

  private let steps: [Place: [Step]]

  /// - Parameter scripts: by their names.
  init(scripts: [String: ScriptOutline]) {
    var steps: [Place: [Step]] = [:]
    for (script, outline) in scripts {
      // Its own functions, and those of the files that it sources.
      var owners: [String: String] = [:]
      for owner in [script] + outline.sources {
        for function in scripts[owner]?.steps.keys ?? [:].keys where owners[function] == nil {
          owners[function] = owner
        }
      }
      owners[ScriptOutline.top] = nil
      for (function, words) in outline.steps {
        let place = Place(script: script, function: function)
        steps[place] = words.compactMap { Step($0, owners: owners, scripts: scripts) }
      }
      steps[.top(of: script), default: []] += outline.sources.map {
        Step(content: .run([.top(of: $0)]), conditions: [])
      }
    }
    self.steps = steps
  }

  func calls(from entries: [String]) -> [AWSCall: Ways] {
    var calls: [AWSCall: Ways] = [:]
    var known: [Place: Ways] = [:]
    var open: [(place: Place, conditions: Set<ScriptOutline.Condition>)] = []
    func reach(_ place: Place, _ conditions: Set<ScriptOutline.Condition>) {
      if known[place, default: []].add(conditions) { open.append((place, conditions)) }
    }
    for entry in entries { reach(.top(of: entry), []) }
    while let (place, conditions) = open.popLast() {
      for step in steps[place] ?? [] {
        let conditions = conditions.union(step.conditions)
        guard !conditions.contains(where: { conditions.contains($0.opposite) }) else { continue }
        switch step.content {
        case .call(let call): _ = calls[call, default: []].add(conditions)
        case .run(let places): for next in places { reach(next, conditions) }
        }
      }
    }
    return calls
  }
}

extension CallGraph.Place {
  /// What a script does outside its functions.
  fileprivate static func top(of script: String) -> Self {
    Self(script: script, function: ScriptOutline.top)
  }
}

extension CallGraph.Step {
  /// Nil for a word that runs nothing.
  ///
  /// - Parameter owners: by the name of a function, the script that has it.
  fileprivate init?(
    _ step: ScriptOutline.Step, owners: [String: String], scripts: [String: ScriptOutline]
  ) {
    conditions = step.conditions
    switch step.content {
    case .call(let call, _): content = .call(call)
    case .word(let word):
      if let owner = owners[word] {
        content = .run([CallGraph.Place(script: owner, function: word)])
      } else if word.utf8.contains(UInt8(ascii: ".")) {
        let names = word.split(separator: " ").map(String.init)
        guard names.allSatisfy({ scripts[$0] != nil }) else { return nil }
        content = .run(names.map { .top(of: $0) })
      } else {
        return nil
      }
    }
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
