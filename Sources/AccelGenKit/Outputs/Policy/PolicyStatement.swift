/// A statement of a policy: which actions, on what, under which conditions. It holds nothing that is still to
/// be worked out, so that what is printed is never wider than what is meant.
public struct PolicyStatement: Sendable, Hashable {
  /// Letters and digits, as IAM demands.
  public let id: String
  /// Sorted, each once.
  public internal(set) var actions: [String]
  public let resources: [String]
  public let conditions: [Condition]

  public enum Condition: Sendable, Hashable {
    /// The key has one of these values.
    case equals(String, [String])
    /// The key is there, with whatever value.
    case isPresent(String)
    /// The key is not there.
    case isAbsent(String)
  }

  /// - Parameters:
  ///   - declaration: what it is limited to.
  ///   - allowed: the actions that the policy allows, by statement.
  /// - Returns: nil when nothing stands in it.
  init?(_ declaration: StatementDeclaration, allowing allowed: [StatementID: [String]]) {
    guard let own = allowed[declaration.id] else { return nil }
    id = declaration.id.text
    actions = own.withoutRepeats()
    resources = declaration.resources
    conditions = declaration.conditions.map { condition in
      switch condition {
      case .equals(let key, let values): return .equals(key, values)
      case .isPresent(let key): return .isPresent(key)
      case .isAbsent(let key): return .isAbsent(key)
      case .isActionOf(let ids, let key, let prefix):
        let names = ids.flatMap { allowed[$0] ?? [] }.filter { $0.hasPrefix(prefix) }
          .map { String($0.dropFirst(prefix.count)) }
        return .equals(key, names.withoutRepeats())
      }
    }
  }

  /// - Parameter prefix: what its id begins with.
  func json(prefix: String) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("Sid", .string(prefix + id)), .init("Effect", "Allow"),
      .init("Action", .oneOrMore(actions)),
      .init("Resource", .oneOrMore(resources)),
    ]
    if !conditions.isEmpty { members.append(.init("Condition", .object(operators))) }
    return .object(members)
  }

  /// The conditions by operator, as the language of policies has them.
  private var operators: [JSONValue.Member] {
    var equals: [JSONValue.Member] = []
    var null: [JSONValue.Member] = []
    for condition in conditions {
      switch condition {
      case .equals(let key, let values): equals.append(.init(key, .oneOrMore(values)))
      case .isPresent(let key): null.append(.init(key, "false"))
      case .isAbsent(let key): null.append(.init(key, "true"))
      }
    }
    return (equals.isEmpty ? [] : [.init("StringEquals", .object(equals))])
      + (null.isEmpty ? [] : [.init("Null", .object(null))])
  }
}

extension [String] {
  /// Sorted by their bytes, each once.
  func withoutRepeats() -> [String] {
    let sorted = sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
  }
}
