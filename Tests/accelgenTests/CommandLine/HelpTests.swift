import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct HelpTests {
  static let names = [""] + CommandDescription.all.map(\.name)

  private func help(_ name: String) -> String {
    Program.run(name.isEmpty ? ["help"] : ["help", name]).outcome.text
  }

  @Test(arguments: names) func helpIsAsRecorded(name: String) throws {
    try Golden.expect(
      help(name), equals: "Tests/Goldens/help/\(name.isEmpty ? "accelgen" : name).txt")
  }

  @Test(arguments: names) func helpFitsAPlainTerminal(name: String) {
    #expect(help(name).split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: names.dropFirst()) func theOptionShowsTheSameAsTheCommand(name: String) {
    #expect(Program.run([name, "--help"]).outcome.text == help(name))
    #expect(Program.run(["-h", name, "--bogus"]).outcome.text == help(name))
  }

  @Test func everyExampleIsACommandLineThatCanBeParsed() {
    for example in CommandDescription.all.flatMap(\.examples) {
      let words = example.line.split(separator: " ").prefix { $0 != ">" && $0 != "|" }
      #expect(words.first == "accelgen")
      let parsed = CommandLineParser(words.dropFirst().map(String.init))
      #expect(parsed.problems.isEmpty, "\(example.line)")
    }
  }
}
