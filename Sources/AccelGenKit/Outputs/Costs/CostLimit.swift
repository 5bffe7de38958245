/// The most that a deployment may cost a month, where its env template sets that.
///
/// Nobody knows beforehand how much goes through: what stands there for a whole month is counted, at the built-in
/// prices, and no gigabyte.
public struct CostLimit: Sendable {
  private let parameter: Parameter<MonthlyLimit?>

  public init(_ parameter: Parameter<MonthlyLimit?>) { self.parameter = parameter }

  /// - Returns: an error where it costs more, with the charges and what costs less; a warning where that is not known.
  func findings(_ model: CostModel, of configuration: Configuration) -> [Diagnostic] {
    guard let limit = configuration[parameter].flatMap({ $0 }) else { return [] }
    let estimate = CostEstimate(
      model, of: configuration, usage: Usage(hours: Usage.hoursOfMonth), prices: .shipped)
    // What nothing goes through costs nothing, known or not.
    let lines = estimate.lines.filter { $0.charge.quantity > .zero }
    let total = CostTotal(lines)
    guard let currency = estimate.currency?.code else { return [] }
    let place = configuration.span(of: parameter)
    if total.amount > limit.amount {
      return [
        Diagnostic(
          .error, "cost-limit",
          "this deployment costs \(total.isComplete ? "" : "at least ")\(currency) "
            + "\(total.amount.text(.down)) a month, and \(parameter.key) is \(limit.text): "
            + Self.list(lines),
          at: place, help: Self.remedy(estimate, limit, currency))
      ]
    }
    guard !total.isComplete else {
      return Self.growth(estimate, beyond: limit, currency, at: place, key: parameter.key)
    }
    let unknown = lines.filter { $0.price == nil }.map(\.charge.name)
    return [
      Diagnostic(
        .warning, "cost-limit-unknown",
        "whether this deployment keeps within \(parameter.key) is not known: there is no price of "
          + unknown.joined(separator: ", "),
        at: place,
        help: "what is known adds up to \(currency) \(total.amount.text(.down)) a month")
    ]
  }

  /// A month as it is deployed is what is judged: how long anything has grown, nobody knows beforehand.
  ///
  /// - Returns: a note where it would cost more than the limit for a month in which all had grown.
  private static func growth(
    _ estimate: CostEstimate, beyond limit: MonthlyLimit, _ currency: String, at place: SourceSpan,
    key: String
  ) -> [Diagnostic] {
    guard let most = estimate.most, most.total.amount > limit.amount else { return [] }
    return [
      Diagnostic(
        .note, "cost-limit-most",
        "\(currency) \(most.total.amount.text(.nearest)) a month would be due with "
          + "\(most.condition); \(key) is \(limit.text)",
        at: place,
        help: "the limit is on what is due for a month as deployed, \(currency) "
          + "\(estimate.fixed.amount.text(.nearest)); accelgen cost shows how both add up")
    ]
  }

  /// What costs anything, the most expensive first.
  private static func list(_ lines: [CostLine]) -> String {
    let known = lines.compactMap { line in line.amount.map { (line.charge.name, $0) } }
    let costly = known.enumerated().filter { $0.element.1 > .zero }
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element)
    let unknown = lines.filter { $0.price == nil }.map { "\($0.charge.name) unknown" }
    return (costly.map { "\($0.0) \($0.1.text(.nearest))" } + unknown).joined(separator: ", ")
  }

  private static func remedy(
    _ estimate: CostEstimate, _ limit: MonthlyLimit, _ currency: String
  ) -> String {
    let cheaper = estimate.alternatives.filter { $0.total.amount < estimate.total.amount }
      .map { way in
        "\(way.alternative.name) costs \(way.total.isComplete ? "" : "at least ")"
          + "\(currency) \(way.total.amount.text(.nearest))"
      }
    let choices = cheaper.isEmpty ? "" : cheaper.joined(separator: ", ") + "; "
    let most = estimate.most.map {
      "with \($0.condition) it costs \($0.total.isComplete ? "" : "at least ")"
        + "\(currency) \($0.total.amount.text(.nearest)); "
    }
    return
      "\(choices)\(most ?? "")leave something out, or raise the limit; accelgen cost shows how this adds up"
  }
}

extension Plan {
  /// Whether the deployment keeps within what it may cost.
  public var costFindings: [Diagnostic] {
    guard let model = stack.costs, let limit = model.limit else { return [] }
    return limit.findings(model, of: configuration)
  }
}
