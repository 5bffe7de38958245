import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// That Mermaid's grammar (flow.jison of Mermaid 11) reads every chart as it is meant: each line is one
/// statement of a known form, and no text reaches out of its quotes.
@Suite struct MermaidTests {
  /// A quoted text: nothing in it that ends it, that HTML or Markdown knows, or that begins a comment; `#`
  /// only as a character's code.
  private static let label = ##""(?:[^"#&<>`;%{}\\]|#\d+;|<br>)*""##
  private static let statements = [
    #"%%\{init: \{"flowchart": \{"wrappingWidth": \d+\}\}\}%%"#,
    "flowchart LR", "direction LR", "end",
    "acc(?:Title|Descr): [^;#%{}<>]+",
    "subgraph \\w+\\[\(label)\\]",
    "\\w+\\[\(label)\\]",
    "\\w+ (?:==>|-\\.->)(?:\\|\(label)\\|)? \\w+",
    "style \\w+ fill:none,stroke-dasharray:4",
  ]

  private func expectIsReadable(_ chart: String) throws {
    let pattern = try NSRegularExpression(
      pattern: "^ *(?:" + Self.statements.joined(separator: "|") + ")$")
    var open = 0
    for line in chart.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let text = String(line)
      let range = NSRange(text.startIndex..., in: text)
      #expect(pattern.firstMatch(in: text, range: range) != nil, "\(text)")
      let words = text.split(separator: " ")
      if words.first == "subgraph" { open += 1 }
      if words == ["end"] { open -= 1 }
      #expect(open >= 0)
    }
    #expect(open == 0)
    #expect(chart.hasSuffix("\n"))
  }

  @Test(arguments: DiagramGoldenTests.all)
  func everyLineIsAStatement(_ golden: GoldenDeployment) throws {
    try expectIsReadable(MermaidDiagram.text([try golden.topology()]))
  }

  @Test(arguments: MLNetworkDiagramTests.names)
  func everyLineOfAConnectedNetworkIsAStatement(name: String) throws {
    try expectIsReadable(
      Golden.text("Tests/Goldens/diagrams/ml-network/\(name)/topology.mmd"))
  }

  @Test(arguments: [
    "a\"] --> b[\"", "<script>", "#quot;", "&quot;", "`x`", "x\nend", "x;y", "%%{init: x}%%",
    "a\\b",
    "\u{0}\u{202E}", "end", "]", "|", "資源",
  ])
  func noNameBreaksOut(_ name: String) throws {
    try expectIsReadable(MermaidDiagram.text([.hostile(name)]))
    try expectIsReadable(MermaidDiagram.text([.hostile(name), .hostile(name)]))
  }

  @Test func severalHaveNoIdInCommon() throws {
    let chart = MermaidDiagram.text([.hostile("a"), .hostile("b")])
    // Where a node or a subgraph is declared, its id stands before the bracket.
    let ids = chart.split(separator: "\n").filter { $0.contains("[\"") }.compactMap { line in
      line.split(separator: "[").first?.split(separator: " ").last
    }
    // Deployment, clients, service, and for each of two Regions its box, network, hop, rules, gate and what that is for.
    #expect(ids.count == 2 * (3 + 2 * 6))
    #expect(Set(ids).count == ids.count)
  }
}
