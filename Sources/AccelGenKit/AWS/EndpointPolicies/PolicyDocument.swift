/// What accelgen looks at in an endpoint policy: whom each statement is for, and its conditions
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
struct PolicyDocument: Sendable {
  struct Statement: Sendable {
    /// The whole of it in the text.
    let range: Range<Int>
    /// Nil when it has none.
    let principal: JSONNode?
    /// In the order of the text. A Condition of another shape than IAM's counts as none: AWS refuses it.
    let conditions: [Condition]

    /// - Returns: nil when the node is no object.
    init?(_ node: JSONNode) {
      guard node.members != nil else { return nil }
      range = node.range
      principal = node["Principal"]
      conditions = (node["Condition"]?.members ?? []).flatMap { test in
        (test.value.members ?? []).map { member in
          Condition(
            name: test.name, key: member.name, range: member.value.range,
            values: (member.value.elements ?? [member.value]).filter { $0.string != nil })
        }
      }
    }
  }

  /// `{"StringLike": {"aws:PrincipalArn": ["arn:…"]}}`.
  struct Condition: Sendable {
    /// The operator's name.
    let name: String
    let key: String
    /// All that stands after the key.
    let range: Range<Int>
    /// The strings there; numbers and flags, which hold no wildcard, are left out.
    let values: [JSONNode]
  }

  let statements: [Statement]

  /// The text is JSON, but not an object with a Statement that is an object or a list of objects.
  struct NoStatements: Error {
    /// What stands there instead.
    let range: Range<Int>
  }

  init(_ node: JSONNode) throws(NoStatements) {
    guard let written = node["Statement"] else { throw NoStatements(range: node.range) }
    // IAM's grammar lets a single statement stand without a list.
    let nodes = written.elements ?? [written]
    guard !nodes.isEmpty else { throw NoStatements(range: written.range) }
    var statements: [Statement] = []
    for node in nodes {
      guard let statement = Statement(node) else { throw NoStatements(range: node.range) }
      statements.append(statement)
    }
    self.statements = statements
  }
}
