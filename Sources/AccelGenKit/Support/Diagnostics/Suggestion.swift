/// "Did you mean": the nearest of some names by edit distance.
public enum Suggestion {
  /// The names that are near enough to be what was meant, nearest first, at most three.
  public static func names(near text: String, among names: some Sequence<String>) -> [String] {
    let typed = Array(text.lowercased().utf8)
    let limit = max(1, typed.count / 3)
    var found: [(distance: Int, name: String)] = []
    for name in names {
      let candidate = Array(name.lowercased().utf8)
      guard abs(candidate.count - typed.count) <= limit else { continue }
      let distance = distance(typed, candidate)
      if distance <= limit { found.append((distance, name)) }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.prefix(3).map(\.name)
  }

  /// "did you mean a, b or c?", or nil when nothing is near.
  public static func question(near text: String, among names: some Sequence<String>) -> String? {
    question(of: Self.names(near: text, among: names))
  }

  /// The same for names that were found by other means; nil when there are none.
  public static func question(of names: [String]) -> String? {
    guard let last = names.last else { return nil }
    guard names.count > 1 else { return "did you mean \(last)?" }
    return "did you mean \(names.dropLast().joined(separator: ", ")) or \(last)?"
  }

  /// How many insertions, deletions, replacements and swaps of neighbours turn one into the other
  /// (Damerau-Levenshtein, optimal string alignment).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      current.reserveCapacity(right.count + 1)
      for j in right.indices {
        var best = min(
          previous[j + 1] + 1, current[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforePrevious[j - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
