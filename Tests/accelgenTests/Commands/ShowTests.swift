import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// The commands that only tell: show, validate, explain, the lists, init.
@Suite struct ShowTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# a\n")
  }

  @Test func showAlignsKeysValuesAndSources() {
    let expected = """
      \(scratch.path("out/fake")) from \(scratch.path("a.env"))

      KEY         VALUE   SOURCE
      STACK       fake    default
      COLOR       red     default
      POLICY      (none)  default
      DEPLOYMENT  a       derived

      """
    #expect(scratch.accelgenOnA("show").text == expected)
    #expect(scratch.names() == ["a.env"])
  }

  @Test func jsonHasTheConfigurationOfOneAndTheDeploymentsOfSeveral() throws {
    let settings: JSONValue = [
      [
        "key": "STACK", "value": "fake", "type": "StackName",
        "source": ["kind": "default", "file": .null, "line": .null],
      ],
      [
        "key": "COLOR", "value": "red", "type": "PlainText",
        "source": ["kind": "default", "file": .null, "line": .null],
      ],
      [
        "key": "POLICY", "value": "", "type": "PlainText?",
        "source": ["kind": "default", "file": .null, "line": .null],
      ],
      [
        "key": "DEPLOYMENT", "value": "a", "type": "PlainText",
        "source": ["kind": "derived", "file": .null, "line": .null],
      ],
    ]
    for command in ["show", "validate"] {
      #expect(scratch.accelgenOnA(command).members() == [.init("configuration", settings)])
    }
    try scratch.write("b.env", "# INVALID\n")
    let several = scratch.accelgen(
      "show", "--env", scratch.path("a.env"), "--env", scratch.path("b.env"))
    #expect(several.exitCode == .invalidInput)
    #expect(
      several.members() == [
        .init("configuration", .array(try named(settings, "a"))),
        .init(
          "deployments",
          [["name": "a", "file": .string(scratch.path("a.env")), "configuration": settings]]),
      ])
  }

  /// The same settings, each with its deployment.
  private func named(_ settings: JSONValue, _ deployment: String) throws -> [JSONValue] {
    guard case .array(let values) = settings else { return [] }
    return try values.map { value in
      guard case .object(let members) = value else { throw CancellationError() }
      return .object([.init("deployment", .string(deployment))] + members)
    }
  }

  @Test func validateSaysWhatIsValidAndExitsWith1WhenSomethingIsNot() throws {
    #expect(
      scratch.accelgenOnA("validate").text
        == "\(scratch.path("a.env")) is valid, for \(scratch.path("out/fake"))\n")
    try scratch.write("a.env", "# INVALID\n")
    let outcome = scratch.accelgenOnA("validate")
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.text == "")
    #expect(outcome.members() == [.init("configuration", [])])
  }

  @Test func withoutAnEnvTemplateTheStacksOwnIsUsed() throws {
    // In a process of its own: the folder that a program runs in is the same for all its tests.
    let folder = try Scratch()
    let outcome = try BuiltBinary.run(["show"], in: folder)
    #expect(
      outcome.output.hasPrefix("generated/acceleration from built-in env.template\n"),
      "\(outcome.transcript)")
  }

  @Test func explainTellsAllAboutAKey() {
    let expected = """
      COLOR
        The color of it

        type:     PlainText
        rule:     any text
        default:  red
        example:  green
        source:   design.md

      """
    #expect(scratch.accelgen("explain", "COLOR").text == expected)
    #expect(scratch.accelgen("explain", "color").text == expected)
    let wrong = scratch.accelgen("explain", "COLOUR")
    #expect(wrong.exitCode == .wrongUsage)
    #expect(wrong.diagnostics.first?.help == "did you mean COLOR?")
  }

  /// Worked out from the env template that is built in, and from the examples of the keys that it follows from.
  @Test(arguments: [
    (
      "RESOURCE_ENDPOINT_ADDRESS_2",
      """
      RESOURCE_ENDPOINT_ADDRESS_2
        The endpoint's fixed address in the second subnet

        type:     IPv4Address
        derived:  from RESOURCE_VPC_CIDR; it cannot be set
        rule:     The subnet's address 10, counted from 0; AWS keeps the first four and the last one
        default:  10.1.16.10
        example:  10.1.16.10
        source:   https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html

      """
    ),
    (
      "DEPLOYMENT_TAG",
      """
      DEPLOYMENT_TAG
        The key of the tag by which the scripts know what is theirs

        type:     DeploymentTag
        derived:  from DEPLOYMENT_NAME, RESOURCE_REGION, EXPOSE_REGION; it cannot be set
        rule:     accelgen and these three, with colons between them
        default:  accelgen:service-peering:ap-southeast-3:ap-southeast-1
        example:  accelgen:sagemaker-jakarta:ap-southeast-3:ap-southeast-1
        source:   https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html

      """
    ),
  ])
  func explainTellsHowADerivedKeyFollows(key: String, expected: String) {
    #expect(Program.run(["explain", key]).outcome.text == expected)
  }

  @Test func explainTellsAllFourOfEveryKeyToPrograms() throws {
    let list = try #require(Program.run(["explain"]).outcome.members().first?.value)
    let json = try JSONSerialization.jsonObject(with: Data(list.text.utf8))
    let entries = try #require(json as? [[String: String]])
    let stack = Stack.acceleration
    #expect(
      entries.map { $0["key"] } == stack.parameters.map(\.key) + stack.derivations.map(\.key))
    for entry in entries {
      for name in ["rule", "default", "example", "source"] {
        #expect(entry[name]?.isEmpty == false, "\(entry["key"] ?? ""): \(name)")
      }
    }
  }

  @Test func explainWithoutAKeyListsAll() {
    let lines = scratch.accelgen("explain").text.split(separator: "\n")
    #expect(lines[2] == "COLOR       PlainText   The color of it")
    #expect(lines.count == 5)
  }

  @Test func aFilterLooksIntoEveryColumn() {
    for filter in ["JAKARTA", "ap-southeast-3"] {
      let lines = scratch.accelgen("regions", filter).text.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.last?.hasPrefix("ap-southeast-3 ") == true)
    }
  }

  @Test func aFilterThatNothingMatchesIsANoteAndNoFailure() {
    let outcome = scratch.accelgen("regions", "ap-southeast-33")
    #expect(outcome.exitCode == .done)
    #expect(outcome.codes == ["no-match"])
    #expect(outcome.diagnostics.first?.help?.contains("ap-southeast-3") == true)
    #expect(outcome.members() == [.init("regions", [])])
  }

  @Test func servicesHaveTheirNamesInARegion() {
    let services = scratch.accelgen("services", ".kms", "--region", "ap-southeast-3").text
    #expect(services.contains("com.amazonaws.ap-southeast-3.kms"))
    #expect(services.contains("kms.ap-southeast-3.amazonaws.com"))
    #expect(scratch.accelgen("services", ".kms").text.contains("com.amazonaws.REGION.kms"))
  }

  @Test func initWritesOnceAndThenOnlyByForce() throws {
    let path = scratch.path("new.env")
    #expect(
      scratch.accelgen("init", path).text
        == "\(path) written\nEdit it, then run: accelgen --env \(path)\n")
    #expect(scratch.read("new.env") == EnvTemplate.render(.fake))
    #expect(scratch.accelgen("init", path).text.hasPrefix("\(path) is unchanged\n"))
    try scratch.write("new.env", "# mine\n")
    let refused = scratch.accelgen("init", path)
    #expect(refused.exitCode == .invalidInput)
    #expect(refused.codes == ["file-exists"])
    #expect(scratch.read("new.env") == "# mine\n")
    #expect(scratch.accelgen("init", path, "--force").exitCode == .done)
    #expect(scratch.read("new.env") == EnvTemplate.render(.fake))
  }

  @Test(arguments: ["pipe", "folder", "link", "nowhere"])
  func initReplacesNothingButAFileEvenByForce(name: String) throws {
    let path = scratch.path(name)
    try scratch.write("folder/x", "")
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    let target = scratch.path(name == "link" ? "a.env" : "none")
    if name == "link" || name == "nowhere" { #expect(symlink(target, path) == 0) }
    let before = try scratch.number(name)
    for arguments in [["init", path], ["init", path, "--force"]] {
      let outcome = Program.run(arguments, stacks: [.fake], builtIn: .fake).outcome
      #expect(outcome.exitCode == .invalidInput)
      #expect(outcome.codes == ["not-a-file"])
    }
    #expect(try scratch.number(name) == before)
    #expect(scratch.read("a.env") == "# a\n")
  }

  @Test func initRefusesStandardOutput() {
    let outcome = scratch.accelgen("init", "-")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["unexpected-argument"])
  }

  @Test func initProposesACommandThatCanBeRun() throws {
    let result = try BuiltBinary.run(["init", "--", "-x"], in: scratch)
    #expect(result.output == "-x written\nEdit it, then run: accelgen --env=-x\n")
    #expect(try BuiltBinary.run(["--env=-x"], in: scratch).status == 0)
  }

  @Test func templatesOfTheUsersOwnAreUsed() throws {
    try scratch.write("t/fake/run.sh", "\(GeneratedFile.marker)mine\necho mine\n")
    try scratch.write("t/common/lib.sh", "\(GeneratedFile.marker)mine\n")
    try scratch.write("t/fake/.hidden", "\u{0}")
    #expect(scratch.accelgenOnA("--templates", scratch.path("t")).exitCode == .done)
    #expect(scratch.read("out/fake/run.sh")?.contains("echo mine") == true)
    try scratch.remove("t/common/lib.sh")
    #expect(scratch.accelgenOnA("--templates", scratch.path("t")).codes == ["missing-template"])
    #expect(scratch.accelgenOnA("--templates", scratch.path("none")).codes == ["no-templates"])
  }

  @Test(arguments: [("missing.env", "cannot-read"), ("dir", "cannot-read")])
  func anEnvTemplateThatCannotBeReadIsAnErrorWithItsPath(name: String, code: String) throws {
    try scratch.write("dir/x", "")
    let outcome = scratch.accelgen("validate", "--env", scratch.path(name))
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.codes == [code])
    #expect(outcome.diagnostics.first?.message.hasPrefix(scratch.path(name)) == true)
  }
}
