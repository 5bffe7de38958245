import TestSupport

@testable import AccelGenKit

/// Makes env templates: valid ones, nearly valid ones and hostile ones.
struct RandomEnvText {
  var random: SeededGenerator

  static let keys = ["A", "B", "C", "KEY_1", "_x", "exported"]
  private static let plain = [
    "a", "Zz9", "eu-west-1", "10.0.0.0/8", ",", "=", ":", "@", "%", "+", "_",
  ]
  private static let literal = plain + ["^", "!", "]", "}", "é", "🇨🇭", "\u{A0}"]
  private static let special = [
    "$", "`", "\"", "'", "\\", "*", "?", "[", "~", "{", "{a,b}", "|", "&", ";", "<", ">", "(", ")",
    "#", " ", "$(>canary)", "`>canary`", ";>canary;", ">canary", "${A:-x}", "$((1))", "$'", "$\"",
    "a b", "\\\\", "$1", "$$", "<(>canary)", ":~", "=~", "(a b)", "$[1]", "${", "!!",
  ]
  private static let noise =
    special + literal
    + [
      "\n", "\r\n", "\t", "\u{1}", "\u{7F}", "\\\n", "\"", "\"", "'", "'", " #", "export ", "A=",
      "B=", " C=", "+=", "$A", "${B}", "\u{FEFF}", "[0]=", "readonly ", "unset A", "=", " = ",
    ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A text that must be accepted.
  mutating func valid() -> String {
    var lines: [String] = []
    var known: [String] = []
    for key in Self.keys.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)) {
      if random.chance(20) {
        lines.append(random.pick(["", "  ", "# A=1 $(>canary) ' \\", "\t#"]))
      }
      var line = random.pick(["", "", "  ", "\t", "export ", "export\t ", " export "])
      line += key + "=" + value(known)
      line += random.pick(["", "", " ", "\t ", " # it's \"$(>canary)", " #"])
      lines.append(line)
      known.append(key)
    }
    return lines.joined(separator: random.chance(5) ? "\r\n" : "\n")
      + random.pick(["", "\n", "\n\n"])
  }

  /// A valid text with a few changes.
  mutating func nearlyValid() -> String {
    var scalars = Array(valid().unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      if random.chance(60) {
        scalars.insert(contentsOf: random.pick(Self.noise).unicodeScalars, at: place)
      } else if place < scalars.count {
        scalars.remove(at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Anything that has a meaning to bash, in any order.
  mutating func hostile() -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      random.pick(["", "export "]) + random.pick(Self.keys) + "="
        + random.text(of: Self.noise, count: 0...6)
    }.joined(separator: "\n")
  }

  private mutating func value(_ known: [String]) -> String {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      switch Int.random(in: 0..<6, using: &random) {
      case 0: singleQuoted()
      case 1: doubleQuoted(known)
      case 2:
        "\\" + random.pick(["$", "`", "\"", "'", "\\", "*", "~", "{", " ", "#", "a", "é", ";"])
      case 3: reference(known) ?? "a"
      default: random.text(of: Self.literal, count: 1...3)
      }
    }.joined()
  }

  private mutating func singleQuoted() -> String {
    let text = random.text(of: Self.special + Self.literal, count: 0...4)
    return "'" + text.replacing("'", with: "") + "'"
  }

  private mutating func doubleQuoted(_ known: [String]) -> String {
    let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: "\\" + random.pick(["$", "`", "\"", "\\", "a", "'", "*", "!", "é", " "])
      case 1: reference(known) ?? "$ "
      default:
        random.text(of: Self.special + Self.literal, count: 1...3)
          .filter { !"$`\"\\".contains($0) }
      }
    }
    return "\"" + parts.joined() + "\""
  }

  private mutating func reference(_ known: [String]) -> String? {
    guard !known.isEmpty else { return nil }
    let key = random.pick(known)
    return random.pick(["${\(key)}", "$\(key)/", "$\(key)\\$"])
  }
}
