/// An endpoint policy as accelgen reads it
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
struct PolicyDocument: Sendable {
  struct Statement: Sendable {
    /// The whole of it in the text.
    let range: Range<Int>
    /// Its name; nil when it has none.
    let id: String?
    /// Nil when it has none.
    let effect: JSONNode?
    /// Nil when it has none.
    let principal: JSONNode?
    /// Action or NotAction; nil when it has neither.
    let actions: Element?
    /// Resource or NotResource; nil when it has neither.
    let resources: Element?
    /// In the order of the text. A Condition of another shape than IAM's counts as none: AWS refuses it.
    let conditions: [Condition]

    /// - Returns: nil when the node is no object.
    init?(_ node: JSONNode) {
      guard node.members != nil else { return nil }
      range = node.range
      id = node["Sid"]?.string
      effect = node["Effect"]
      principal = node["Principal"]
      actions = Element(of: node, "Action")
      resources = Element(of: node, "Resource")
      conditions = (node["Condition"]?.members ?? []).flatMap { test in
        (test.value.members ?? []).map { member in
          Condition(
            name: test.name, key: member.name, range: member.value.range,
            nodes: member.value.elements ?? [member.value])
        }
      }
    }

    var isAllow: Bool { effect?.string == "Allow" }
    var isDeny: Bool { effect?.string == "Deny" }
  }

  /// What a statement is about: `"Action": ["s3:GetObject"]`, `"NotResource": "*"`.
  struct Element: Sendable {
    /// Whether it names what the statement is not about.
    let isNegated: Bool
    let range: Range<Int>
    /// The strings there.
    let values: [JSONNode]

    /// - Parameter name: without its `Not`.
    fileprivate init?(of statement: JSONNode, _ name: String) {
      let plain = statement[name]
      guard let node = plain ?? statement["Not" + name] else { return nil }
      isNegated = plain == nil
      range = node.range
      values = (node.elements ?? [node]).filter { $0.string != nil }
    }
  }

  /// `{"StringLike": {"aws:PrincipalArn": ["arn:…"]}}`.
  struct Condition: Sendable {
    /// The operator's name.
    let name: String
    let key: String
    /// All that stands after the key.
    let range: Range<Int>
    /// What stands there, an element each.
    fileprivate let nodes: [JSONNode]

    /// The strings there; numbers and flags, which hold no wildcard, are left out.
    var values: [JSONNode] { nodes.filter { $0.string != nil } }

    /// All of it as text: IAM takes a number or a flag with or without quotes.
    var texts: [String] {
      nodes.compactMap { node in
        switch node.content {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
      }
    }
  }

  /// The version of the language, of which `${…}` is a part from `2012-10-17` on; nil without one.
  let version: String?
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
    version = node["Version"]?.string
    self.statements = statements
  }

  /// Whether `${aws:username}` stands for a value; in the older language it is just text
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html).
  var hasVariables: Bool { version == "2012-10-17" }
}
