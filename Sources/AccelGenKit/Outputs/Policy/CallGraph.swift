/// Which calls of the AWS CLI are reached from a script, and under which conditions of the templates.
///
/// A word that is the name of a function is taken for a call of it, wherever it stands: `start`, `tolerate`
/// and `ensure` run what they are given. So is `"$KIND::look"` for every function whose name ends in
/// `::look`, and `"vpc::$question"` for every one whose name begins with `vpc::`. `"$KIND::$question"` is
/// taken for a call of every one whose name ends in `::` and a word that is reached, too. A word that is
/// the names of scripts and nothing else is taken for running these. What is not run after all is allowed
/// for nothing, so a test compares what is reached with what emulated runs need.
///
/// Functions, names, scripts and calls go by numbers, and are in few arrays: they are worked out in each run.
struct CallGraph: Sendable {
  struct Edge {
    enum Kind {
      /// A number of `calls`.
      case call
      /// Functions or a script, by the number of their name.
      case name
      /// A number of `groups`: functions, by the numbers of their names.
      case names
      /// The same, asked only if any question is.
      case question
      case anyQuestion
    }

    let kind: Kind
    let value: Int32
    let way: Way
  }

  struct Script {
    /// What each part of it does outside of functions: numbers of functions, too.
    var tops: [Int] = []
    var functions: Range<Int>
    var sources: [Int] = []
  }

  /// The keys that ways speak of.
  private(set) var keys = WayKeys()
  private(set) var calls: [AWSCall] = []
  private(set) var scripts: [Script] = []
  private(set) var groups: [[Int32]] = []
  private(set) var names = NameTable()
  /// By the number of a name, the script of that name, or -1.
  private(set) var scriptsByName: [Int32] = []
  /// By the number of a function, its name; -1 for what stands outside functions.
  private(set) var functionNames: [Int32] = []
  /// By the number of a function, the next one of its name in the same script, or -1.
  private(set) var twins: [Int32] = []
  private(set) var edges: [Edge] = []
  /// By the number of a function, where its edges begin; then where the last one's end.
  private(set) var edgeStarts: [Int] = []

  /// - Parameter files: the scripts, each with what it includes, by their names.
  init(_ files: [String: ScriptText]) {
    let files = files.sorted { $0.key < $1.key }
    addFunctions(of: files.map(\.value))
    scriptsByName = Array(repeating: -1, count: names.count)
    for (number, file) in files.enumerated() {
      let name = names.insert(Array(file.key.utf8)[...])
      if name == scriptsByName.count { scriptsByName.append(-1) }
      scriptsByName[name] = Int32(number)
    }
    var builder = EdgeBuilder(names: names)
    for (number, file) in files.enumerated() {
      for (part, top) in zip(file.value.parts, scripts[number].tops) {
        let ways = part.outline.conditions.map { keys.way($0.union(part.conditions)) }
        builder.add(part.outline, firstFunction: top, ways, scriptsByName)
      }
      scripts[number].sources = file.value.sources.compactMap { source in
        names.find(Array(source.utf8)[...]).flatMap { script(named: $0) }
      }
    }
    calls = builder.calls
    groups = builder.groups
    (edges, edgeStarts) = builder.sorted(functions: functionNames.count)
  }

  private mutating func addFunctions(of texts: [ScriptText]) {
    for text in texts {
      let first = functionNames.count
      var script = Script(functions: first..<first)
      for part in text.parts {
        script.tops.append(functionNames.count)
        for name in part.outline.functions {
          functionNames.append(
            name.isEmpty ? -1 : Int32(names.insert(part.outline.text(name))))
        }
      }
      script.functions = first..<functionNames.count
      scripts.append(script)
    }
    twins = Array(repeating: -1, count: functionNames.count)
    var last: [Int32] = Array(repeating: -1, count: names.count)
    for script in scripts {
      for function in script.functions where functionNames[function] >= 0 {
        let name = Int(functionNames[function])
        if last[name] >= script.functions.lowerBound { twins[Int(last[name])] = Int32(function) }
        last[name] = Int32(function)
      }
    }
  }

  func script(named name: Int) -> Int? {
    guard name < scriptsByName.count, scriptsByName[name] >= 0 else { return nil }
    return Int(scriptsByName[name])
  }

  func script(_ name: String) -> Int? {
    names.find(Array(name.utf8)[...]).flatMap { script(named: $0) }
  }
}
