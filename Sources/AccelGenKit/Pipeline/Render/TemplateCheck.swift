/// What a stack's templates declare, against what the stack offers and what they use.
///
/// A value is a readonly variable of the shell that runs a script: it holds in the script and in all that
/// it sources. So it must be declared by exactly one of these.
struct TemplateCheck {
  private struct Script {
    let template: Template
    let names: [VariableNames]
    let sources: [String]
  }

  /// By name.
  private let scripts: [String: Script]
  /// The type name of each key that the stack has.
  private let offered: [String: String]
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - templates: by name.
  ///   - sources: the names of the files that a script reads with `source`.
  static func diagnostics(
    _ templates: [String: Template], sources: (String) -> [String], offered: [String: String]
  ) -> [Diagnostic] {
    var check = TemplateCheck(
      scripts: Dictionary(
        uniqueKeysWithValues: templates.map { name, template in
          let names = template.files.map { VariableNames(in: $0.text) }
          return (name, Script(template: template, names: names, sources: sources(name)))
        }), offered: offered)
    check.run()
    return check.diagnostics
  }

  private init(scripts: [String: Script], offered: [String: String]) {
    self.scripts = scripts
    self.offered = offered
  }

  private mutating func run() {
    let names = scripts.keys.sorted()
    for name in names { checkSignature(of: name) }
    let sourced = Set(scripts.values.flatMap(\.sources))
    var used: Set<Template.Parameter> = []
    var declared: [Template.Parameter] = []
    for name in names {
      let process = process(of: name)
      let parameters = process.flatMap { scripts[$0]?.template.parameters ?? [] }
      let mentioned = process.compactMap { scripts[$0] }.flatMap(\.names)
      used.formUnion(
        parameters.filter { key in mentioned.contains { $0.mentioned.contains(key.key) } })
      declared += scripts[name]?.template.parameters ?? []
      // What a file needs that is only sourced is told where its process is whole.
      guard !sourced.contains(name) else { continue }
      checkRepeats(parameters)
      checkUses(in: process, declared: Set(parameters.map(\.key)))
    }
    for parameter in declared where !used.contains(parameter) {
      report(
        "template-unused-parameter", "\(parameter.key) is declared, but not used",
        at: parameter.span, help: "delete the line, or use $\(parameter.key); #% if needs none")
    }
    diagnostics = diagnostics.withoutRepeats()
  }

  /// A script and what it sources, itself first.
  private func process(of name: String) -> [String] {
    var process = [name]
    var index = 0
    while index < process.count {
      for source in scripts[process[index]]?.sources ?? []
      where scripts[source] != nil && !process.contains(source) {
        process.append(source)
      }
      index += 1
    }
    return process
  }

  private mutating func checkSignature(of name: String) {
    guard let template = scripts[name]?.template else { return }
    for parameter in template.parameters {
      guard let typeName = offered[parameter.key] else {
        reportUnknown(parameter.key, at: parameter.span)
        continue
      }
      guard typeName != parameter.typeName else { continue }
      report(
        "template-type-mismatch",
        "\(parameter.key) is declared as \(parameter.typeName), but the stack's is \(typeName)",
        at: parameter.span, help: "write #% param \(parameter.key) \(typeName)")
    }
    for condition in template.conditions where offered[condition.key] == nil {
      reportUnknown(condition.key, at: condition.span)
    }
  }

  private mutating func reportUnknown(_ key: String, at span: SourceSpan) {
    report(
      "template-unknown-key", "the stack has no key \(key)", at: span,
      help: Suggestion.question(near: key, among: offered.keys) ?? "accelgen explain lists the keys"
    )
  }

  /// bash ends a script that sets a readonly variable a second time.
  private mutating func checkRepeats(_ parameters: [Template.Parameter]) {
    var first: [String: Template.Parameter] = [:]
    for parameter in parameters.reversed() {
      guard let other = first[parameter.key], other != parameter else {
        first[parameter.key] = parameter
        continue
      }
      report(
        "template-repeated-parameter",
        "\(parameter.key) is declared by what this script includes or sources", at: parameter.span,
        help: "delete one of the two lines",
        related: [.init("declared here too", at: other.span)])
    }
  }

  private mutating func checkUses(in process: [String], declared: Set<String>) {
    for script in process.compactMap({ scripts[$0] }) {
      for (file, names) in zip(script.template.files, script.names) {
        for use in names.uses where !use.isGuarded && !declared.contains(use.name) {
          guard let typeName = offered[use.name] else { continue }
          report(
            "template-undeclared-parameter",
            "\(use.name) is used in \(process[0]), which does not declare it",
            at: SourceSpan(file: file, range: use.range),
            help: "add #% param \(use.name) \(typeName) to \(process[0])")
        }
      }
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String,
    related: [Diagnostic.Related] = []
  ) {
    diagnostics.append(Diagnostic(.error, code, message, at: span, help: help, related: related))
  }
}

extension [Diagnostic] {
  /// Each once, in this order.
  fileprivate func withoutRepeats() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
