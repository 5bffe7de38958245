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
