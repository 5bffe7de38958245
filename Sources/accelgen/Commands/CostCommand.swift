import AccelGenKit

extension Options {
  static let gigabytesIn = amount("--gb-in", "gigabytes a month that clients send (default: 0)")
  static let gigabytesOut = amount(
    "--gb-out", "gigabytes a month that the service answers (default: 0)")
  static let hours = amount("--hours", "how many hours a month it stands (default: 730)")
  static let prices = Option<[String]>(
    repeatable: "--prices", "FILE", .file,
    "prices that go before the built-in ones, from accelgen prices; - reads standard input"
  ) { $0 }

  private static func amount(_ name: String, _ summary: String) -> Option<Quantity?> {
    Option(name, "N", .text, summary) { text throws(InvalidValue) in
      if let quantity = Quantity(text) { return quantity }
      throw InvalidValue(
        "wrong-number", "\(ShellWord.quoted(text)) is not a number",
        help: "plain digits, at most nine and six decimals, for example 100 or 0.5")
    }
  }
}

extension CommandDescription {
  static let cost = CommandDescription(
    "cost", "estimate what a deployment costs a month, line by line",
    options: [
      Options.gigabytesIn, Options.gigabytesOut, Options.hours, Options.prices, Options.env,
      Options.stack,
    ],
    details: [
      "Shows each charge with its price, the price's Region, source and date, and compares the "
        + "total with the other ways to the service. Requests are what clients send (--gb-in), "
        + "responses what the service answers (--gb-out).",
      "A price that is not known is said to be unknown, never guessed; a total without it is \"at "
        + "least\" so much. accelgen has few prices built in, since they age: accelgen prices "
        + "prints how to ask AWS for today's.",
    ],
    examples: [
      Example("accelgen cost --gb-in 100 --gb-out 500", "with the prices that are built in"),
      Example(
        "accelgen cost --gb-in 100 --gb-out 500 --prices prices.json", "with today's prices"),
    ]
  ) { invocation throws(UsageError) in
    let usage = usage(invocation)
    let project = try Project(invocation)
    var diagnostics = project.diagnostics
    try project.refuse(
      invocation, unless: { $0.costs != nil }, "no-costs", "has no description of what it costs")
    let newer = PriceInput.read(invocation[Options.prices], diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else {
      return .invalid(diagnostics) { [.init("costs", [])] }
    }
    let prices = PriceBook.shipped.updated(with: newer)
    let estimates = project.plans.compactMap { plan in
      plan.stack.costs.map {
        (plan, CostEstimate($0, of: plan.configuration, usage: usage, prices: prices))
      }
    }
    let texts = estimates.map { plan, estimate in
      CostText.text(
        of: estimate, for: project.folder(of: plan), from: plan.configuration.source.name,
        style: invocation.style)
    }
    return Outcome(
      diagnostics: diagnostics, text: texts.joined(separator: "\n"),
      members: {
        let values = estimates.map { plan, estimate in
          JSONReport.cost(
            estimate, deployment: plan.deploymentName, file: plan.configuration.source.name)
        }
        return [.init("costs", .array(values))]
      })
  }

  private static func usage(_ invocation: Invocation) -> Usage {
    Usage(
      hours: invocation[Options.hours] ?? Usage.hoursOfMonth,
      gigabytesIn: invocation[Options.gigabytesIn] ?? .zero,
      gigabytesOut: invocation[Options.gigabytesOut] ?? .zero)
  }
}
