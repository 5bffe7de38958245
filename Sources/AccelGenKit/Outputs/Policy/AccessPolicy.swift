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
  ///   - declarations: the statements that there can be; those that nothing stands in are left out.
  init(allowing permissions: [Permission], in declarations: [StatementDeclaration]) {
    var actions: [StatementID: [String]] = [:]
    for permission in permissions {
      actions[permission.statement, default: []].append(permission.action)
    }
    var merged: [PolicyStatement] = []
    for declaration in declarations {
      guard let statement = PolicyStatement(declaration, allowing: actions) else { continue }
      // What is allowed on the same things under the same conditions stands together, to save room.
      let twin = merged.firstIndex {
        $0.resources == statement.resources && $0.conditions == statement.conditions
      }
      if let twin {
        merged[twin].actions = (merged[twin].actions + statement.actions).withoutRepeats()
      } else {
        merged.append(statement)
      }
    }
    statements = merged
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
  static let mark = "Accelgen"
}
