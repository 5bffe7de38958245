import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct PolicyEvaluationTests {
  private func verdict(
    _ statements: String, _ action: String, _ resource: String,
    _ context: [String: [String]] = [:], version: String = "2012-10-17"
  ) throws -> PolicyEvaluation.Verdict {
    let text = #"{"Version":"\#(version)","Statement":[\#(statements)]}"#
    return PolicyEvaluation.verdict(
      of: try PolicyDocument(try JSONReader.read(text)),
      on: PolicyRequest(action: action, on: resource, knowing: context))
  }

  private static let object = "arn:aws:s3:::logs/a"
  private static let readLogs =
    #"{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"arn:aws:s3:::logs/*"}"#
  private static let denyDeletion =
    #"{"Effect":"Deny","Principal":"*","Action":"s3:Delete*","Resource":"*"}"#

  struct Example {
    let statements: String
    var action = "s3:GetObject"
    var resource = object
    var context: [String: [String]] = [:]
    let verdict: PolicyEvaluation.Verdict

    init(
      _ statements: String, _ verdict: PolicyEvaluation.Verdict, action: String = "s3:GetObject",
      on resource: String = object, _ context: [String: [String]] = [:]
    ) {
      self.statements = statements
      self.verdict = verdict
      self.action = action
      self.resource = resource
      self.context = context
    }
  }

  private static func allow(_ condition: String, resource: String = "*") -> String {
    #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"\#(resource)","Condition":{\#(condition)}}"#
  }

  static let examples: [Example] = [
    .init(readLogs, .allowed(by: 1)),
    .init(readLogs, .allowed(by: 1), action: "S3:getobject"),
    .init(readLogs, .notAllowed, action: "s3:PutObject"),
    .init(readLogs, .notAllowed, on: "arn:aws:s3:::logs"),
    .init(readLogs, .notAllowed, on: "arn:aws-cn:s3:::logs/a"),
    .init(readLogs, .notAllowed, on: "arn:aws:s3:::logs2/a"),
    // A policy that denies only, denies everything.
    .init(denyDeletion, .notAllowed),
    .init(denyDeletion, .denied(by: 1), action: "s3:DeleteObject"),
    .init(allow("") + "," + denyDeletion, .allowed(by: 1)),
    .init(allow("") + "," + denyDeletion, .denied(by: 2), action: "s3:DeleteObject"),
    // Another service's action is none of `s3:*`.
    .init(
      #"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#, .notAllowed,
      action: "s3express:CreateSession"),
    .init(
      #"{"Effect":"Allow","Principal":"*","NotAction":"s3:Put*","NotResource":"arn:aws:s3:::secret/*"}"#,
      .allowed(by: 1)),
    .init(
      #"{"Effect":"Allow","Principal":"*","NotAction":"s3:Put*","NotResource":"arn:aws:s3:::logs/*"}"#,
      .notAllowed),
    // What nobody says is open; an absent key is not the one that is asked for.
    .init(
      allow(#""StringEquals":{"aws:PrincipalAccount":"1"}"#),
      .open([1], on: ["aws:PrincipalAccount"])),
    .init(
      allow(#""StringEquals":{"aws:PrincipalAccount":"1"}"#), .allowed(by: 1),
      ["aws:principalaccount": ["1"]]),
    .init(
      allow(#""StringEquals":{"aws:PrincipalAccount":"1"}"#), .notAllowed,
      ["aws:PrincipalAccount": []]),
    .init(
      allow(#""StringNotEquals":{"aws:PrincipalAccount":"1"}"#), .allowed(by: 1),
      ["aws:PrincipalAccount": []]),
    .init(
      allow(#""StringEqualsIfExists":{"aws:PrincipalAccount":"1"}"#), .allowed(by: 1),
      ["aws:PrincipalAccount": []]),
    // Age of MFA: a role's session without one has no such key.
    .init(
      allow(#""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#), .notAllowed,
      ["aws:MultiFactorAuthAge": []]),
    .init(
      allow(#""NumericLessThan":{"aws:MultiFactorAuthAge":3600}"#), .allowed(by: 1),
      ["aws:MultiFactorAuthAge": ["10"]]),
    .init(
      allow(#""Bool":{"aws:SecureTransport":true}"#), .notAllowed,
      ["aws:SecureTransport": ["false"]]),
    .init(
      allow(#""IpAddress":{"aws:VpcSourceIp":["10.0.0.0/8","192.0.2.1"]}"#), .allowed(by: 1),
      ["aws:VpcSourceIp": ["10.3.0.7"]]),
    .init(
      allow(#""NotIpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}"#), .notAllowed,
      ["aws:VpcSourceIp": ["10.3.0.7"]]),
    .init(
      allow(#""IpAddress":{"aws:VpcSourceIp":"2001:db8::/32"}"#),
      .open([1], on: ["aws:VpcSourceIp by IpAddress"]), ["aws:VpcSourceIp": ["10.3.0.7"]]),
    .init(
      allow(#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app-*"}"#), .allowed(by: 1),
      ["aws:PrincipalArn": ["arn:aws:iam::111122223333:role/app-1"]]),
    .init(
      allow(#""DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}"#),
      .open([1], on: ["aws:CurrentTime by DateLessThan"]), ["aws:CurrentTime": ["2025"]]),
    // A variable is a value, never a wildcard.
    .init(
      allow("", resource: "arn:aws:s3:::logs/${aws:username}/*"), .notAllowed,
      on: "arn:aws:s3:::logs/ann/a", ["aws:username": ["*"]]),
    .init(
      allow("", resource: "arn:aws:s3:::logs/${aws:username}/*"), .allowed(by: 1),
      on: "arn:aws:s3:::logs/ann/a", ["aws:username": ["ann"]]),
    .init(
      allow("", resource: "arn:aws:s3:::logs/${aws:username, 'nobody'}/*"), .allowed(by: 1),
      on: "arn:aws:s3:::logs/nobody/a", ["aws:username": []]),
    .init(
      allow("", resource: "arn:aws:s3:::logs/${aws:username}/*"),
      .open([1], on: ["aws:username"]), on: "arn:aws:s3:::logs/ann/a"),
    .init(allow("", resource: "arn:aws:s3:::logs/${*}"), .notAllowed),
    // A denial that may be is of no account where nothing is allowed.
    .init(
      #"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Null":{"aws:X":"true"}}}"#,
      .notAllowed),
    .init(
      readLogs
        + #",{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Null":{"aws:X":"true"}}}"#,
      .open([2], on: ["aws:X"])),
    .init(
      #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}"#,
      .open([1], on: ["Principal"])),
    .init(#"{"Effect":"Allow","Principal":"*","Action":"*"}"#, .open([1], on: ["Resource"])),
  ]

  @Test(arguments: examples.indices) func isJudgedAsAWSDoes(index: Int) throws {
    let example = Self.examples[index]
    #expect(
      try verdict(example.statements, example.action, example.resource, example.context)
        == example.verdict, "\(example.statements)")
  }

  @Test func inTheOlderLanguageAVariableIsText() throws {
    let statement = Self.allow("", resource: "arn:aws:s3:::logs/${aws:username}")
    let resource = "arn:aws:s3:::logs/${aws:username}"
    #expect(
      try verdict(statement, "s3:GetObject", resource, version: "2008-10-17") == .allowed(by: 1))
  }

  /// Of a whole context both evaluators say the same, of a part of it nothing that a whole one contradicts.
  @Test func aSecondEvaluatorAgrees() throws {
    var random = SeededGenerator(seed: Randomness.seed)
    var allowed = 0
    var decided = 0
    for _ in 0..<(100 * Randomness.scale) {
      let policy = RandomPolicy(&random)
      let document = try PolicyDocument(try JSONReader.read(policy.text))
      func verdict(_ context: [String: [String]]) -> PolicyEvaluation.Verdict {
        PolicyEvaluation.verdict(
          of: document,
          on: PolicyRequest(action: policy.action, on: policy.resource, knowing: context))
      }
      let known = RandomPolicy.universe.map(\.key).filter { _ in random.chance(50) }
      let start = random.pick(RandomPolicy.contexts).filter { known.contains($0.key) }
      let partial = verdict(start)
      if partial.passes != nil { decided += 1 }
      for context in RandomPolicy.contexts {
        let expected = try SecondEvaluator.allows(
          policy.text, policy.action, policy.resource, context)
        let passes = verdict(context).passes
        try #require(
          passes == expected, "\(policy.text) \(policy.action) \(policy.resource) \(context)")
        if expected { allowed += 1 }
        let isOne = start.allSatisfy { context[$0.key] == $0.value }
        if isOne, let early = partial.passes {
          try #require(early == expected, "\(policy.text) \(policy.action) knowing \(start)")
        }
      }
    }
    // Else the policies would say nothing.
    #expect(allowed > 300 && decided > 15)
  }
}

extension PolicyEvaluation.Verdict {
  /// Nil where it depends.
  fileprivate var passes: Bool? {
    switch self {
    case .allowed: true
    case .denied, .notAllowed: false
    case .open: nil
    }
  }
}
