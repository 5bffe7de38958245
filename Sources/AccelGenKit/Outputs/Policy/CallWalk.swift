/// A walk through a call graph: each function once for each script whose shell it runs in.
struct CallWalk {
  private let graph: CallGraph
  /// By script and name, the function of that name in the script's shell, or -1.
  private var functions: [Int32]
  /// What a script and what it sources do outside of functions; empty until it is run.
  private var tops: [[Int]]

  // What was reached so far.
  private var calls: [[Way]] = []
  /// By script and function, the first way to it.
  private var known: [Way] = []
  /// The others, which few have.
  private var others: [Int: [Way]] = [:]
  private var open: [(script: Int, function: Int, way: Way)] = []
  /// By script: the questions that are reached, and the ways to what asks any.
  private var questions: [[(group: Int, way: Way)]] = []
  private var asking: [[Way]] = []
  /// The number of the name by which a function says that it is never run in check mode; nil where the
  /// walk is not of that mode.
  private var guardName: Int?

  /// A function that calls this ends a run in check mode, before it does anything else.
  private static let guardFunction = "not_in_check_mode"

  init(_ graph: CallGraph) {
    self.graph = graph
    functions = Array(repeating: -1, count: graph.scripts.count * graph.scriptsByName.count)
    tops = Array(repeating: [], count: graph.scripts.count)
  }

  /// - Parameters:
  ///   - entries: the names of the scripts that are run.
  ///   - readsOnly: whether only what looks is called: the runtime's check mode lets through no other call.
  /// - Returns: numbers of the graph's calls.
  mutating func calls(
    from entries: [String], readsOnly: Bool = false
  ) -> [(call: Int, ways: [Way])] {
    calls = Array(repeating: [], count: graph.calls.count)
    known = Array(repeating: .never, count: graph.scripts.count * graph.functionNames.count)
    others = [:]
    questions = Array(repeating: [], count: graph.scripts.count)
    asking = Array(repeating: [], count: graph.scripts.count)
    guardName = readsOnly ? graph.names.find(Array(Self.guardFunction.utf8)[...]) : nil
    for entry in entries {
      if let script = graph.script(entry) { run(script, .always) }
    }
    while let next = open.popLast() { follow(next.script, next.function, next.way) }
    return calls.enumerated().compactMap { call, ways in
      ways.isEmpty || readsOnly && !graph.calls[call].reads ? nil : (call, ways)
    }
  }

  private mutating func run(_ script: Int, _ way: Way) {
    if tops[script].isEmpty { load(script) }
    for top in tops[script] { reach(top, script, way) }
  }

  /// Works out which functions a script's shell has: its own go before those of what it sources.
  private mutating func load(_ script: Int) {
    var members = [script]
    var index = 0
    while index < members.count {
      for source in graph.scripts[members[index]].sources where !members.contains(source) {
        members.append(source)
      }
      index += 1
    }
    let row = script * graph.scriptsByName.count
    for member in members.reversed() {
      for function in graph.scripts[member].functions.reversed() {
        let name = Int(graph.functionNames[function])
        if name >= 0 { functions[row + name] = Int32(function) }
      }
    }
    tops[script] = members.flatMap { graph.scripts[$0].tops }
  }

  private mutating func reach(_ function: Int, _ script: Int, _ way: Way) {
    let place = script * graph.functionNames.count + function
    if known[place] == .never {
      known[place] = way
    } else if known[place].isSubset(of: way) || !others[place, default: []].add(way) {
      return
    }
    open.append((script, function, way))
  }

  /// The functions of a name and the script of that name.
  private mutating func reach(named name: Int, _ script: Int, _ way: Way) {
    guard name < graph.scriptsByName.count else { return }
    var function = Int(functions[script * graph.scriptsByName.count + name])
    while function >= 0 {
      reach(function, script, way)
      function = Int(graph.twins[function])
    }
    if let other = graph.script(named: name) { run(other, way) }
  }

  private mutating func reach(group: Int, _ script: Int, _ way: Way) {
    for name in graph.groups[group] { reach(named: Int(name), script, way) }
  }

  private mutating func follow(_ script: Int, _ function: Int, _ way: Way) {
    let edges = graph.edgeStarts[function]..<graph.edgeStarts[function + 1]
    if let guardName,
      edges.contains(where: {
        graph.edges[$0].kind == .name && Int(graph.edges[$0].value) == guardName
      })
    {
      return
    }
    for index in edges {
      let edge = graph.edges[index]
      guard let way = way.union(edge.way) else { continue }
      let value = Int(edge.value)
      switch edge.kind {
      case .call: _ = calls[value].add(way)
      case .name: reach(named: value, script, way)
      case .names: reach(group: value, script, way)
      case .question:
        questions[script].append((value, way))
        for asking in asking[script] {
          if let both = way.union(asking) { reach(group: value, script, both) }
        }
      case .anyQuestion:
        guard asking[script].add(way) else { continue }
        for question in questions[script] {
          if let both = way.union(question.way) { reach(group: question.group, script, both) }
        }
      }
    }
  }
}
