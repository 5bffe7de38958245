/// A statement of an endpoint's policy that is made here: what it allows to everybody whom its conditions let in.
struct EndpointStatement: Hashable {
  enum Condition: Hashable {
    case equals(String, String)
    /// A flag that must be true.
    case isTrue(String)
  }

  /// Letters and digits.
  let id: String
  /// Sorted, each once.
  let actions: [String]
  /// In the order given, each once.
  let resources: [String]
  let conditions: [Condition]

  init(_ id: String, _ actions: [String], on resources: [String], if conditions: [Condition] = []) {
    self.id = id
    self.actions = Set(actions).sorted()
    var seen: Set<String> = []
    self.resources = resources.filter { seen.insert($0).inserted }
    self.conditions = conditions
  }

  fileprivate func json(prefix: String) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("Sid", .string(prefix + id)), .init("Effect", "Allow"), .init("Principal", "*"),
      .init("Action", .oneOrMore(actions)), .init("Resource", .oneOrMore(resources)),
    ]
    if !conditions.isEmpty { members.append(.init("Condition", .object(operators))) }
    return .object(members)
  }

  private var operators: [JSONValue.Member] {
    var equals: [JSONValue.Member] = []
    var bool: [JSONValue.Member] = []
    for condition in conditions {
      switch condition {
      case .equals(let key, let value): equals.append(.init(key, .string(value)))
      case .isTrue(let key): bool.append(.init(key, "true"))
      }
    }
    return (equals.isEmpty ? [] : [.init("StringEquals", .object(equals))])
      + (bool.isEmpty ? [] : [.init("Bool", .object(bool))])
  }
}

extension EndpointPolicy {
  /// How the id of the first statement begins in a policy that accelgen made.
  static let mark = "Accelgen"

  /// A policy's text, a statement a line: white space counts, and a difference shall still be seen.
  static func text(of statements: [EndpointStatement]) -> String {
    let lines = statements.enumerated().map { index, statement in
      statement.json(prefix: index == 0 ? mark : "").minified
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[\n" + lines.joined(separator: ",\n")
      + "\n]}\n"
  }
}
