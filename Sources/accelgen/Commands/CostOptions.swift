import AccelGenKit

/// The options of the commands about money.
extension Options {
  static let hours = amount("--hours", "how many hours a month it stands (default: 730)")
  static let clientArea = Option<AcceleratorArea?>(
    "--client-area", "AREA", .choice(AcceleratorArea.allCases.map(\.rawValue)),
    "where the clients are, for what depends on it: "
      + AcceleratorArea.allCases.map(\.rawValue).joined(separator: ", ")
  ) { AcceleratorArea(rawValue: $0) }
  static let freeTier = Option(
    flag: "--free-tier", "count what AWS gives each account free of charge every month")
  static let compare = Option(
    flag: "--compare",
    "compare the Regions that the deployment could stand in, the cheapest first")
  static let prices = Option<[String]>(
    repeatable: "--prices", "FILE", .file,
    "prices that go before the built-in ones, from accelgen prices; - reads standard input"
  ) { $0 }

  /// How much a deployment is used: what the stacks' costs depend on, each once.
  static let measures: [Option<Quantity?>] = {
    var seen: Set<String> = []
    return Stack.all.flatMap { $0.costs?.measures ?? [] }
      .filter { seen.insert($0.option).inserted }.map(measure)
  }()

  static func measure(_ measure: UsageMeasure) -> Option<Quantity?> {
    amount(measure.option, measure.summary)
  }

  private static func amount(_ name: String, _ summary: String) -> Option<Quantity?> {
    Option(name, "N", .text, summary) { text throws(InvalidValue) in
      if let quantity = Quantity(text) { return quantity }
      throw InvalidValue(
        "wrong-number", "\(ShellWord.quoted(text)) is not a number",
        help: "plain digits, at most nine and six decimals, for example 100 or 0.5")
    }
  }
}
