@testable import AccelGenKit

/// Makes templates with holes in all kinds of places, right and wrong ones. The only commands in them
/// are harmless; nothing in them creates a file.
struct RandomTemplate {
  private var random: SeededGenerator

  private static let noise = [
    "\"", "'", "`", "\\", "$(", ")", "(", "${v:-", "}", "{{V}}", "{{L}}", " ", "\n", "#", "$((",
    "((",
    "))", ";", "<<X\n", "\nX\n", "v=", "v=(", "[[ ", " ]]", "case v in ", "v) ", ";; esac", "\\\n",
    "$'", "<<< ", "\n#% if B\n", "\n#% else\n", "\n#% end\n", "{", "$", "&& ", "| ", "if ", "fi",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> String {
    var body = commands(depth: 3)
    if random.chance(40) {
      var scalars = Array(body.unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...scalars.count, using: &random)
        scalars.insert(contentsOf: random.pick(Self.noise).unicodeScalars, at: place)
      }
      body = String(String.UnicodeScalarView(scalars))
    }
    return "#% param V Text\n#% param L [Text]\n#% param B Bool\n#% if B\n: {{V}} {{L}}\n#% end\n"
      + body
      + "\n"
  }

  private mutating func commands(depth: Int) -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in command(depth: depth) }
      .joined(separator: random.pick(["\n", "\n", "; ", " && ", " | "]))
  }

  private mutating func command(depth: Int) -> String {
    guard depth > 0 else { return "show " + word(depth: 0) }
    switch Int.random(in: 0..<19, using: &random) {
    case 0: return "(" + commands(depth: depth - 1) + ")"
    case 1: return "if show; then\n" + commands(depth: depth - 1) + "\nfi"
    case 2:
      return "case " + word(depth: 0) + " in\n  a | " + word(depth: 0) + ") "
        + commands(depth: depth - 1) + " ;;\n  (*) show ;;\nesac"
    case 3: return "#% if B\n" + commands(depth: depth - 1) + "\n#% end"
    case 4: return "v=" + word(depth: depth - 1)
    case 5: return "v=(" + words(depth: depth - 1) + ")"
    case 6: return "show <<X " + word(depth: 0) + "\n" + word(depth: 0) + " ' \" $(\nX"
    case 7: return "for v in " + words(depth: 0) + "; do " + command(depth: depth - 1) + "; done"
    case 8:
      return "v=1 show " + words(depth: depth - 1) + " # " + random.pick(["it's", "{{V}}", "$("])
    case 9: return "((v = 1 + " + random.pick(["2", "(3 << 1)", "{{V}}", "${#v}"]) + "))"
    case 10: return "[[ a == " + word(depth: 0) + " ]]"
    case 11: return word(depth: 0) + " " + word(depth: 0)
    case 12: return "f() { local v=" + word(depth: 0) + "; " + command(depth: depth - 1) + "; }; f"
    case 13:
      return "function f " + random.pick(["{ ", "() { "]) + words(depth: 0) + "; }; f"
    case 14: return random.pick(["time ", "time -p ", "time -- "]) + words(depth: 0)
    // Here only a hole could run: a template that evaluates "$v" itself is its author's own doing.
    case 15:
      return random.pick(["e\\val", "\"eval\"", "'e'val", "{eval,show}", "builtin eval"]) + " "
        + random.pick(["{{V}}", "{{L}}", "show"])
    case 16: return "show $[ 1 + " + random.pick(["{{V}}", "2"]) + " ]"
    case 17: return random.pick(["declare", "export"]) + " -i v=1; v=" + word(depth: 0)
    default: return "show " + words(depth: depth - 1)
    }
  }

  private mutating func words(depth: Int) -> String {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in word(depth: depth) }
      .joined(separator: random.pick([" ", " ", " \\\n  "]))
  }

  private mutating func word(depth: Int) -> String {
    switch Int.random(in: 0..<14, using: &random) {
    case 0...4: return random.pick(["{{V}}", "{{V}}", "{{L}}"])
    case 5: return "'" + random.pick(["a", "\"", "$(", "\\", "#", "(", "{{V}}", "\n"]) + "'"
    case 6 where depth > 0: return "\"a$(" + commands(depth: depth - 1) + ")\""
    case 7 where depth > 0: return "$(" + commands(depth: depth - 1) + ")"
    case 8 where depth > 0: return "\"${v:-" + word(depth: depth - 1) + "}\""
    case 9:
      return random.pick(["$((1 + (2)))", "${v#*'}'}", "${#v}", "$#", "\\'", "\\\"", "$'\\''"])
    case 10: return "\"" + random.pick(["'", "\\\"", "$v", "#", "$", "{{V}}", "a\nb"]) + "\""
    case 11: return random.pick(["`show 'a'`", "a#b", "a{{V}}", "--a={{V}}", "{{V}}\"a\""])
    default: return random.pick(["a", "b-c", "$v"])
    }
  }
}
