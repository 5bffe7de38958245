extension Stack {
  /// Decides what a valid configuration makes: its files, and what each of them holds.
  public func plan(_ configuration: Configuration, context: RuleContext) -> Plan {
    var attachments: [String: String] = [:]
    let files = files.filter { file in
      file.condition.map { configuration[$0]?.value.isSet ?? false } ?? true
    }
    for case .attachment(let key) in files.map(\.content) {
      guard let path = configuration[key]?.value.text,
        case .text(let text) = context.readAttachment(path)
      else { continue }
      attachments[key] = text
    }
    return Plan(
      stack: self, configuration: configuration,
      deploymentName: configuration[deploymentNameKey]?.value.text ?? name,
      files: files, attachments: attachments)
  }
}
