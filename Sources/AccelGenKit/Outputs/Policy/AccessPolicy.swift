/// An identity-based IAM policy.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
public struct AccessPolicy: Sendable, Hashable {
  public let statements: [PolicyStatement]

  /// The most characters that a managed policy can have, white space aside.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  public static let sizeLimit = 6144

  /// - Parameters:
  ///   - permissions: what shall be allowed, each once.
  ///   - statements: those that there can be; those that nothing stands in are left out.
  init(allowing permissions: [Permission], in statements: [PolicyStatement]) {
    var actions: [String: [String]] = [:]
    for permission in permissions {
      actions[permission.statement, default: []].append(permission.action)
    }
    var merged: [PolicyStatement] = []
    for var statement in statements {
      guard let own = actions[statement.id] else { continue }
      statement.resolve(actions)
      // What is allowed on the same things under the same conditions stands together, to save room.
      let twin = merged.firstIndex {
        $0.resources == statement.resources && $0.conditions == statement.conditions
      }
      if let twin {
        merged[twin].actions += own
      } else {
        statement.actions = own
        merged.append(statement)
      }
    }
    self.statements = merged.map { statement in
      var statement = statement
      statement.actions = statement.actions.withoutRepeats()
      return statement
    }
  }

  /// How much of `sizeLimit` it takes.
  public var size: Int { json.text.unicodeScalars.count { !$0.properties.isWhitespace } }

  public var json: JSONValue {
    [
      "Version": "2012-10-17",
      "Statement": .array(
        statements.enumerated().map { index, statement in
          statement.json(prefix: index == 0 ? Self.mark : "")
        }),
    ]
  }

  /// How the id of the first statement begins in a policy that accelgen wrote. JSON has no comments, IAM takes
  /// letters and digits only in a statement's id, and "Id" is for policies of resources alone.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
  public static let mark = "Accelgen"
}

extension PolicyStatement {
  /// Puts the actions that are allowed in the place of a condition on which they are.
  fileprivate mutating func resolve(_ allowed: [String: [String]]) {
    conditions = conditions.map { condition in
      guard case .isActionOf(let ids, let key, let prefix) = condition else { return condition }
      let names = ids.flatMap { allowed[$0] ?? [] }.filter { $0.hasPrefix(prefix) }
        .map { String($0.dropFirst(prefix.count)) }
      return .equals(key, names.withoutRepeats())
    }
  }

  fileprivate func json(prefix: String) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("Sid", .string(prefix + id)), .init("Effect", "Allow"),
      .init("Action", .strings(actions)),
      .init("Resource", .strings(resources)),
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
      case .equals(let key, let values): equals.append(.init(key, .strings(values)))
      case .isPresent(let key): null.append(.init(key, "false"))
      case .isActionOf: continue
      }
    }
    return (equals.isEmpty ? [] : [.init("StringEquals", .object(equals))])
      + (null.isEmpty ? [] : [.init("Null", .object(null))])
  }
}

extension JSONValue {
  /// One by itself needs no list.
  fileprivate static func strings(_ texts: [String]) -> JSONValue {
    if let first = texts.first, texts.count == 1 { return .string(first) }
    return .array(texts.map(JSONValue.string))
  }
}

extension [String] {
  /// Sorted by their bytes, each once.
  fileprivate func withoutRepeats() -> [String] {
    let sorted = sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
  }
}
