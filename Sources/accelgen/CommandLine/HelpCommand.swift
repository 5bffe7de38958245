extension CommandDescription {
  static let help = CommandDescription(
    "help", "explain accelgen, or one of its commands",
    operand: Operand("COMMAND", .command),
    examples: [
      Example("accelgen help", "the commands"),
      Example("accelgen help check", "all about accelgen check; so does accelgen check --help"),
    ]
  ) { invocation throws(UsageError) in
    guard let name = invocation.operand else {
      return .text(HelpText.overview(style: invocation.style), named: "help")
    }
    guard let command = named(name) else {
      throw UsageError(
        .unknown(name, for: "accelgen help", among: all.map(\.name)))
    }
    return .text(HelpText.text(of: command, style: invocation.style), named: "help")
  }
}
