import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct EnvTemplateTests {
  @Test(arguments: Stack.all.map(\.name))
  func theShippedTemplateIsWhatTheParametersSay(stack name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    try Golden.expect(EnvTemplate.render(stack), equals: "generated/\(name)/env.template")
  }

  @Test func itMakesADeploymentAsItIs() {
    var diagnostics: [Diagnostic] = []
    let pipeline = Pipeline(stack: .acceleration, templates: .embedded, diagnostics: &diagnostics)
    let source = SourceFile(name: "env.template", text: EnvTemplate.render(.acceleration))
    diagnostics = []
    let plans = pipeline.plans(
      for: [.init(source: source, context: .noFiles)], diagnostics: &diagnostics)
    #expect(plans.map(\.deploymentName) == ["service-peering"])
    #expect(diagnostics.map(\.code) == ["opt-in-region", "open-to-the-world"])
  }

  @Test(arguments: Stack.all.map(\.name)) func noLineIsLongerThanTheWidth(stack name: String) throws
  {
    let stack = try #require(Stack.all.first { $0.name == name })
    for line in EnvTemplate.render(stack).split(separator: "\n") {
      // One word, such as a key with an ARN, cannot be broken.
      let isOneWord = line.hasPrefix("# ") && !line.dropFirst(2).contains(" ")
      #expect(line.count <= EnvTemplate.width || isOneWord, "\(line)")
    }
  }

  /// bash is the judge of what the text says, with every default taken into force.
  @Test(arguments: Stack.all.map(\.name)) func bashReadsEveryKey(stack name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let text = EnvTemplate.render(stack)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("#") && !$0.hasPrefix("# ") && $0 != "#" ? $0.dropFirst() : $0 }
      .joined(separator: "\n")
    let keys = stack.parameters.map(\.key)
    let print = keys.map { "printf '%s\\0' \"\($0)=${\($0)}\"" }.joined(separator: "\n")
    let bash = try Bash(running: "set -u\n" + text + print)
    let initial = try #require(stack.initialConfiguration)
    let expected = stack.parameters.map { parameter in
      "\(parameter.key)=\(initial[parameter.key]?.value.text ?? "")"
    }
    #expect(bash.fields == expected, "\(bash.errors)")
  }
}
