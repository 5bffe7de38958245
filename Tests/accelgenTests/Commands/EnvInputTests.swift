import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct EnvInputTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# a\n")
  }

  private func attachment(_ name: String) throws -> AttachmentContent {
    var diagnostics: [Diagnostic] = []
    let input = try #require(EnvInput.read(scratch.path("a.env"), diagnostics: &diagnostics))
    return input.context.readAttachment(name)
  }

  @Test func aFileIsReadFromTheEnvTemplatesFolder() throws {
    try scratch.write("policies/p.json", "{}\n")
    let path = scratch.path("policies/p.json")
    #expect(try attachment("policies/p.json") == .file(SourceFile(name: path, text: "{}\n")))
    #expect(try attachment("policies/q.json") == .missing)
  }

  /// The reason is the whole message: it names the file, once.
  @Test func whatCannotBeReadSaysWhy() throws {
    try scratch.write("policies/p.json", "{}\n")
    let folder = scratch.path("policies")
    #expect(try attachment("policies") == .unreadable("\(folder) cannot be read: Is a directory"))
    try scratch.write("large.json", String(repeating: " ", count: SourceFile.sizeLimit + 1))
    #expect(
      try attachment("large.json")
        == .unreadable("\(scratch.path("large.json")) has more than 1048576 bytes"))
  }

  /// Else a pull request would be annotated at a file that is not there.
  @Test func whatIsWrongInAnAttachmentHasItsPath() throws {
    try scratch.write("policies/p.json", "[]\n")
    try scratch.write(
      "b.env",
      EnvTemplate.render(.acceleration) + "RESOURCE_ENDPOINT_POLICY_FILE=policies/p.json\n")
    let outcome = Program.run(["validate", "--env", scratch.path("b.env")]).outcome
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.path == scratch.path("policies/p.json") })
  }

  @Test func theDiagnosticSaysItOnce() throws {
    try scratch.write("policies/p.json", "{}\n")
    let name = "RESOURCE_ENDPOINT_POLICY_FILE"
    try scratch.write("b.env", EnvTemplate.render(.acceleration) + "\(name)=policies\n")
    let outcome = Program.run(["validate", "--env", scratch.path("b.env")]).outcome
    let problem = try #require(outcome.diagnostics.first { $0.code == "policy-unreadable" })
    #expect(problem.message == "\(scratch.path("policies")) cannot be read: Is a directory")
  }
}

/// An env template may be a stranger's, and CI checks it: what it names is read from its own folder alone.
@Suite struct StrangersEnvTemplateTests {
  private let scratch: Scratch
  private static let secret = "AWS_SECRET_ACCESS_KEY=hunter2"

  init() throws {
    scratch = try Scratch()
    try scratch.write("secret", Self.secret + "\n")
    try scratch.write("repository/env.template", EnvTemplate.render(.acceleration))
  }

  private func validate(
    _ line: String = "", arguments: [String] = [], format: String = "text"
  ) throws -> Command.Outcome {
    try scratch.write("repository/b.env", EnvTemplate.render(.acceleration) + line + "\n")
    let arguments = arguments.isEmpty ? ["--env", "b.env"] : arguments
    return try Command(
      Repository.accelgen, ["validate", "--format", format] + arguments,
      environment: ["SECRET": Self.secret], in: scratch.url.appending(path: "repository")
    ).run(limit: 60)
  }

  private func expectNothingShown(
    _ outcome: Command.Outcome, code: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == 1, sourceLocation: sourceLocation)
    #expect(!outcome.transcript.contains("hunter2"), sourceLocation: sourceLocation)
    #expect(
      outcome.errors.contains("[\(code)]"), "\(outcome.errors)", sourceLocation: sourceLocation)
  }

  /// As it is, by dots, through a link to a file or to a folder; there or not.
  @Test(arguments: [
    "/proc/self/environ", "../secret", "link", "folder/secret", "./folder/../../secret",
    "/etc/passwd", "../nothing", "/nothing", "folder/../../nothing",
  ])
  func whatLiesElsewhereIsNotRead(path: String) throws {
    try scratch.write("repository/below/x", "")
    #expect(symlink("../secret", scratch.path("repository/link")) == 0)
    #expect(symlink("..", scratch.path("repository/folder")) == 0)
    let outcome = try validate("RESOURCE_ENDPOINT_POLICY_FILE=\"\(path)\"")
    expectNothingShown(outcome, code: "policy-outside")
  }

  /// Nothing there waits for ever, or never ends.
  @Test(arguments: ["pipe", "/dev/zero", "/dev/stdin", "/dev/fd/0"])
  func whatIsNoFileIsNotRead(path: String) throws {
    #expect(mkfifo(scratch.path("repository/pipe"), 0o600) == 0)
    let outcome = try validate("RESOURCE_ENDPOINT_POLICY_FILE=\"\(path)\"")
    expectNothingShown(outcome, code: path == "pipe" ? "policy-unreadable" : "policy-outside")
  }

  /// The whole path of a file in the folder, and a link that stays in it, are as good as its name.
  @Test func whatLiesInTheFolderIsRead() throws {
    let policy = #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*"}]}"#
    try scratch.write("repository/policies/p.json", policy + "\n")
    #expect(symlink("policies/p.json", scratch.path("repository/p")) == 0)
    for path in ["policies/p.json", "p", scratch.path("repository/policies/p.json"), "./p"] {
      let outcome = try validate("RESOURCE_ENDPOINT_POLICY_FILE=\"\(path)\"")
      #expect(outcome.status == 0, "\(path): \(outcome.transcript)")
    }
  }

  @Test(arguments: ["/proc/self/environ", "../secret"])
  func anEnvTemplateThatIsALinkToElsewhereIsNotRead(target: String) throws {
    try scratch.remove("repository/env.template")
    #expect(symlink(target, scratch.path("repository/env.template")) == 0)
    for format in OutputFormat.common.map(\.rawValue) {
      let outcome = try validate(arguments: ["--output", "x"], format: format)
      #expect(outcome.status == 1)
      #expect(!outcome.transcript.contains("hunter2"))
    }
    expectNothingShown(try validate(arguments: ["--output", "x"]), code: "link-out")
  }

  @Test func aLinkToAnotherEnvTemplateInTheFolderIsFollowed() throws {
    #expect(symlink("env.template", scratch.path("repository/current.env")) == 0)
    #expect(try validate(arguments: ["--env", "current.env"]).status == 0)
  }

  /// Templates of one's own are in the repository, too, and so is what is taken for the last run's record.
  @Test func linksAmongTemplatesAndRecordsAreNotFollowedOut() throws {
    try scratch.write("repository/templates/common/x", "")
    try scratch.write("repository/generated/acceleration/x", "")
    #expect(symlink("/proc/self/environ", scratch.path("repository/templates/common/lib.sh")) == 0)
    #expect(
      symlink("/proc/self/environ", scratch.path("repository/generated/acceleration/env")) == 0)
    expectNothingShown(try validate(arguments: ["--templates", "templates"]), code: "link-out")
    let client = try Command(
      Repository.accelgen, ["client", "--for", "curl"], environment: ["SECRET": Self.secret],
      in: scratch.url.appending(path: "repository")
    ).run()
    expectNothingShown(client, code: "link-out")
  }

  /// The same text for a reader and for a program, in whatever is reviewed.
  @Test func whatTurnsTheDirectionOfTextIsRefusedInPoliciesAndTemplatesToo() throws {
    try scratch.write("repository/p.json", "{\"Statement\": [\u{202E}]}\n")
    let outcome = try validate("RESOURCE_ENDPOINT_POLICY_FILE=p.json")
    #expect(outcome.errors.contains("p.json holds the control character U+202E"))
    try scratch.write("repository/templates/common/lib.sh", "# \u{2067}\n")
    expectNothingShown(
      try validate(arguments: ["--templates", "templates"]), code: "control-character")
  }
}
