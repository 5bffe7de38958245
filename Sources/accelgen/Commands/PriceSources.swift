import AccelGenKit

/// The sources of prices, each once, numbered as they are met.
struct PriceSources {
  private let texts: [String]
  private let numbers: [String: Int]

  init(_ lines: [CostLine]) {
    var texts: [String] = []
    var numbers: [String: Int] = [:]
    for line in lines {
      for source in [line.price?.source, line.price?.secondSource] {
        guard let text = source.map(Self.text), numbers[text] == nil else { continue }
        texts.append(text)
        numbers[text] = texts.count
      }
    }
    self.texts = texts
    self.numbers = numbers
  }

  /// For example `[1]`, or `[2]+[3]` where a second source says the same; a star for what is
  /// presumed.
  func mark(_ price: Price) -> String {
    let marks = [price.source, price.secondSource].compactMap { $0.flatMap(number(of:)) }
    return marks.map { "[\($0)]" }.joined(separator: "+")
      + (price.presumption == nil ? "" : "*")
  }

  /// The first sources of several lines, each once, rising: `[1-3] [5]`.
  func marks(_ lines: [CostLine]) -> String {
    let used = Set(lines.compactMap { line in line.price.flatMap { number(of: $0.source) } })
    var runs: [ClosedRange<Int>] = []
    for number in used.sorted() {
      if let last = runs.last, last.upperBound == number - 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count == 1 ? "[\(run.lowerBound)]" : "[\(run.lowerBound)-\(run.upperBound)]"
    }.joined(separator: " ")
  }

  /// A line a source; what is longer than that goes on below its beginning.
  var text: String {
    zip(1..., texts).map { number, text in
      let mark = "[\(number)] "
      let lines = text.wrapped(to: 100 - mark.utf8.count)
      let indent = "\n" + String(repeating: " ", count: mark.utf8.count)
      return mark + lines.joined(separator: indent) + "\n"
    }.joined()
  }

  private func number(of source: PriceSource) -> Int? { numbers[Self.text(source)] }

  private static func text(_ source: PriceSource) -> String {
    "\(source.text), \(source.date ?? "undated")"
  }
}
