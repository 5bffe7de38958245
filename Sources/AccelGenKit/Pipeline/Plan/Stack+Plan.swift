extension Stack {
  /// Reads the attachments that an env template names, once: what the rules check and what the plan
  /// holds is then the same text, even when somebody writes to the file in between, or it is a pipe.
  ///
  /// - Returns: a context that answers for these files with what was read.
  func readAttachments(of env: EnvFile, in context: RuleContext) -> RuleContext {
    var contents: [String: AttachmentContent] = [:]
    for case .attachment(let key) in files.map(\.content) {
      let written = env.assignments.first { $0.key == key }?.value
      let path = written ?? parameters.first { $0.key == key }?.defaultText
      guard let path, !path.isEmpty, contents[path] == nil else { continue }
      contents[path] = context.readAttachment(path)
    }
    return RuleContext { [contents] path in contents[path] ?? context.readAttachment(path) }
  }

  /// Decides what a valid configuration makes: its files, and what each of them holds.
  public func plan(_ configuration: Configuration, context: RuleContext) -> Plan {
    var attachments: [String: String] = [:]
    let files = files.filter { file in
      file.condition.map { configuration[$0]?.value.isSet ?? false } ?? true
    }
    for case .attachment(let key) in files.map(\.content) {
      guard let path = configuration[key]?.value.text,
        case .file(let file) = context.readAttachment(path)
      else { continue }
      attachments[key] = file.text
    }
    return Plan(
      stack: self, configuration: configuration,
      deploymentName: configuration[deploymentNameKey]?.value.text ?? name,
      files: files, attachments: attachments)
  }
}
