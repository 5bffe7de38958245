import AccelGenKit

extension CommandDescription {
  static let cost = CommandDescription(
    "cost", "estimate what a deployment costs a month, line by line",
    options: Options.measures + [
      Options.hours, Options.clientArea, Options.freeTier, Options.compare, Options.prices,
      Options.env, Options.stack,
    ],
    details: [
      "Shows each charge with its price, the price's Region, source and date, and compares the "
        + "total with the other ways to the same end. With --compare: what it would cost in each "
        + "Region of the partition.",
      "A price that is not known is said to be unknown, never guessed; a total without it is \"at "
        + "least\" so much. Prices age: accelgen prices prints how to ask AWS for today's, and tells "
        + "which of the built-in ones differ.",
    ],
    examples: [
      Example("accelgen cost --gb-in 100 --gb-out 500", "with the prices that are built in"),
      Example(
        "accelgen cost --gb-in 100 --gb-out 500 --prices prices.json", "with today's prices"),
      Example("accelgen cost --gb-out 500 --compare", "where it would cost least"),
    ]
  ) { invocation throws(UsageError) in
    let today = try Today.read()
    // What costs too much is shown all the same: that is how one sees why.
    let project = try Project(invocation, canCostMore: true)
    var diagnostics = project.diagnostics
    try project.refuse(
      invocation, unless: { $0.costs != nil }, "no-costs", "has no description of what it costs")
    if invocation[Options.compare] {
      try project.refuse(
        invocation, unless: { $0.costs?.placement != nil }, "nothing-to-compare",
        "has no Region that is a matter of choice")
    }
    try refuseUnused(invocation, project)
    let newer = PriceInput.read(invocation[Options.prices], diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else {
      return .invalid(diagnostics) { [.init("costs", [])] }
    }
    let pricing = Pricing(
      prices: PriceBook.shipped.updated(with: newer), today: today, invocation: invocation)
    return invocation[Options.compare]
      ? comparison(project, pricing, diagnostics) : estimate(project, pricing, diagnostics)
  }

  /// What all deployments of a run are priced with.
  private struct Pricing {
    let prices: PriceBook
    let today: CalendarDate
    let invocation: Invocation

    var countsFree: Bool { invocation[Options.freeTier] }
    var style: TextStyle { invocation.style }

    func usage(_ model: CostModel) -> Usage {
      let amounts = model.measures.map { ($0, invocation[Options.measure($0)] ?? .zero) }
      return Usage(
        hours: invocation[Options.hours] ?? Usage.hoursOfMonth,
        Dictionary(amounts) { first, _ in first }, clientArea: invocation[Options.clientArea])
    }
  }

  private static func estimate(
    _ project: Project, _ pricing: Pricing, _ diagnostics: [Diagnostic]
  ) -> Outcome {
    let estimates = project.plans.compactMap { plan in
      plan.stack.costs.map { model in
        (
          plan,
          CostEstimate(
            model, of: plan.configuration, usage: pricing.usage(model), prices: pricing.prices,
            countsFree: pricing.countsFree)
        )
      }
    }
    let texts = estimates.map { plan, estimate in
      CostText.text(
        of: estimate, for: project.folder(of: plan), from: plan.configuration.source.name,
        today: pricing.today, style: pricing.style)
    }
    return Outcome(
      diagnostics: (diagnostics + project.costFindings).sortedByPlace(),
      text: texts.joined(separator: "\n"),
      members: {
        let values = estimates.map { plan, estimate in
          JSONReport.cost(
            estimate, deployment: plan.deploymentName, file: plan.configuration.source.name)
        }
        return [.init("costs", .array(values))]
      }, exitCode: project.costFindings.hasErrors ? .invalidInput : .done)
  }

  private static func comparison(
    _ project: Project, _ pricing: Pricing, _ diagnostics: [Diagnostic]
  ) -> Outcome {
    let comparisons = project.plans.compactMap { plan in
      plan.stack.costs.flatMap { model in
        CostComparison(
          model, of: plan.configuration, usage: pricing.usage(model), prices: pricing.prices,
          countsFree: pricing.countsFree
        ).map { (plan, $0) }
      }
    }
    let texts = comparisons.map { plan, comparison in
      ComparisonText.text(
        of: comparison, for: project.folder(of: plan), from: plan.configuration.source.name,
        today: pricing.today, style: pricing.style)
    }
    return Outcome(
      diagnostics: diagnostics, text: texts.joined(separator: "\n"),
      members: {
        let values = comparisons.map { plan, comparison in
          JSONReport.comparison(
            comparison, deployment: plan.deploymentName, file: plan.configuration.source.name)
        }
        return [.init("comparisons", .array(values))]
      })
  }

  /// Refuses how much of something that the costs of none of the stacks depend on.
  private static func refuseUnused(
    _ invocation: Invocation, _ project: Project
  ) throws(UsageError) {
    guard !project.plans.isEmpty else { return }
    let taken = Set(project.plans.flatMap { $0.stack.costs?.measures ?? [] }.map(\.option))
    for option in Options.measures
    where invocation.has(option) && !taken.contains(option.description.name) {
      throw UsageError(
        .usage(
          "option-not-taken", "what this costs does not depend on \(option.description.name)",
          help: "it depends on "
            + (taken.sorted() + [Options.hours.description.name]).joined(separator: ", ")))
    }
  }
}
