import TestSupport

@testable import AccelGenKit

/// Makes bash scripts of any structure whose only commands are calls of `aws`, each of another operation,
/// and harmless ones.
struct RandomScript {
  private var random: SeededGenerator
  private var calls = 0

  private static let noise = [
    "\"", "'", "`", "\\", "$(", ")", "(", "${v:-", "}", " ", "\n", "#", "$((", "((", "))", ";",
    "<<E\n", "\nE\n", "v=", "v=(", "[[ ", " ]]", "case v in ", "v) ", ";; esac", "\\\n", "$'",
    "<<< ", "{", "$", "&& ", "| ", "if ", "fi", "a[", "]", "<(", "done", "1 << 2", "# '", "<",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// - Returns: a script, and whether something was put into it that may be in the wrong place.
  mutating func next() -> (text: String, isNoisy: Bool) {
    calls = 0
    let text = commands(depth: 3) + "\n"
    guard random.chance(50) else { return (text, false) }
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      scalars.insert(contentsOf: random.pick(Self.noise).unicodeScalars, at: place)
    }
    return (String(String.UnicodeScalarView(scalars)), true)
  }

  private mutating func commands(depth: Int) -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in command(depth: depth) }
      .reduce("") { text, command in
        let separators = ["\n", "\n", "; ", "\n# it's \"a $( comment\n"]
        // Behind the end of a here-document nothing can stand.
        return text.isEmpty || text.hasSuffix("\n")
          ? text + command : text + random.pick(separators) + command
      }
  }

  private mutating func call() -> String {
    calls += 1
    let name = "op-\(calls)"
    return random.pick([
      "aws s \(name)", "aws \"s\" '\(name)' \"$v\"", "V=\"a b\" aws s \(name) 2>&1",
      "run aws s \(name) >/dev/null", "! aws s op\"\(name.dropFirst(2))\"", "time aws s \(name)",
      "3>&1 aws s \(name) <<<\"'\"",
    ])
  }

  private mutating func command(depth: Int) -> String {
    guard depth > 0, random.chance(75) else { return call() }
    let inner = commands(depth: depth - 1)
    switch Int.random(in: 0..<24, using: &random) {
    case 0: return "(\(inner)\n)"
    case 1: return "{ \(inner)\n}"
    case 2: return "if [[ $v == a* && ( -n \"$v\" || $v =~ ^(b|c)$ ) ]]; then :; else\n\(inner)\nfi"
    case 3: return "for x in a \"b c\"; do \(inner)\ndone"
    case 4: return "for ((i = 1; i < 1 << 1; i++)); do\n\(inner)\ndone"
    case 5:
      return "case $v in\n  \"a)\" | b*) : ;;\n  (*) \(inner)\n    ;;\nesac"
    case 6: return "f() {\n\(inner)\n}\nf"
    case 7: return "function vpc::look { \(inner)\n}\nkind=vpc; \"$kind::look\""
    case 8: return "x=$( \(inner)\n)"
    case 9: return "x=\"a ${v:-\"$( \(inner)\n)\"} 'b\""
    case 10:
      calls += 1
      let (end, other) = ("E\(calls)", "F\(calls)")
      let inner = inner.contains("\\") ? call() : inner
      return "cat <<\(end) <<-'\(other)' >/dev/null\n' \" $( \(inner)\n) \\$(\n"
        + "\(end)\n\t$( \" \n\t\(other)\n"
    case 11: return "x=$((1 << 2 | $( \(inner)\n) + 1))"
    case 12: return "a=()\na[1 << 2]=3; x=${a[1 << 2]}\n\(inner)"
    case 13: return "((x = 1 << 2)) || time ((x = 2)) # '\n\(inner)"
    case 14: return "a=(aws s \(next: &calls)\n # it's\n --x)\n\"${a[@]}\""
    case 15: return "run cat <(\(inner)\n)"
    case 16: return "while read -r x; do \(inner)\ndone <<<\"a\""
    case 17: return "trap '\(call().replacing("'", with: ""))' EXIT"
    case 18: return "x=`\(call().replacing("\\", with: "").replacing("\n", with: " "))`"
    case 19: return "\(call()) | cat >/dev/null && { \(inner)\n}"
    case 20: return "x=a#b y='#' z=\"#\" # $(\n\(inner)"
    case 21: return "[[ -n $( \(inner)\n) ]]"
    case 22: return "x=${v#*'}'}${#v}$#\"${v%\\}}\"$'\\'('\n\(inner)"
    default: return "cat <<<\"$( \(inner)\n)\" >/dev/null"
    }
  }
}

extension DefaultStringInterpolation {
  /// The name of one more operation.
  fileprivate mutating func appendInterpolation(next calls: inout Int) {
    calls += 1
    appendInterpolation("op-\(calls)")
  }
}
