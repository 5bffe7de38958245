import Testing

@testable import AccelGenKit

@Suite struct CallGraphTests {
  private func calls(_ scripts: [String: String], from entry: String) -> [String: CallGraph.Ways] {
    let graph = CallGraph(scripts: scripts.mapValues { ScriptReader.read($0) })
    let calls = graph.calls(from: [entry])
    return Dictionary(uniqueKeysWithValues: calls.map { ($0.key.description, $0.value) })
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

  @Test func waysThatDemandLessTakeTheOthersPlace() {
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
      """
    let found = calls(["a.sh": script], from: "a.sh")
    #expect(
      Set(found["ec2 create-vpc"] ?? []) == [
        [.init(key: "A", isSet: true)], [.init(key: "B", isSet: true)],
      ])
    #expect(
      found["ec2 delete-vpc"] == [[.init(key: "A", isSet: true), .init(key: "B", isSet: true)]])
    #expect(found["ec2 describe-vpcs"] == nil, "nothing is set and not set")
  }
}
