import AccelGenKit

extension CommandDescription {
  static let cost = CommandDescription(
    "cost", "estimate what a deployment costs a month, line by line",
    options: [.gigabytesIn, .gigabytesOut, .hours, .prices, .env, .stack],
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
    let usage = try usage(invocation)
    let project = try Project(invocation)
    var diagnostics = project.diagnostics
    guard let model = invocation.stack.costs else {
      throw UsageError(
        .usage("no-costs", "what the stack \(invocation.stack.name) costs is not described"))
    }
    let newer = PriceInput.read(invocation.values(of: .prices), diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else {
      return .invalid(diagnostics) { [.init("costs", [])] }
    }
    let prices = PriceBook.shipped.updated(with: newer)
    let estimates = project.plans.map { plan in
      (plan, CostEstimate(model, of: plan.configuration, usage: usage, prices: prices))
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

  private static func usage(_ invocation: Invocation) throws(UsageError) -> Usage {
    Usage(
      hours: try quantity(.hours, invocation) ?? Usage.hoursOfMonth,
      gigabytesIn: try quantity(.gigabytesIn, invocation) ?? .zero,
      gigabytesOut: try quantity(.gigabytesOut, invocation) ?? .zero)
  }

  private static func quantity(
    _ option: OptionDescription, _ invocation: Invocation
  ) throws(UsageError) -> Quantity? {
    guard let text = invocation.value(of: option) else { return nil }
    guard let quantity = Quantity(text) else {
      throw UsageError(
        .usage(
          "wrong-number", "\(option.name) is not a number: \(ShellWord.quoted(text))",
          help: "plain digits, at most nine and six decimals, for example 100 or 0.5"))
    }
    return quantity
  }
}
