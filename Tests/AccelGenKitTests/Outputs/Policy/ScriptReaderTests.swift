import Testing

@testable import AccelGenKit

/// What a script runs is found through bash's quotes, expansions and compound commands.
@Suite struct ScriptReaderTests {
  private func calls(in script: String) -> [String] {
    ScriptReader.read(script).steps.flatMap { function, steps in
      steps.compactMap { step -> String? in
        guard case .call(let call, _) = step.content else { return nil }
        return function.isEmpty ? "\(call)" : "\(function): \(call)"
      }
    }.sorted()
  }

  @Test(arguments: [
    ("aws ec2 create-vpc --cidr-block 10.0.0.0/16\n", ["ec2 create-vpc"]),
    (
      "f() {\n  aws ec2 create-vpc\n}\naws ec2 delete-vpc\n",
      ["ec2 delete-vpc", "f: ec2 create-vpc"]
    ),
    (
      "f() { aws ec2 create-vpc; }; g() { aws sns list-topics; }",
      ["f: ec2 create-vpc", "g: sns list-topics"]
    ),
    (
      "function f {\n  { aws ec2 create-vpc; } 3>&1\n  aws ec2 delete-vpc\n}",
      ["f: ec2 create-vpc", "f: ec2 delete-vpc"]
    ),
    ("ensure KEY \"$name\" \\\n  aws ec2 create-vpc \\\n  --x", ["ec2 create-vpc"]),
    ("x=$(aws ec2 create-vpc)", ["ec2 create-vpc"]),
    ("x=\"a $(echo \"$(aws ec2 create-vpc)\") b\"", ["ec2 create-vpc"]),
    ("x=${y:-$(aws ec2 create-vpc)}", ["ec2 create-vpc"]),
    ("x=`aws ec2 create-vpc`", ["ec2 create-vpc"]),
    ("if ! aws ec2 create-vpc; then aws ec2 delete-vpc; fi", ["ec2 create-vpc", "ec2 delete-vpc"]),
    ("a=1 b=\"$c\" aws ec2 create-vpc || exit", ["ec2 create-vpc"]),
    ("local create=(aws ec2 create-vpc --x\n --y)", ["ec2 create-vpc"]),
    ("x=() y=$((1 << 2)) z='{'\n{ aws ec2 create-vpc; }", ["ec2 create-vpc"]),
    ("case $x in\n a | b) aws ec2 create-vpc ;;\n (c) ;;\nesac", ["ec2 create-vpc"]),
    (
      "x=$(case $y in a) aws ec2 create-vpc ;; esac)\naws ec2 delete-vpc",
      ["ec2 create-vpc", "ec2 delete-vpc"]
    ),
    ("if [[ $x =~ ^(a|b)$ && $y == \\) ]]; then aws ec2 create-vpc; fi", ["ec2 create-vpc"]),
    ("if ((${#x[@]} > 1)) && ((y << 2 < 3)); then aws ec2 create-vpc; fi", ["ec2 create-vpc"]),
    (
      "cat <<END\naws ec2 delete-vpc\n$(aws ec2 create-vpc)\nEND\naws sns list-topics",
      ["ec2 create-vpc", "sns list-topics"]
    ),
    ("cat <<-'END'\n$(aws ec2 delete-vpc)\n\tEND\naws sns list-topics", ["sns list-topics"]),
    ("cat <<<\"$x\"\naws sns list-topics >&2", ["sns list-topics"]),
    // None is made.
    ("# aws ec2 create-vpc\nx=a#b", []),
    ("say 'aws ec2 create-vpc' \"aws ec2 create-vpc\" aws\\ ec2", []),
    ("x=$'a\\'' ; say \"aws ec2 delete-vpc\"", []),
    ("command aws \"$@\" --region x; aws --version; x=${y#'}'}", []),
    ("aws elbv2 modify-listener-attributes --generate-cli-skeleton", []),
    ("local aws ec2 create-vpc", []),
  ])
  func callsAreFound(script: String, expected: [String]) {
    #expect(calls(in: script) == expected)
  }

  @Test func anythingIsReadToItsEnd() {
    for script in [
      "", "}", "f() {", "\"", "$(", "${", "((", "`", "'", "\\", "$'", "<<", "<<E\n$(", "case a in",
      "#% end\n",
    ] {
      _ = ScriptReader.read(script)
      _ = ScriptReader.read("aws ec2 x\n" + script)
    }
  }

  @Test func directivesOfTemplatesAreConditions() {
    let outline = ScriptReader.read(
      """
      #% if A
      aws ec2 create-vpc
        #% if B
        x
        #% else
        y
        #% end
      #% else
      #% include more.sh
      #% end
      z
      """, includes: { $0 == "more.sh" ? "f() { aws sns list-topics; }\n" : nil })
    let conditions = outline.steps.values.joined().compactMap { step -> String? in
      let names = step.conditions.map { ($0.isSet ? "" : "not ") + $0.key }.sorted()
      switch step.content {
      case .word(let word) where ["x", "y", "z"].contains(word): return "\(word) if \(names)"
      case .call(let call, _): return "\(call.operation) if \(names)"
      default: return nil
      }
    }.sorted()
    #expect(
      conditions == [
        #"create-vpc if ["A"]"#, #"list-topics if ["not A"]"#, #"x if ["A", "B"]"#,
        #"y if ["A", "not B"]"#, "z if []",
      ])
  }
}
