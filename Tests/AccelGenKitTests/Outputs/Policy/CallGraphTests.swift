import Testing

@testable import AccelGenKit

@Suite struct CallGraphTests {
  /// The calls that are reached, each with the combinations of set keys of A and B under which it is.
  private func calls(
    _ scripts: [String: String], from entry: String, readsOnly: Bool = false
  ) -> [String: [String]] {
    let graph = CallGraph(
      scripts.mapValues { text in
        ScriptText(testTemplate("", text), includes: { _ in nil }) { ScriptReader.read($0.text) }
      })
    let cases = ["": [], "A": ["A"], "B": ["B"], "AB": ["A", "B"]]
    var walk = CallWalk(graph)
    let calls = walk.calls(from: [entry], readsOnly: readsOnly).map { call, ways in
      let open = cases.filter { _, keys in
        let bits = graph.keys.bits { keys.contains($0) }
        return ways.contains { $0.isOpen(bits) }
      }
      return (graph.calls[call].description, open.keys.sorted())
    }
    return Dictionary(uniqueKeysWithValues: calls)
  }

  @Test func onlyWhatIsRunIsReached() {
    let lib =
      "ask() { aws ec2 describe-vpcs; }\nother() { aws ec2 describe-tags; }\naws sts get-caller-identity\n"
    let script = """
      source "$(dirname "$0")/lib.sh" || exit
      main() { start tolerate X look; }
      look() { ask; local other; }
      unused() { aws ec2 delete-vpc; }
      main "$@"
      """
    let found = calls(["a.sh": script, "lib.sh": lib], from: "a.sh")
    #expect(found.keys.sorted() == ["ec2 describe-vpcs", "sts get-caller-identity"])
  }

  @Test func aScriptsOwnFunctionGoesBeforeItsLibrarys() {
    let lib = "look() { aws ec2 describe-vpcs; }\n"
    let script = "source ./lib.sh\nlook() { aws ec2 describe-tags; }\nlook\n"
    #expect(
      calls(["a.sh": script, "lib.sh": lib], from: "a.sh").keys.sorted() == ["ec2 describe-tags"])
  }

  @Test func listsOfScriptsAreRunAndMessagesAreNot() {
    let scripts = [
      "all.sh": "STEPS=(\"1.sh\" \"2.sh 1.sh\")\nfail 'run ./clean.sh' \"then run clean.sh\"\n",
      "1.sh": "aws ec2 create-vpc\n", "2.sh": "aws ec2 create-subnet\n",
      "clean.sh": "aws ec2 delete-vpc\n",
    ]
    #expect(
      calls(scripts, from: "all.sh").keys.sorted() == ["ec2 create-subnet", "ec2 create-vpc"])
  }

  @Test func aCallIsMadeUnderItsConditions() {
    let script = """
      f() { aws ec2 create-vpc; f; }
      #% if A
      f
      #% end
      #% if B
      f
      #% if A
      aws ec2 delete-vpc
      #% end
      #% else
      #% if B
      aws ec2 describe-vpcs
      #% end
      #% end
      steps=(
        #% if A
        "b.sh x.sh"
        #% else
        "b.sh"
        #% end
      )
      """
    let found = calls(["a.sh": script, "b.sh": "aws sns list-topics\n"], from: "a.sh")
    #expect(found["ec2 create-vpc"] == ["A", "AB", "B"])
    #expect(found["ec2 delete-vpc"] == ["AB"])
    #expect(found["ec2 describe-vpcs"] == nil, "nothing is set and not set")
    #expect(found["sns list-topics"] == ["", "B"])
  }

  @Test func aNameThatIsExpandedIsEveryFunctionWithItsEnd() {
    let kinds = """
      vpc::look() { aws ec2 describe-vpcs; }
      vpc::delete() { aws ec2 delete-vpc; }
      topic::look() { aws sns list-topics; }
      topic::delete() { aws sns delete-topic; }
      topic::relook() { aws sns get-topic-attributes; }
      """
    func found(_ line: String) -> [String] {
      let script = "source ./kinds.sh\nengine() { \(line); }\nengine\n"
      return calls(["a.sh": script, "kinds.sh": kinds], from: "a.sh").keys.sorted()
    }
    let looks = ["ec2 describe-vpcs", "sns list-topics"]
    #expect(found("\"$KIND::look\" x") == looks)
    #expect(found("start tolerate \"${KIND}::look\"") == looks)
    #expect(found("$KIND::look") == looks)
    #expect(found("vpc::\"$1\"") == ["ec2 delete-vpc", "ec2 describe-vpcs"])
    #expect(found("\"vpc::d$1\"") == ["ec2 delete-vpc"])
    #expect(found("\"arn:aws:sns:$REGION::$1\"") == [])
    // Which question is asked is told by the words that are reached.
    #expect(found("\"$1::$2\"") == [])
    #expect(found("\"$1::$2\"; engine x look") == looks)
  }

  @Test func anEngineRunsWhatItsScriptSources() {
    let scripts = [
      "lib.sh": "engine() { \"$KIND::look\"; helper; }\nhelper() { aws ec2 describe-tags; }\n",
      "kinds.sh": "vpc::look() { aws ec2 describe-vpcs; }\n",
      "a.sh": "source ./lib.sh\nsource ./kinds.sh\nengine\n",
      "b.sh": "source ./lib.sh\nhelper() { :; }\nengine\n",
    ]
    #expect(
      calls(scripts, from: "a.sh").keys.sorted() == ["ec2 describe-tags", "ec2 describe-vpcs"])
    #expect(calls(scripts, from: "b.sh").isEmpty)
  }

  @Test func inCheckModeOnlyLooksAreMade() {
    let script = "aws ec2 create-vpc\naws ec2 describe-vpcs\naws sns get-a\naws sns list-topics\n"
    #expect(
      calls(["a.sh": script], from: "a.sh", readsOnly: true).keys.sorted() == [
        "ec2 describe-vpcs", "sns get-a", "sns list-topics",
      ])
  }
}
