import AccelGenKit
import TestSupport
import Testing

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
