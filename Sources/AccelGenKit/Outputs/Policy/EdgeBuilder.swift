/// Makes edges of the steps of scripts.
struct EdgeBuilder {
  private var names: NameTable
  private(set) var calls: [AWSCall] = []
  private var numbers: [AWSCall: Int32] = [:]
  private(set) var groups: [[Int32]] = []
  /// By the number of a name, the group of the functions whose names end in `::` and that, or -1.
  private var questions: [Int32]
  private var edges: [CallGraph.Edge] = []
  /// The function that each of them is of.
  private var owners: [Int] = []

  /// - Parameter names: those of all functions and scripts.
  init(names: NameTable) {
    self.names = names
    questions = Array(repeating: -1, count: names.count)
    for name in 0..<names.count {
      guard let question = names[name].question else { continue }
      let number = self.names.insert(question)
      if number == questions.count { questions.append(-1) }
      if questions[number] < 0 {
        questions[number] = Int32(groups.count)
        groups.append([])
      }
      groups[Int(questions[number])].append(Int32(name))
    }
  }

  /// - Parameters:
  ///   - firstFunction: the number of what stands outside its functions; theirs follow.
  ///   - ways: the way of each of its conditions.
  mutating func add(
    _ outline: ScriptOutline, firstFunction: Int, _ ways: [Way], _ scriptsByName: [Int32]
  ) {
    for step in outline.steps {
      let owner = firstFunction + step.function
      let way = ways[step.condition]
      switch step.kind {
      case .call: add(.call, number(of: outline.call(step)), owner, way)
      case .word:
        let text = outline.text(step.text)
        if let name = names.find(text) {
          add(.name, Int32(name), owner, way)
          if questions[name] >= 0 { add(.question, questions[name], owner, way) }
        } else {
          addScripts(text, owner, way, scriptsByName)
        }
      case .suffix: add(.names, group(endingIn: outline.text(step.text)), owner, way)
      case .prefix:
        let text = outline.text(step.text)
        groups.append(names.all { $0.starts(with: text) }.map { Int32($0) })
        add(.names, Int32(groups.count - 1), owner, way)
      case .anyName: add(.anyQuestion, 0, owner, way)
      }
    }
  }

  private mutating func add(_ kind: CallGraph.Edge.Kind, _ value: Int32, _ owner: Int, _ way: Way) {
    edges.append(CallGraph.Edge(kind: kind, value: value, way: way))
    owners.append(owner)
  }

  private mutating func number(of call: AWSCall) -> Int32 {
    if let number = numbers[call] { return number }
    let number = Int32(calls.count)
    numbers[call] = number
    calls.append(call)
    return number
  }

  /// A word that is the names of scripts: `"2.sh 1.sh"`.
  private mutating func addScripts(
    _ text: ArraySlice<UInt8>, _ owner: Int, _ way: Way, _ scriptsByName: [Int32]
  ) {
    guard text.contains(UInt8(ascii: " ")), text.contains(UInt8(ascii: ".")) else { return }
    let found = text.split(separator: UInt8(ascii: " ")).map { names.find($0) ?? Int.max }
    guard found.allSatisfy({ $0 < scriptsByName.count && scriptsByName[$0] >= 0 }) else { return }
    for name in found { add(.name, Int32(name), owner, way) }
  }

  private mutating func group(endingIn suffix: ArraySlice<UInt8>) -> Int32 {
    // `::look` is the question `look`; of `_a::look`, what is asked is looked for in every name.
    if let question = suffix.question, question.count == suffix.count - 2 {
      if let name = names.find(question), questions[name] >= 0 { return questions[name] }
    }
    let matching = names.all { $0.count > suffix.count && $0.suffix(suffix.count) == suffix }
    groups.append(matching.map { Int32($0) })
    return Int32(groups.count - 1)
  }

  /// The edges in the order of their functions, and where those of each begin.
  func sorted(functions: Int) -> (edges: [CallGraph.Edge], starts: [Int]) {
    var starts = Array(repeating: 0, count: functions + 1)
    for owner in owners { starts[owner + 1] += 1 }
    for function in 0..<functions { starts[function + 1] += starts[function] }
    var places = starts
    var order = Array(repeating: 0, count: edges.count)
    for (index, owner) in owners.enumerated() {
      order[places[owner]] = index
      places[owner] += 1
    }
    return (order.map { edges[$0] }, starts)
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
