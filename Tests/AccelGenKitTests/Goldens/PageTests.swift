import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The parts of a stack's page that follow from the code; a stack is covered by being listed.
@Suite struct PageTests {
  @Test(arguments: Stack.all.map(\.name))
  func theTableOfKeysIsTheParameterList(name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    try Golden.expect(table(of: stack), in: "keys", of: "docs/\(name).md")
  }

  @Test(arguments: ["acceleration", "native-acceleration"])
  func thePictureIsTheOneOfTheShippedTemplate(name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let shipped = GoldenDeployment.shipped(stack)
    let text = TextDiagram.text(try shipped.topology())
    let expected = """
      ```
      $ accelgen diagram
      generated/\(name) from env.template

      \(text)```

      """
    try Golden.expect(expected, in: "diagram", of: "docs/\(name).md")
  }

  @Test(arguments: Stack.all.map(\.name))
  func everyFileIsExplained(name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let page = try Golden.text("docs/\(name).md")
    #expect(page.contains("](../generated/\(name)/topology.svg)\n"))
    for file in stack.files {
      #expect(page.contains("\n| `\(file.name)` | "), "\(file.name)")
    }
  }

  @Test func theReadmeNamesEveryStackWithItsPage() throws {
    let readme = try Golden.text("README.md")
    for stack in Stack.all {
      #expect(readme.contains("\n| [`\(stack.name)`](docs/\(stack.name).md)"), "\(stack.name)")
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
