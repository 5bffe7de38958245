import AccelGenKit
import Foundation
import TestSupport
import Testing

/// Answers of AWS in which somebody else has chosen the values, and answers that are none: nothing foreign is
/// taken for ours.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AnswerFuzzTests {
  private struct Case {
    let question: String
    let answer: String
    let taken: Set<String>
  }

  @Test(arguments: Stack.all.map(\.name))
  func nothingForeignIsTaken(stack: String) throws {
    let deployment = try Deployment.quick(of: stack, on: Emulator())
    var random = SeededGenerator(seed: Randomness.seed)
    let table = try ResourceTable(of: deployment)
    // Without this load balancer nothing is asked for by a name that others may have chosen.
    let kinds = table.keys.contains("EXPOSE_NLB_ARN") ? 3 : 2
    let cases = try (0..<250 * Randomness.scale).map { index in
      switch index % kinds {
      case 0: return try tags(of: table, &random)
      case 1: return id(of: table, &random)
      default: return name(&random)
      }
    }
    let before = try deployment.files()
    let answers = try ask(deployment, cases.map { ($0.question, $0.answer) })
    for (each, answer) in zip(cases, answers) {
      let taken = Set(answer.split(separator: "\n").map(String.init))
      #expect(taken == each.taken, "\(each.question): \(each.answer.debugDescription)")
    }
    #expect(try deployment.files() == before, "nothing ran")
    #expect(cases.contains { !$0.taken.isEmpty })
  }

  private func ask(_ deployment: Deployment, _ questions: [(String, String)]) throws -> [Substring]
  {
    let reader = try Command(
      Repository.file("Tests/Tools/read_answers.sh"),
      [
        deployment.scripts.path(percentEncoded: false),
        Repository.file("templates/common/runtime/search.sh").path(percentEncoded: false),
      ], in: deployment.scripts.deletingLastPathComponent(),
      input: questions.map { "\($0)\0\($1)\0" }.joined()
    ).run()
    let answers = reader.output.split(separator: "\0", omittingEmptySubsequences: false)
    try #require(answers.count == questions.count + 1, "\(reader.errors)")
    return answers.dropLast()
  }

  private static let noAnswers = [
    "", "None", "null", "[]", "{}", "<html><body>502</body></html>", "An error occurred (X)",
    "\r\n",
    "EXPOSE_VPC_ID\tvpc-0123", "[\"EXPOSE_VPC_ID\"]", "[\"EXPOSE_VPC_ID\", \"vpc-01\"",
    "[\"EXPOSE_VPC_ID\",\"vpc-01\"] x", "$(touch pwned)", "`touch pwned`", "*",
  ]

  /// The answer of describe-tags: a line of JSON each.
  private func tags(of table: ResourceTable, _ random: inout SeededGenerator) throws -> Case {
    let side = random.pick(table.resources).side
    let resources = table.resources.filter { $0.side == side }
    let foreign =
      table.resources.filter { $0.side != side }.map(\.key) + ["OTHER_VPC_ID", "FOO"]
    var lines: [String] = []
    var taken: Set<String> = []
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      if random.chance(20) {
        lines.append(random.pick(Self.noAnswers))
        continue
      }
      let picked = random.pick(resources)
      let (key, prefix) = (picked.key, picked.prefix)
      let id = "\(prefix)-\(random.text(of: ["0", "7", "a", "f"], count: 8...17))"
      let victim = "\(prefix)-0badc0de"
      let value =
        random.chance(30)
        ? key
        : random.pick([
          "x\n\(key)\t\(victim)\nX", "\(key)\n", "\(key)\t\(victim)", "\(key)\",\"\(victim)",
          "\(key)\"]",
          "\(key)\r", " \(key)", key.lowercased(), "\(key)_2", "", "*", "$(touch pwned)",
          "\(key) \(victim)",
          "\u{1B}[31m\(key)", "\u{202E}\(key)", "\\\",\"\(victim)\"]\n[\"\(key)",
          random.pick(foreign),
        ])
      let resource =
        random.chance(80)
        ? id
        : random.pick(
          picked.foreign(["eipalloc-01", "i-0123"]) + [
            "vpc-\(victim)", "\(id) \(victim)", "-x", "\(prefix)-", "\(prefix)-XYZ",
          ])
      lines.append(try json(value, resource))
      if value == key && resource == id { taken.insert("\(key) \(id)") }
    }
    return Case(
      question: "tags \(side)", answer: lines.joined(separator: "\n") + "\n", taken: taken)
  }

  /// As `to_string` of the AWS CLI writes a list of two.
  private func json(_ value: String, _ resource: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode([value, resource]), as: UTF8.self)
  }

  /// What stands under the name of the load balancer, and the value of its tag.
  private func name(_ random: inout SeededGenerator) -> Case {
    let arn =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/a/0123456789abcdef"
    let isOurs = random.chance(40)
    let tag =
      isOurs
      ? "EXPOSE_NLB_ARN"
      : random.pick([
        "", "None", "x\nEXPOSE_NLB_ARN", "EXPOSE_NLB_ARN\nx", "EXPOSE_NLB_ARN\tEXPOSE_NLB_ARN",
        "EXPOSE_NLB_ARN ",
        "EXPOSE_*", "*", "EXPOSE_TARGET_GROUP_ARN", "expose_nlb_arn", "<html>", "$(touch pwned)",
      ])
    let isRight = random.chance(60)
    let shown =
      isRight
      ? arn
      : random.pick([
        "", "None", "<html>", "arn:aws:s3:::x", arn + " x", arn + "\t" + arn, "-x:loadbalancer/",
        "arn:*:loadbalancer/*", "arn:x:loadbalancer/$(touch pwned)", "file://\(arn)",
        "x\u{1B}\(arn)",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/0123",
      ])
    return Case(
      question: "name EXPOSE_NLB_ARN", answer: "\(shown)\n--\n\(tag)",
      taken: isOurs && isRight ? ["EXPOSE_NLB_ARN \(arn)"] : [])
  }

  /// What a call that makes something answers.
  private func id(of table: ResourceTable, _ random: inout SeededGenerator) -> Case {
    let picked = random.pick(table.resources)
    let right = "\(picked.prefix)-0123456789abcdef0"
    let isRight = random.chance(40)
    let answer =
      isRight
      ? right
      : random.pick(
        Self.noAnswers + picked.foreign(["i-0123456789abcdef0", "eipalloc-0123456789abcdef0"]) + [
          "\(right) \(right)", "\(right)\n\(right)", "\(right)\t", "\(right)*",
          "\(right)$(touch pwned)", "-\(right)", " \(right)", "\(right)\r", "x\n\(right)",
          "\u{1B}\(right)",
        ])
    return Case(question: "id x \(picked.key)", answer: answer, taken: isRight ? [right] : [])
  }

  /// An endpoint's policy means the same in any form, and another one never looks like it.
  @Test func aPolicyIsKnownByItsMeaningAlone() throws {
    let deployment = try Deployment.quick(on: Emulator())
    let same = [
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B","a:C"],"Resource":"*"}]}"#,
      #"{ "Statement" : [ {"Resource":["*"],"Action":["a:C","a:B"], "Principal":"*","Effect":"Allow"} ] }"#,
      "{\"Statement\":[\n\t{\"Effect\":\"Allow\",\r\n\"Principal\":\"*\",\"Action\":[\"a:B\",\"a:C\"],\"Resource\":\"*\"}]}",
    ]
    let other = [
      #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":["a:B","a:C"],"Resource":"*"}]}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B","a:C","a:D"],"Resource":"*"}]}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B\",\"a:C"],"Resource":"*"}]}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B","a:C"],"Resource":"*","Condition":{}}],"x":"y"}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B","a:C"],"Resource":"* "}]}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"a:B","NotAction":"a:C","Resource":"*"}]}"#,
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["a:B","a:C"],"Resource":"*"},{"Effect":"Allow"}]}"#,
      "None", "<html>", "", "{", "[",
    ]
    let facts = try ask(deployment, (same + other).map { ("json x", $0) })
    for each in facts.prefix(same.count) { #expect(each == facts[0]) }
    for (text, each) in zip(other, facts.dropFirst(same.count)) {
      #expect(each != facts[0], "\(text)")
    }
  }
}

/// The resources of a deployment of which an id is a prefix with hexadecimal digits, as its scripts have them.
private struct ResourceTable {
  struct Resource {
    let key: String
    let side: String
    /// How its ids begin, without the hyphen after that.
    let prefix: String

    /// Those of some ids that are none of its kind.
    func foreign(_ ids: [String]) -> [String] { ids.filter { !$0.hasPrefix("\(prefix)-") } }
  }

  let resources: [Resource]
  /// Those of all resources, whatever their ids are.
  let keys: Set<String>

  /// Reads resources.sh and, for the shape of the ids, kinds.sh.
  init(of deployment: Deployment) throws {
    func text(_ name: String) throws -> String {
      try String(contentsOf: deployment.scripts.appending(path: name), encoding: .utf8)
    }
    let shape =
      #/^(\w+)::is_id\(\) \{ \[\[ \$1 =~ \^([a-z-]+)-\[0-9a-f\]\+\$ \]\]; \}$/#
      .anchorsMatchLineEndings()
    let prefixes = Dictionary(
      try text("kinds.sh").matches(of: shape).map { (String($0.output.1), String($0.output.2)) }
    ) { first, _ in first }
    let rows = try text("resources.sh").matches(
      of: #/^has_resource '?([A-Z0-9_*]+)'? (\w+) (\w+)/#.anchorsMatchLineEndings())
    resources = rows.compactMap { row in
      // A row for many stands for one of them.
      prefixes[String(row.output.2)].map {
        Resource(
          key: String(row.output.1).replacing("*", with: "1"), side: String(row.output.3),
          prefix: $0)
      }
    }
    keys = Set(rows.map { String($0.output.1) })
    try #require(!resources.isEmpty, "resources.sh and kinds.sh are not read any more")
  }
}
