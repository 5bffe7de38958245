import TestSupport
import Testing

@testable import AccelGenKit

/// What a script runs is found through bash's quotes, expansions and compound commands.
@Suite struct ScriptReaderTests {
  private func calls(in script: String) -> [String] {
    let outline = ScriptReader.read(script)
    #expect(outline.problems.isEmpty, "\(outline.problems) in: \(script)")
    return outline.steps.compactMap { step -> String? in
      guard step.kind == .call else { return nil }
      let function = outline.string(outline.functions[step.function])
      return function.isEmpty ? "\(outline.call(step))" : "\(function): \(outline.call(step))"
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
    ("x=\"`aws \"ec2\" 'create-vpc'`\"", ["ec2 create-vpc"]),
    ("a[1 << 2]=3; aws ec2 create-vpc", ["ec2 create-vpc"]),
    ("x=${a[1 << 2]}$[1 << 2]$((a[2] << 1))\naws ec2 create-vpc", ["ec2 create-vpc"]),
    ("for ((i = 1; i < 1 << 2; i++)); do aws ec2 create-vpc; done", ["ec2 create-vpc"]),
    ("time ((i = 1 << 2))\naws ec2 create-vpc", ["ec2 create-vpc"]),
    ("let 'x = 1 << 2'\naws ec2 create-vpc", ["ec2 create-vpc"]),
    (
      "((x)); ( (aws ec2 create-vpc) ); ((aws ec2 delete-vpc) )",
      ["ec2 create-vpc", "ec2 delete-vpc"]
    ),
    ("x=$((aws ec2 create-vpc); y)", ["ec2 create-vpc"]),
    ("a=([1 << 2]=3 [4]=x)\naws ec2 create-vpc", ["ec2 create-vpc"]),
    (
      "x=$(cat <<END\n$(aws ec2 create-vpc)\nEND\n)\naws sns list-topics",
      ["ec2 create-vpc", "sns list-topics"]
    ),
    (
      "cat <<A - <<'B' && aws ec2 create-vpc\nB\nA\n$(\nB\naws sns list-topics",
      ["ec2 create-vpc", "sns list-topics"]
    ),
    ("cat <<E\n\\\nE\n`aws ec2 create-vpc`\nE\n", ["ec2 create-vpc"]),
    ("diff <(aws ec2 create-vpc) >(aws sns list-topics)", ["ec2 create-vpc", "sns list-topics"]),
    (
      "case $(aws ec2 create-vpc) in *\")\"* | a) ;; b) aws sns list-topics ;& *) esac",
      ["ec2 create-vpc", "sns list-topics"]
    ),
    (
      "trap 'aws ec2 create-vpc' EXIT; bash -c 'aws sns list-topics'; eval 'aws sns list-a'",
      ["ec2 create-vpc", "sns list-a", "sns list-topics"]
    ),
    (
      "f() (aws ec2 create-vpc); g() [[ -n $(aws sns list-topics) ]]",
      ["f: ec2 create-vpc", "g: sns list-topics"]
    ),
    ("vpc::look() { aws ec2 create-vpc; }", ["vpc::look: ec2 create-vpc"]),
    ("aws ec2 create-vpc 2>&1 >/dev/null &> x &", ["ec2 create-vpc"]),
    ("exec 3>&1 {fd}<x; \"aws\" 'ec2' cre\"ate\"-vpc", ["ec2 create-vpc"]),
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

  @Test(arguments: [
    ("1️⃣\"2️⃣a", "template-unterminated"), ("1️⃣$(2️⃣a", "template-unterminated"),
    ("1️⃣${2️⃣a", "template-unterminated"), ("1️⃣`2️⃣a", "template-unterminated"),
    ("a 1️⃣'2️⃣b", "template-unterminated"), ("a 1️⃣$'2️⃣b", "template-unterminated"),
    ("(1️⃣(2️⃣a", "template-unterminated"), ("f() 1️⃣{2️⃣\na", "template-unterminated"),
    ("a 1️⃣<<E2️⃣\nb", "template-unterminated"), ("1️⃣case2️⃣ a in", "template-unterminated"),
    ("a=1️⃣(2️⃣b", "template-unterminated"), ("1️⃣[[2️⃣ a", "template-unterminated"),
    ("1️⃣}2️⃣", "template-not-understood"), ("a; 1️⃣fi2️⃣", "template-not-understood"),
    ("a (1️⃣b2️⃣)", "template-not-understood"), ("a &&1️⃣2️⃣", "template-not-understood"),
    ("1️⃣)2️⃣", "template-not-understood"), ("1️⃣coproc2️⃣ a", "template-not-understood"),
    ("a `b 1️⃣\\2️⃣$c`", "template-not-understood"),
    ("a <<1️⃣$E2️⃣\nb\n", "template-not-understood"),
    ("cat 1️⃣<<E2️⃣ $(\na)\nE\n", "template-not-understood"),
    ("eval 1️⃣\"$a\"2️⃣", "template-not-understood"),
    ("trap 1️⃣\"a $b\"2️⃣ EXIT", "template-not-understood"),
    ("bash -c 1️⃣\"$a\"2️⃣", "template-not-understood"),
    ("x=${a:-1️⃣<(2️⃣b)}", "template-not-understood"),
    // Calls
    ("1️⃣aws \"$s\" x2️⃣", "template-unreadable-call"),
    ("1️⃣aws ec2 \"$o\"2️⃣", "template-unreadable-call"),
    ("a 1️⃣aws2️⃣", "template-unreadable-call"),
    ("1️⃣aws --region x2️⃣ ec2 create-vpc", "template-unreadable-call"),
    ("1️⃣/usr/bin/aws \"$@\" a2️⃣", "template-unreadable-call"),
    ("1️⃣a$b2️⃣ c", "template-unreadable-call"), ("1️⃣{aws,ec2}2️⃣ c", "template-unreadable-call"),
    ("1️⃣$'aws'2️⃣ ec2 c", "template-unreadable-call"), ("1️⃣aw*2️⃣ c", "template-unreadable-call"),
    ("1️⃣tra\\p2️⃣ 'a' EXIT", "template-unreadable-call"),
    ("command 1️⃣eval2️⃣ \"$a\"", "template-unreadable-call"),
    ("run 1️⃣eval2️⃣ \"$a\"", "template-unreadable-call"),
    ("${v:-1️⃣aws2️⃣ ec2 create-vpc}", "template-not-understood"),
    ("aws ec2 1️⃣$\"2️⃣a\"", "template-not-understood"),
    ("aw1️⃣\\2️⃣\ns ec2 a", "template-not-understood"),
    ("a \"$1️⃣\\2️⃣\n(aws ec2 a)\"", "template-not-understood"),
    ("a &1️⃣\\2️⃣\n& b", "template-not-understood"),
    ("a <<E\n$(b 1️⃣\\2️⃣(c)\nE\n", "template-not-understood"),
    ("source 1️⃣\"$a\"2️⃣", "template-unreadable-source"),
  ])
  func whatCannotBeReadIsAProblem(script: String, code: String) {
    let marked = MarkedText(script)
    let file = SourceFile(name: "a", text: marked.text)
    let found = ScriptReader.read(marked.text).problems.map { $0.diagnostic(in: file) }
    expect(
      found, in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", to: "2️⃣")])
  }

  @Test func anythingIsReadToAnEnd() {
    var random = SeededGenerator(seed: Randomness.seed)
    let pieces = [
      "aws ec2 x", "\"", "'", "`", "\\", "$(", ")", "(", "${", "}", "$((", "))", "((", "<<E",
      "<<-'E'",
      "\nE\n", "[[", "]]", "case a in", "esac", ";;", "if", "then", "fi", "for", "do", "done", "{",
      "f()",
      " ", "\n", ";", "|", "&", "&&", "<", ">", "<(", "#", "#% if A\n", "\n#% end\n", "a=(", "a[",
      "]", "=",
      "$'", "é", "!", "time", "$", "trap 'a' X", "eval 'b'", "2>&1", "\t",
    ]
    for _ in 0..<(3_000 * Randomness.scale) {
      _ = ScriptReader.read(random.text(of: pieces, count: 0...14))
    }
    _ = ScriptReader.read(String(repeating: "$(", count: 100_000))
    _ = ScriptReader.read(String(repeating: "(", count: 100_000))
    _ = ScriptReader.read(String(repeating: "$((", count: 100_000))
    _ = ScriptReader.read(
      String(repeating: "$((", count: 60) + "x" + String(repeating: ") x)", count: 60))
    _ = ScriptReader.read(String(repeating: "if ", count: 100_000))
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
      """)
    func names(_ condition: Int) -> [String] {
      outline.conditions[condition].map { ($0.isSet ? "" : "not ") + $0.key }.sorted()
    }
    let conditions = outline.steps.compactMap { step -> String? in
      guard step.kind == .call || step.text.count == 1 else { return nil }
      let text = step.kind == .call ? step.operation : step.text
      return "\(outline.string(text)) if \(names(step.condition))"
    }
    #expect(
      conditions == [
        #"create-vpc if ["A"]"#, #"x if ["A", "B"]"#, #"y if ["A", "not B"]"#, "z if []",
      ])
    #expect(outline.includes.map(\.name) == ["more.sh"])
    #expect(outline.includes.map { names($0.condition) } == [["not A"]])
  }
}
