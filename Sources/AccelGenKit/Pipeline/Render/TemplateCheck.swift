/// What a stack's templates declare, against what the stack offers and what they use.
///
/// A value is a readonly variable of the shell that runs a script: it holds in the script and in all that
/// it sources. So it must be declared by exactly one of these.
struct TemplateCheck {
  fileprivate struct Script {
    let template: Template
    let text: ScriptText
    /// The names in it, but for those in comments.
    let mentioned: Set<String>
  }

  /// By name.
  private let scripts: [String: Script]
  /// The type name of each key that the stack has.
  private let offered: [String: String]
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - templates: by name.
  ///   - scripts: the same, read as bash.
  static func diagnostics(
    _ templates: [String: Template], scripts: [String: ScriptText], offered: [String: String]
  ) -> [Diagnostic] {
    let problems = scripts.values.flatMap(\.problems)
    var check = TemplateCheck(
      scripts: Dictionary(
        uniqueKeysWithValues: templates.compactMap { name, template in
          scripts[name].map { (name, Script(template: template, text: $0)) }
        }), offered: offered)
    check.checkPlaces()
    for (name, template) in templates where scripts[name] == nil {
      for parameter in template.parameters {
        check.report(
          "template-parameter-place", "\(name) is no script, and can take no value",
          at: parameter.span, help: "make it in Swift, or end its name in .sh")
      }
    }
    // Of what is read in part, nobody knows what it uses.
    if !problems.hasErrors { check.run() }
    return problems + check.diagnostics
  }

  private init(scripts: [String: Script], offered: [String: String]) {
    self.scripts = scripts
    self.offered = offered
  }

  private mutating func run() {
    let names = scripts.keys.sorted()
    for name in names { checkSignature(of: name) }
    let sourced = Set(scripts.values.flatMap(\.text.sources))
    var used: Set<Template.Parameter> = []
    var declared: [Template.Parameter] = []
    for name in names {
      checkSources(of: name)
      let process = process(of: name)
      let parameters = process.flatMap { scripts[$0]?.template.parameters ?? [] }
      let mentioned = process.compactMap { scripts[$0]?.mentioned }
      used.formUnion(
        parameters.filter { parameter in mentioned.contains { $0.contains(parameter.key) } })
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
  }

  /// A directive in a quote or a here-document would put its file or value into that.
  private mutating func checkPlaces() {
    for script in scripts.values {
      for part in script.text.parts where part.outline.problems.isEmpty {
        let lines = script.template.directives[part.file.path] ?? []
        for line in lines where !part.outline.directives.contains(line.lowerBound) {
          diagnostics.append(ScriptReader.misplaced(line).diagnostic(in: part.file.source))
        }
      }
    }
  }

  private mutating func checkSources(of name: String) {
    for part in scripts[name]?.text.parts ?? [] {
      for source in part.outline.sources where scripts[source.name] == nil {
        report(
          "template-missing-source", "the stack has no script \(source.name)",
          at: part.file.span(source.range), help: "source a script that is made beside this one")
      }
    }
  }

  /// A script and what it sources, itself first.
  private func process(of name: String) -> [String] {
    var process = [name]
    var index = 0
    while index < process.count {
      for source in scripts[process[index]]?.text.sources ?? []
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
      reportUnknown(condition.key, at: condition.file.span(condition.range))
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
    for part in process.compactMap({ scripts[$0]?.text.parts }).joined() {
      for use in part.outline.uses where !use.isGuarded {
        let name = part.outline.string(use.name)
        guard !declared.contains(name), let typeName = offered[name] else { continue }
        report(
          "template-undeclared-parameter",
          "\(name) is used in \(process[0]), which does not declare it",
          at: part.file.span(use.name), help: "add #% param \(name) \(typeName) to \(process[0])")
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

extension TemplateCheck.Script {
  fileprivate init(template: Template, text: ScriptText) {
    self.template = template
    self.text = text
    var mentioned: Set<String> = []
    for part in text.parts {
      for line in part.outline.bytes.split(separator: .newline)
      where line.first(where: { !$0.isBlank }) != UInt8(ascii: "#") {
        for name in line.split(whereSeparator: { !$0.isNamePart }) {
          mentioned.insert(String(decoding: name, as: UTF8.self))
        }
      }
    }
    self.mentioned = mentioned
  }
}
