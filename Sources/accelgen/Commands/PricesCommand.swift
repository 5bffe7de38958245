import AccelGenKit

extension Options {
  static let from = Option<[String]>(
    repeatable: "--from", "FILE", .file,
    "what the printed commands answered; - reads standard input"
  ) { $0 }
}

extension CommandDescription {
  static let prices = CommandDescription(
    "prices", "print the AWS CLI calls that refresh the prices, or read their answers",
    options: [Options.from, Options.clientArea, Options.env, Options.stack],
    details: [
      "Without --from: prints a bash script that asks AWS's Price List API for the prices that "
        + "accelgen cost uses for these deployments, and for the other ways that it compares. The "
        + "script prints the answers, changes nothing and costs nothing; it needs "
        + "pricing:GetProducts.",
      "With --from: prints the prices that the answers hold as a price file, short enough to read "
        + "and to commit. accelgen cost --prices takes it, and takes the answers as they are, too. "
        + "On standard error it tells which built-in prices are others, and by how much; the exit "
        + "code is then 3, so that CI can watch.",
    ],
    examples: [
      Example("accelgen prices", "the script, for the Regions of ./env.template"),
      Example(
        "accelgen prices | bash | accelgen prices --from - > prices.json",
        "ask AWS now, and keep the prices"),
      Example("accelgen prices --from answers.json > prices.json", "the same in two steps"),
    ]
  ) { invocation throws(UsageError) in
    let answers = invocation[Options.from]
    return answers.isEmpty ? try script(invocation) : priceFile(answers)
  }

  private static func script(_ invocation: Invocation) throws(UsageError) -> Outcome {
    let project = try Project(invocation)
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { [.init("script", .null)] }
    }
    let area = invocation[Options.clientArea]
    let keys = project.plans.flatMap { plan in
      plan.stack.costs?.keys(plan.configuration, clientArea: area) ?? []
    }
    let script = PriceScript.text(PriceQuery.queries(for: keys))
    var diagnostics = project.diagnostics
    if keys.contains(where: \.isOfGovCloud) {
      diagnostics.append(
        Diagnostic(
          .note, "commercial-credentials",
          "GovCloud has no Price List API: its prices are in the commercial partition's", at: nil,
          help: "run the script with credentials of a commercial account"))
    }
    return Outcome(
      diagnostics: diagnostics, text: script, members: { [.init("script", .string(script))] })
  }

  private static func priceFile(_ paths: [String]) -> Outcome {
    var diagnostics: [Diagnostic] = []
    let prices = PriceInput.read(paths, diagnostics: &diagnostics)
    let value = PriceFile.value(prices)
    guard !diagnostics.hasErrors else {
      return .invalid(diagnostics) { [.init("prices", [])] }
    }
    let (differences, compared) = PriceDifference.all(of: prices)
    return Outcome(
      diagnostics: diagnostics, findings: differences.map(\.finding), text: value.text,
      hint: DifferenceText.text(of: differences, compared: compared, given: prices.count),
      members: {
        [
          .init("prices", value),
          .init("differences", .array(differences.map(JSONReport.difference))),
        ]
      },
      exitCode: differences.isEmpty ? .done : .stale)
  }
}

extension Price.Key {
  fileprivate var isOfGovCloud: Bool {
    region.flatMap(RegionCatalogue.find)?.partition == "aws-us-gov"
  }
}

extension PriceDifference {
  fileprivate var finding: Diagnostic {
    let all = tiers.map { tier in
      "\(tier.given?.text ?? "none") in place of \(tier.builtIn?.text ?? "none")"
        + (tier.start == .zero ? "" : " above \(tier.start.text)")
    }
    return Diagnostic(
      .warning, "price-differs",
      "the built-in price of \(given.key.text) is another: \(all.joined(separator: ", "))", at: nil,
      help: "give these prices to accelgen cost --prices")
  }
}
