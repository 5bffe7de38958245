import TestSupport

@testable import AccelGenKit

/// Makes values that no type of the program allows, each of which would create a file named canary in
/// the current folder if any part of it ran.
struct HostileText {
  var random: SeededGenerator

  private static let pieces = [
    "$(>canary)", "`>canary`", ";>canary;", "\n>canary\n", "|>canary|", "&>canary&", ")>canary;(",
    "'$(>canary)'", "\"$(>canary)\"", "';>canary;'", "\";>canary;\"", "a[$(>canary)]=1",
    "[$(>canary)]=1", "A=1", "-v", "${A:=$(>canary)}", "$((a[$(>canary)]))", "}>canary;{", "X",
    "\nX\n>canary\n", "'", "\"", "\\", "\\'", "$", "`", "!", "*", "?", "[", "]", "{a,b}", "~", "#",
    " ", "\t", "\n", "\r", "\u{1}", "\u{7F}", "é", "🇨🇭", "a", "-", "=", "{{V}}", "%", "",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> String { random.text(of: Self.pieces, count: 0...5) }

  mutating func list() -> [String] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in next() }
  }

  /// A value that tries every way out of whatever it stands in.
  static let thatTriesEverything = pieces.joined()
}
