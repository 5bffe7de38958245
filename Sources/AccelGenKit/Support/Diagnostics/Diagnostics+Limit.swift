/// A file with a hundred thousand mistakes is told of in a page or two, in whatever form: nobody reads more,
/// and services that take reports refuse them.
extension [Diagnostic] {
  /// How many problems of one value are told: a list of a hundred thousand elements that are all wrong
  /// is one mistake.
  private static var mostForOneValue: Int { 100 }
  /// How many of one file are.
  private static var mostForOneFile: Int { 200 }

  /// The first of what one rule, or the reading of one value, has found, and how many more there are.
  func limitedForOneValue() -> [Diagnostic] { limited(to: Self.mostForOneValue) }

  /// The first of what there is to say of each file, and how many more there are.
  public func limitedForEachFile() -> [Diagnostic] {
    guard count > Self.mostForOneFile else { return self }
    var places: [String?: [Int]] = [:]
    for (index, diagnostic) in enumerated() {
      places[diagnostic.fileName, default: []].append(index)
    }
    guard places.values.contains(where: { $0.count > Self.mostForOneFile }) else { return self }
    var kept: [(index: Int, diagnostic: Diagnostic)] = []
    for indexes in places.values {
      let limited = indexes.map { self[$0] }.limited(to: Self.mostForOneFile)
      // What was cut stands behind the last that is left.
      kept += zip(indexes, limited).map { ($0, $1) }
    }
    return kept.sorted { $0.index < $1.index }.map(\.diagnostic)
  }

  /// So many of them, the worst if not all, in their order; then, for each severity, how many more.
  private func limited(to most: Int) -> [Diagnostic] {
    guard count > most else { return self }
    let worstFirst = indices.sorted {
      (self[$1].severity, $0) < (self[$0].severity, $1)
    }
    let kept = worstFirst.prefix(most).sorted().map { self[$0] }
    let rest = worstFirst.dropFirst(most).sorted().map { self[$0] }
    let severities: [Diagnostic.Severity] = [.error, .warning, .note]
    return kept
      + severities.compactMap { severity in
        let more = rest.filter { $0.severity == severity }
        guard let next = more.first else { return nil }
        let number = more.reduce(0) { $0 + $1.count }
        let message = "and \(number) more \(severity.rawValue)\(number == 1 ? "" : "s")"
        let help = "mend those above first"
        guard let span = next.span else {
          return Diagnostic(
            severity, "more-problems", message, about: next.path, help: help, count: number)
        }
        return Diagnostic(
          severity, "more-problems", message, at: span, help: help, count: number)
      }
  }
}
