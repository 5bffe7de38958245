import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// Names of files and folders that a terminal would obey, that reorder a line or forge one: nothing that is
/// printed holds them as they are, in no format and by no command.
@Suite struct HostileNameTests {
  /// Each kind by itself.
  static let names = [
    "a\u{1B}]0;title\u{7}\u{1B}[2Jb", "a\rb", "a\u{202E}vne.b", "a\n::error::forged", "a\u{200B}b",
    "a\u{FEFF}b", "a\u{E0041}b", "a\u{85}b", "a\u{9B}31mb", "a\u{2028}b", "a\u{A0}b",
  ]
  /// All of them in one.
  static let name = names.joined()
  static let formats = OutputFormat.common.map(\.rawValue)

  private func expectVisible(
    _ outcome: Command.Outcome, _ format: String, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for text in [outcome.output, outcome.errors] {
      let hidden = text.unicodeScalars.filter { !$0.isVisible && $0 != "\n" && $0 != "\t" }
      #expect(hidden.isEmpty, "\(what): \(text.visible())", sourceLocation: sourceLocation)
      // GitHub obeys such a line on either stream.
      let forged = text.split(separator: "\n").filter { $0.hasPrefix("::error::forged") }
      #expect(forged.isEmpty, "\(what)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: CommandDescription.all.map(\.name))
  func whatACommandSaysOfItsWordsAndFiles(command: String) throws {
    let scratch = try Scratch()
    let env = EnvTemplate.render(.acceleration)
    let name = Self.name
    try scratch.write("\(name).env", env)
    try scratch.write("wrong-\(name).env", env + "\(name)=1\nTAGS=\"\(name)\"\n")
    for format in ["text", "github"] {
      for arguments in [
        ["--env", "\(name).env", "--output", name], ["--env", "wrong-\(name).env"],
        ["--env", "missing-\(name).env", "--templates", name], ["--\(name)", name],
      ] {
        let outcome = try BuiltBinary.run(
          [command] + arguments + ["--format", format], in: scratch)
        expectVisible(outcome, format, arguments.joined(separator: " ").visible())
      }
    }
  }

  @Test(arguments: names, formats)
  func whatIsSaidOfAnEnvTemplate(name: String, format: String) throws {
    let scratch = try Scratch()
    try scratch.write("\(name).env", "\(name)=1\nTAGS=\"\(name)\"\nTAGS=\(name)\n")
    let outcome = try BuiltBinary.run(
      ["validate", "--env", "\(name).env", "--env", name, "--format", format], in: scratch)
    #expect(outcome.status == 1)
    expectVisible(outcome, format, name.visible())
  }

  /// A pull request may hold a file of any name and any bytes in the deployment's folder.
  @Test(arguments: formats)
  func whatIsSaidOfAStrangersFile(format: String) throws {
    let scratch = try Scratch()
    try scratch.write("env.template", EnvTemplate.render(.acceleration))
    #expect(try BuiltBinary.run([], in: scratch).status == 0)
    let folder = "generated/acceleration"
    for name in Self.names {
      let leftover = "\(GeneratedFile.marker)templates/acceleration/\(name).\n\(name)\n"
      try scratch.write("\(folder)/\(name)", leftover)
    }
    let library = try #require(scratch.read("\(folder)/lib.sh"))
    try scratch.write("\(folder)/lib.sh", library + Self.name)
    for arguments in [["check"], ["generate"]] {
      let outcome = try BuiltBinary.run(arguments + ["--format", format], in: scratch)
      #expect(outcome.status == (arguments == ["check"] ? 3 : 0))
      expectVisible(outcome, format, arguments.joined())
    }
  }

  /// A service that reads JSON gets the very name.
  @Test func jsonHoldsTheNameItself() throws {
    let scratch = try Scratch()
    let name = "a\u{202E}\u{E0041}\u{1B}b.env"
    let output = try BuiltBinary.run(
      ["validate", "--env", name, "--format", "json"], in: scratch
    ).output
    #expect(output.contains(#"a\u202e\udb40\udc41\u001bb.env"#))
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let diagnostics = try #require(object?["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.first?["file"] as? String == name)
  }
}
