import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The parts of the README that follow from the code.
@Suite struct ReadmeTests {
  @Test func theTableOfKeysIsTheParameterList() throws {
    let readme = try Golden.text("README.md")
    let (begin, end) = ("<!-- keys: begin -->\n", "<!-- keys: end -->")
    let start = try #require(readme.range(of: begin)?.upperBound)
    let stop = try #require(readme.range(of: end)?.lowerBound)
    let text = readme[..<start] + table(of: .acceleration) + readme[stop...]
    try Golden.expect(String(text), equals: "README.md")
  }

  @Test func thePictureIsTheOneOfTheShippedTemplate() throws {
    let readme = try Golden.text("README.md")
    let shipped = GoldenDeployment.shipped(.acceleration)
    let text = TextDiagram.text(try shipped.topology())
    let expected = """
      <!-- diagram: begin -->
      ```
      $ accelgen diagram
      generated/acceleration from env.template

      \(text)```
      <!-- diagram: end -->

      """
    let start = try #require(readme.range(of: "<!-- diagram: begin -->\n")?.lowerBound)
    let stop = try #require(readme.range(of: "<!-- diagram: end -->\n")?.upperBound)
    try Golden.expect(readme[..<start] + expected + readme[stop...], equals: "README.md")
    #expect(readme.contains("](generated/acceleration/topology.svg)\n"))
  }

  @Test func everyScriptIsExplained() throws {
    let readme = try Golden.text("README.md")
    for file in Stack.acceleration.files {
      #expect(readme.contains("\n| `\(file.name)` | "), "\(file.name)")
    }
  }

  private func table(of stack: Stack) -> String {
    let rows = stack.parameters.map { parameter in
      let value = parameter.defaultText.map { $0.isEmpty ? "none" : "`\($0)`" } ?? "required"
      let documentation = parameter.documentation
      let cells = [documentation.summary, documentation.rule].map {
        $0.replacingOccurrences(of: "<", with: "\\<")
      }
      return "| `\(parameter.key)` | \(value) | \(cells[0]) | \(cells[1]) |\n"
    }
    return "| Key | Default | What it is | Rule |\n|---|---|---|---|\n" + rows.joined()
  }
}
