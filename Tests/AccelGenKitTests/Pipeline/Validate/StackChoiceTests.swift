import Testing

@testable import AccelGenKit

@Suite struct StackChoiceTests {
  private static let first = Stack(
    name: "first", summary: "", parameters: [], deploymentNameKey: "NAME", files: [])
  private static let second = Stack(
    name: "second", summary: "", parameters: [], deploymentNameKey: "NAME", files: [])

  private func choose(
    _ text: String, named: Stack? = nil
  ) -> (stack: String?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let env = EnvParser.parse(SourceFile(name: "e", text: text), diagnostics: &diagnostics)
    let choice = StackChoice(among: [Self.first, Self.second], named: named)
    let stack = choice.stack(for: env, diagnostics: &diagnostics)
    return (stack?.name, diagnostics)
  }

  @Test func theKeyDecidesThenTheCommandLineThenItIsTheFirst() {
    #expect(choose("A=b").stack == "first")
    #expect(choose("A=b", named: Self.second).stack == "second")
    #expect(choose("STACK=second").stack == "second")
    #expect(choose("STACK='second'", named: Self.second).stack == "second")
    #expect(choose("STACK='second'", named: Self.second).diagnostics == [])
  }

  @Test func whatContradictsTheCommandLineIsAnErrorAtTheValue() {
    let marked: MarkedText = "A=b\nSTACK=\"1️⃣first2️⃣\"\n"
    let (stack, diagnostics) = choose(marked.text, named: Self.second)
    #expect(stack == nil)
    expect(
      diagnostics, in: marked,
      are: [
        Expected(
          "other-stack", at: "1️⃣", to: "2️⃣",
          message: "this file is for the stack first, and --stack says second")
      ])
  }

  @Test func aNameThatThereIsNotIsAnErrorWithTheNearest() {
    let marked: MarkedText = "STACK=1️⃣secnod2️⃣"
    let (stack, diagnostics) = choose(marked.text)
    #expect(stack == nil)
    expect(
      diagnostics, in: marked,
      are: [Expected("unknown-stack", at: "1️⃣", to: "2️⃣", help: "did you mean second?")])
  }

  /// The parser tells what is wrong with it, and no rule of another stack shall.
  @Test func aValueThatCannotBeReadChoosesNone() {
    let (stack, diagnostics) = choose("STACK=$(second)")
    #expect(stack == nil)
    #expect(!diagnostics.isEmpty)
  }
}
