import Testing

@testable import AccelGenKit

@Suite struct AttachmentTests {
  /// Each answer differs, as that of a file which somebody is writing to.
  private final class Reader: @unchecked Sendable {
    private(set) var paths: [String] = []

    func read(_ path: String) -> AttachmentContent {
      paths.append(path)
      let statement = #"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#
      let text = paths.count == 1 ? #"{"Statement": [\#(statement)]}"# : "changed"
      return .file(SourceFile(name: path, text: text))
    }
  }

  @Test func whatIsCheckedIsWhatIsWritten() throws {
    let reader = Reader()
    var diagnostics: [Diagnostic] = []
    let pipeline = Pipeline(stack: .acceleration, templates: .embedded, diagnostics: &diagnostics)
    let env = EnvFile.seed(changing: ["RESOURCE_ENDPOINT_POLICY_FILE": "policy.json"])
    let plans = pipeline.plans(
      for: [.init(source: env.source, context: RuleContext { reader.read($0) })],
      diagnostics: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.map(\.message))")
    #expect(reader.paths == ["policy.json"])
    let text = try #require(plans.first?.attachments["RESOURCE_ENDPOINT_POLICY_FILE"])
    #expect(text.hasPrefix(#"{"Statement""#))
  }

  @Test func withoutAnAttachmentNothingIsRead() {
    let reader = Reader()
    var diagnostics: [Diagnostic] = []
    let pipeline = Pipeline(stack: .acceleration, templates: .embedded, diagnostics: &diagnostics)
    _ = pipeline.plans(
      for: [.init(source: EnvFile.seed().source, context: RuleContext { reader.read($0) })],
      diagnostics: &diagnostics)
    #expect(reader.paths == [])
  }
}
