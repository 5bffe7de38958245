/// Fills a stack's templates with the values of a plan.
public struct Renderer: Sendable {
  private let stack: Stack
  private let templates: [String: Template]
  /// The files that are made, by name, ready for every deployment; not those that cannot be made.
  private let prepared: [String: any PreparedFile]

  /// Reads every template of the stack once and checks it against what the stack offers.
  ///
  /// - Parameter diagnostics: gets what is wrong with the templates; with an error, render nothing.
  public init(stack: Stack, templates library: TemplateLibrary, diagnostics: inout [Diagnostic]) {
    self.stack = stack
    let offered = Dictionary(
      stack.parameters.map { ($0.key, $0.typeName) }
        + stack.derivations.map { ($0.key, $0.typeName) }
    ) { first, _ in first }
    let names = stack.files.compactMap { file -> String? in
      if case .template = file.content { file.name } else { nil }
    }
    let includes = { @Sendable name in library.entry(name, stack: stack.name) }
    let read = names.concurrentMap { name in
      Self.read(name, of: stack.name, includes: includes)
    }
    diagnostics += read.flatMap(\.diagnostics)
    let templates = Dictionary(
      read.compactMap { file in file.template.map { (file.name, $0) } }
    ) { first, _ in first }
    self.templates = templates
    // The longest first, so that nothing waits for it in the end.
    let longestFirst = templates.sorted {
      $0.value.source.text.utf8.count > $1.value.source.text.utf8.count
    }
    let outlines = Dictionary(
      uniqueKeysWithValues: longestFirst.concurrentMap { name, template in
        (name, ScriptReader.read(template.source.text) { includes($0)?.file.text })
      })
    diagnostics += TemplateCheck.diagnostics(
      templates, sources: { outlines[$0]?.sources ?? [] }, offered: offered)
    let sources = diagnostics.hasErrors ? [:] : templates.mapValues(\.source)
    var prepared: [String: any PreparedFile] = [:]
    for file in stack.files {
      guard case .made(let maker) = file.content else { continue }
      let input = FileMaker.Input(name: file.name, stack: stack, templates: sources) {
        library.file($0, stack: stack.name)
      }
      prepared[file.name] = maker.prepare(input, &diagnostics)
    }
    self.prepared = prepared
  }

  /// A template, nil if there is none of that name, and what is wrong with it.
  private static func read(
    _ name: String, of stack: String, includes: (String) -> TemplateLibrary.Entry?
  ) -> (name: String, template: Template?, diagnostics: [Diagnostic]) {
    guard let entry = includes(name) else {
      let missing = Diagnostic(
        .error, "missing-template", "there is no template \(name) for the stack \(stack)",
        at: nil, help: "put it into \(stack)/ or common/ of the templates' folder")
      return (name, nil, [missing])
    }
    var diagnostics: [Diagnostic] = []
    let template = Template.parse(entry, includes: includes, diagnostics: &diagnostics)
    return (name, template, diagnostics)
  }

  /// The file of a type that is made.
  public func preparedFile<File: PreparedFile>(_ type: File.Type = File.self) -> File? {
    prepared.values.lazy.compactMap { $0 as? File }.first
  }

  /// The files of a deployment, in the stack's order.
  public func render(_ plan: Plan) -> [GeneratedFile] {
    plan.files.compactMap { file -> GeneratedFile? in
      text(of: file, plan: plan).map {
        GeneratedFile(name: file.name, text: $0, isExecutable: file.isExecutable)
      }
    }
  }

  private func text(of file: Stack.File, plan: Plan) -> String? {
    switch file.content {
    case .template: templates[file.name]?.render(plan.configuration)
    case .envTemplate: plan.configuration.source.text
    case .attachment(let key): plan.attachments[key]
    case .made: prepared[file.name]?.text(for: plan.configuration)
    }
  }
}
