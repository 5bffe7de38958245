import TestSupport
import Testing

@testable import AccelGenKit

/// Every script sources lib.sh, and that sources resources.sh and kinds.sh. A function of a script that has the name of
/// one of theirs would take its place for all that they do, too.
@Suite struct RedefinitionTests {
  private static let library = ["lib.sh", "resources.sh", "kinds.sh"]

  @Test(arguments: GoldenDeployment.all)
  func noScriptRedefinesAFunctionOfTheLibrary(golden: GoldenDeployment) throws {
    let files = try golden.render().filter { $0.name.hasSuffix(".sh") }
    var library: [String] = []
    for name in Self.library {
      let text = try #require(files.first { $0.name == name }?.text, "\(name)")
      #expect(BashFunctions.redefined(in: text, of: library) == [], "\(name)")
      library += BashFunctions(text).names
    }
    #expect(library.count > 250)
    #expect(library.count == Set(library).count)
    for file in files where !Self.library.contains(file.name) {
      #expect(BashFunctions.redefined(in: file.text, of: library) == [], "\(file.name)")
    }
  }

  /// In a condition, bash takes a function that is not there for one that says no.
  @Test(arguments: GoldenDeployment.all)
  func everyFunctionThatAScriptNamesIsThere(golden: GoldenDeployment) throws {
    let files = try golden.render().filter { $0.name.hasSuffix(".sh") }
    let library = files.filter { Self.library.contains($0.name) }.flatMap {
      BashFunctions($0.text).names
    }
    for file in files where !Self.library.contains(file.name) {
      let sourced = ScriptReader.read(file.text).sources.map(\.name)
      let others = files.filter { sourced.contains($0.name) && !Self.library.contains($0.name) }
      let missing = BashFunctions.missing(
        in: ([file] + others).map(\.text), with: library, ofAll: Self.everywhere)
      #expect(missing == [], "\(file.name)")
    }
  }

  /// The functions of all stacks' scripts whose names are no words of anything else.
  private static let everywhere: Set<String> = {
    let texts = GoldenDeployment.all.flatMap { golden in
      ((try? golden.render()) ?? []).filter { $0.name.hasSuffix(".sh") }.map(\.text)
    }
    return Set(
      texts.flatMap { BashFunctions($0).names }.filter { $0.contains { "_:".contains($0) } })
  }()

  @Test func aFunctionThatIsNotThereIsFound() {
    let script = """
      main() {
        if is_gone "$1" || "$KIND::look"; then say_so; fi
        if has_function before_all; then before_all; fi
      }
      say_so() { :; }
      never() { vpc::look "$1"; }
      main "$@"
      """
    let all: Set = ["is_gone", "say_so", "before_all", "vpc::look"]
    #expect(BashFunctions.missing(in: [script], with: [], ofAll: all) == ["is_gone"])
    #expect(BashFunctions.missing(in: [script], with: ["is_gone"], ofAll: all) == [])
    #expect(Self.everywhere.count > 500)
  }

  @Test func aRedefinitionIsFound() {
    let library = BashFunctions(
      """
      say() { printf '%s' "$*"; }
      vpc::look() {
        aws ec2 describe-vpcs
      }
      on_its_side() (use_side "$1" && "${@:2}")
      """
    ).names
    #expect(library == ["say", "vpc::look", "on_its_side"])
    for definition in [
      "say() { :; }", "say () {", "function say() {", "function say {", "  say() {",
      "vpc::look() {", "on_its_side() {",
    ] {
      let script = "main() {\n  say done\n}\n\(definition)\n"
      #expect(BashFunctions.redefined(in: script, of: library).count == 1, "\(definition)")
    }
    for other in ["say_more() {", "subnet::look() {", "# say() {", "say", "x='say() {'"] {
      #expect(BashFunctions.redefined(in: other, of: library) == [], "\(other)")
    }
  }
}
