import TestSupport

@testable import AccelGenKit

/// Policies of a few words each, so that statements often meet, and requests that they are about.
struct RandomPolicy {
  let text: String
  let action: String
  let resource: String

  static let account = "aws:PrincipalAccount"
  /// What each key can be; an empty list is that it is absent.
  static let universe: [(key: String, values: [[String]])] = [
    // Never absent, for it is a variable, too.
    (account, [["111122223333"], ["444455556666"]]),
    ("aws:PrincipalTag/team", [[], ["red"], ["blue"], ["red", "blue"]]),
    ("aws:SecureTransport", [["true"], ["false"]]),
    ("s3:max-keys", [[], ["5"], ["50"]]),
  ]

  /// Every whole context.
  static let contexts: [[String: [String]]] = universe.reduce([[:]]) { contexts, entry in
    contexts.flatMap { context in
      entry.values.map { context.merging([entry.key: $0]) { $1 } }
    }
  }

  init(_ random: inout SeededGenerator) {
    let statements = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      Self.statement(&random)
    }
    let policy: JSONValue = ["Version": "2012-10-17", "Statement": .array(statements)]
    text = policy.minified
    action = random.pick(["s3:GetObject", "s3:PutObject", "s3:getobjectversion", "s3:ListBucket"])
    resource = random.pick([
      "arn:aws:s3:::logs", "arn:aws:s3:::logs/a", "arn:aws:s3:::logs/111122223333/a:b",
      "arn:aws-cn:s3:::logs/a", "arn:aws:dynamodb:us-east-1:111122223333:table/logs",
    ])
  }

  private static func statement(_ random: inout SeededGenerator) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("Effect", .string(random.chance(70) ? "Allow" : "Deny")), .init("Principal", "*"),
      .init(
        random.chance(80) ? "Action" : "NotAction",
        list(["*", "s3:*", "s3:Get*", "S3:GETOBJECT", "s3:?utObject", "dynamodb:*"], &random)),
      .init(
        random.chance(80) ? "Resource" : "NotResource",
        list(
          [
            "*", "arn:aws:s3:::*", "arn:aws:s3:::logs", "arn:aws:s3:::logs/*", "arn:*:s3:::logs/?",
            "arn:aws:s3:::logs/${aws:PrincipalAccount}/*", "arn:aws:*:logs", "arn:aws:s3:::l*s*a*",
            "arn:aws:dynamodb:*:${aws:PrincipalAccount}:table/*",
          ], &random)),
    ]
    if random.chance(70) {
      // Names of operators that repeat would be one member.
      let conditions = Dictionary(
        (0..<Int.random(in: 1...2, using: &random)).map { _ in condition(&random) }
      ) { first, _ in first }
      members.append(
        .init(
          "Condition",
          .object(
            conditions.sorted { $0.key < $1.key }.map { .init($0.key, .object([$0.value])) })))
    }
    return .object(members)
  }

  private static func condition(
    _ random: inout SeededGenerator
  ) -> (String, JSONValue.Member) {
    let flags = ["true", "false"]
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      return ("Bool", .init("aws:SecureTransport", .string(random.pick(flags))))
    case 1:
      let key = random.pick(universe.map(\.key))
      return ("Null", .init(key, .string(random.pick(flags))))
    case 2:
      let name = random.pick(["NumericLessThan", "NumericLessThanIfExists"])
      return (name, .init("s3:max-keys", .string(random.pick(["10", "5", "100"]))))
    default:
      let name =
        random.pick(["", "", "ForAnyValue:", "ForAllValues:"])
        + random.pick(["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"])
        + random.pick(["", "", "IfExists"])
      // Of several values without a quantifier AWS makes no promise.
      let hasQuantifier = name.hasPrefix("For")
      let key = hasQuantifier ? "aws:PrincipalTag/team" : account
      return (
        name,
        .init(
          key,
          list(["red", "r*", "blue", "111122223333", "1*", "${aws:PrincipalAccount}"], &random))
      )
    }
  }

  private static func list(
    _ choices: [String], _ random: inout SeededGenerator
  ) -> JSONValue {
    .oneOrMore((0..<Int.random(in: 1...2, using: &random)).map { _ in random.pick(choices) })
  }
}
