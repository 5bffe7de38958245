/// Which calls of the AWS CLI are reached from a script, and under which conditions of the templates.
///
/// A word that is the name of a function is taken for a call of it, wherever it stands: `start`, `tolerate`
/// and `ensure` run what they are given. So is `"$KIND::look"` for every function whose name ends in
/// `::look`, and `"vpc::$question"` for every one whose name begins with `vpc::`. `"$KIND::$question"` is taken
/// for a call of every one whose name ends in `::` and a word that is reached, too. A word that is the names
/// of scripts and nothing else is taken for running these. What is not run after all is allowed for
/// nothing, so a test compares what is reached with what emulated runs need.
struct CallGraph: Sendable {
  private enum Target {
    case call(Int)
    /// Functions or scripts, by the numbers of their names.
    case names([Int])
    /// The question in the names of these functions.
    case question([Int])
    /// Every question that is reached.
    case anyQuestion
  }

  private struct Edge {
    let target: Target
    let way: Way
  }

  /// A function, by its number, or what a script does outside of functions.
  private struct Function {
    let name: Int
    let script: Int
    var edges: [Edge] = []
  }

  private struct Script {
    /// What each part of it does outside of functions.
    var tops: [Int] = []
    /// Its functions.
    var functions: [Int] = []
    var sources: [Int] = []
  }

  /// The keys that ways speak of.
  private(set) var keys = WayKeys()
  private var calls: [AWSCall] = []
  private var functions: [Function] = []
  private var scripts: [Script] = []
  /// By the number of a name, the script of that name.
  private var scriptsByName: [Int?] = []
  private var names = NameTable()
  /// By the number of what stands behind `::` in the names of functions, these names.
  private var questions: [Int: [Int]] = [:]

  /// - Parameter files: the scripts, each with what it includes, by their names.
  init(_ files: [String: ScriptText]) {
    var calls: [AWSCall: Int] = [:]
    let ordered = files.sorted { $0.key < $1.key }
    var scriptNames: [Int] = []
    for (index, (name, text)) in ordered.enumerated() {
      let scriptName = names.insert(Array(name.utf8)[...])
      var script = Script()
      for part in text.parts {
        script.tops.append(functions.count)
        for name in part.outline.functions {
          let number = names.insert(part.outline.text(name))
          if !name.isEmpty { script.functions.append(functions.count) }
          functions.append(Function(name: number, script: index))
        }
      }
      scripts.append(script)
      scriptNames.append(scriptName)
    }
    for name in names.all(where: { _ in true }) {
      guard let question = names[name].question else { continue }
      questions[names.insert(question), default: []].append(name)
    }
    scriptsByName = Array(repeating: nil, count: names.count)
    for (script, name) in scriptNames.enumerated() { scriptsByName[name] = script }
    for (index, (_, text)) in ordered.enumerated() {
      for (part, top) in zip(text.parts, scripts[index].tops) {
        let ways = part.outline.conditions.map { keys.way($0.union(part.conditions)) }
        for step in part.outline.steps {
          for target in targets(of: step, in: part.outline, &calls) {
            functions[top + step.function].edges.append(
              Edge(target: target, way: ways[step.condition]))
          }
        }
      }
      scripts[index].sources = text.sources.compactMap { source in
        names.find(Array(source.utf8)[...]).flatMap { scriptsByName[$0] }
      }
    }
    self.calls = calls.sorted { $0.value < $1.value }.map(\.key)
  }

  private func targets(
    of step: ScriptOutline.Step, in outline: ScriptOutline, _ calls: inout [AWSCall: Int]
  ) -> [Target] {
    let text = outline.text(step.text)
    switch step.kind {
    case .call:
      let call = outline.call(step)
      let number = calls[call] ?? calls.count
      calls[call] = number
      return [.call(number)]
    case .word:
      if let name = names.find(text) {
        return [.names([name])] + (questions[name].map { [.question($0)] } ?? [])
      }
      guard text.contains(UInt8(ascii: ".")), text.contains(UInt8(ascii: " ")) else { return [] }
      let scripts = text.split(separator: UInt8(ascii: " ")).map { names.find($0) }
      let known = scripts.compactMap { $0 }.filter { scriptsByName[$0] != nil }
      return known.count == scripts.count ? [.names(known)] : []
    case .suffix:
      return [.names(names.all { $0.count > text.count && $0.suffix(text.count) == text })]
    case .prefix: return [.names(names.all { $0.starts(with: text) })]
    case .anyName: return [.anyQuestion]
    }
  }

  /// - Parameters:
  ///   - entries: the names of the scripts that are run.
  ///   - readsOnly: whether only what looks is called: the runtime's check mode lets through no other call.
  func calls(from entries: [String], readsOnly: Bool = false) -> [AWSCall: [Way]] {
    var walk = Walk(graph: self)
    for entry in entries {
      guard let script = names.find(Array(entry.utf8)[...]).flatMap({ scriptsByName[$0] }) else {
        continue
      }
      walk.run(script, .always)
    }
    walk.finish()
    let found = zip(calls, walk.calls).filter { !$0.1.isEmpty && (!readsOnly || $0.0.reads) }
    return Dictionary(uniqueKeysWithValues: found)
  }

  /// What was reached so far: each function once for each script whose shell it runs in.
  private struct Walk {
    let graph: CallGraph
    var calls: [[Way]]
    /// By the script's number; empty for one that is not run.
    private var shells: [Shell?]
    private var open: [(script: Int, function: Int, way: Way)] = []

    /// A script and what it sources.
    private struct Shell {
      /// By the number of a name; a function's own number if it has one.
      var functions: [[Int]]
      var known: [[Way]]
      let tops: [Int]
      /// What is reached of questions, and of those who may ask any.
      var questions: [(names: [Int], way: Way)] = []
      var asking: [Way] = []
    }

    init(graph: CallGraph) {
      self.graph = graph
      calls = graph.calls.map { _ in [] }
      shells = graph.scripts.map { _ in nil }
    }

    mutating func run(_ script: Int, _ way: Way) {
      if shells[script] == nil { shells[script] = shell(of: script) }
      for top in shells[script]?.tops ?? [] { reach(top, script, way) }
    }

    /// The script's own functions go before those of what it sources.
    private func shell(of script: Int) -> Shell {
      var members = [script]
      var index = 0
      while index < members.count {
        for source in graph.scripts[members[index]].sources where !members.contains(source) {
          members.append(source)
        }
        index += 1
      }
      var shell = Shell(
        functions: Array(repeating: [], count: graph.names.count),
        known: Array(repeating: [], count: graph.functions.count),
        tops: members.flatMap { graph.scripts[$0].tops })
      for member in members.reversed() {
        for function in graph.scripts[member].functions {
          let name = graph.functions[function].name
          // Two of one script are those of two branches of its template.
          let isOwn = shell.functions[name].last.map { graph.functions[$0].script == member }
          if isOwn ?? false {
            shell.functions[name].append(function)
          } else {
            shell.functions[name] = [function]
          }
        }
      }
      return shell
    }

    private mutating func reach(_ function: Int, _ script: Int, _ way: Way) {
      if shells[script]?.known[function].add(way) ?? false { open.append((script, function, way)) }
    }

    mutating func finish() {
      while let (script, function, way) = open.popLast() {
        for edge in graph.functions[function].edges {
          guard let way = way.union(edge.way) else { continue }
          switch edge.target {
          case .call(let call): _ = calls[call].add(way)
          case .names(let names): reach(names, script, way)
          case .question(let names):
            shells[script]?.questions.append((names, way))
            for asking in shells[script]?.asking ?? [] {
              if let both = way.union(asking) { reach(names, script, both) }
            }
          case .anyQuestion:
            guard shells[script]?.asking.add(way) ?? false else { continue }
            for (names, question) in shells[script]?.questions ?? [] {
              if let both = way.union(question) { reach(names, script, both) }
            }
          }
        }
      }
    }

    private mutating func reach(_ names: [Int], _ script: Int, _ way: Way) {
      for name in names {
        for next in shells[script]?.functions[name] ?? [] { reach(next, script, way) }
        if let other = graph.scriptsByName[name] { run(other, way) }
      }
    }
  }
}

extension ArraySlice<UInt8> {
  /// What stands behind the last `::`; nil when there is none.
  fileprivate var question: ArraySlice<UInt8>? {
    let colon = UInt8(ascii: ":")
    guard let last = lastIndex(of: colon), last > startIndex, self[last - 1] == colon else {
      return nil
    }
    return self[(last + 1)...]
  }
}
