/// Fills a stack's templates with the values of a plan.
public struct Renderer: Sendable {
  private let content: Lazy<Content>

  /// What is read once for all deployments of a run, when the first of them is rendered.
  private struct Content {
    let templates: [String: Template]
    /// The files that are made, by name, ready for every deployment; not those that cannot be made.
    let prepared: [String: any PreparedFile]
  }

  /// A user's own templates are checked against what the stack offers; those in the binary are not, for a
  /// test did that, and they are read when they are needed.
  ///
  /// - Parameter diagnostics: gets what is wrong with the templates; with an error, render nothing.
  public init(stack: Stack, templates library: TemplateLibrary, diagnostics: inout [Diagnostic]) {
    guard !library.isEmbedded else {
      content = Lazy { Self.read(stack, library).content }
      return
    }
    let (read, problems) = Self.read(stack, library, isChecked: true)
    content = Lazy { read }
    diagnostics += problems
  }

  /// What is wrong with a stack's templates.
  static func problems(of stack: Stack, _ library: TemplateLibrary) -> [Diagnostic] {
    read(stack, library, isChecked: true).problems
  }

  private static func read(
    _ stack: Stack, _ library: TemplateLibrary, isChecked: Bool = false
  ) -> (content: Content, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    let includes = { (name: String) in library.template(name, stack: stack.name) }
    var templates: [String: Template] = [:]
    var scripts: [String: ScriptText] = [:]
    var outlines: [String: ScriptOutline] = [:]
    for file in stack.files {
      guard case .template = file.content else { continue }
      guard let template = includes(file.name) else {
        problems.append(missing(file.name, of: stack.name))
        continue
      }
      templates[file.name] = Template.parse(template, includes: includes, diagnostics: &problems)
      // Another text, .gitignore say, is no bash.
      guard file.name.hasSuffix(".sh") else { continue }
      scripts[file.name] = ScriptText(template, includes: includes) { file in
        let outline = outlines[file.path] ?? ScriptReader.read(file.text)
        outlines[file.path] = outline
        return outline
      }
    }
    if isChecked {
      let offered = Dictionary(
        stack.parameters.map { ($0.key, $0.typeName) }
          + stack.derivations.map { ($0.key, $0.typeName) }
      ) { first, _ in first }
      problems += TemplateCheck.diagnostics(templates, scripts: scripts, offered: offered)
    }
    if problems.hasErrors || scripts.values.contains(where: \.isUnreadable) { scripts = [:] }
    var prepared: [String: any PreparedFile] = [:]
    for file in stack.files {
      guard case .made(let maker) = file.content else { continue }
      let input = FileMaker.Input(name: file.name, stack: stack, scripts: scripts)
      prepared[file.name] = maker.prepare(input, &problems)
    }
    // What several scripts include is told once.
    return (Content(templates: templates, prepared: prepared), problems.withoutRepeats())
  }

  private static func missing(_ name: String, of stack: String) -> Diagnostic {
    Diagnostic(
      .error, "missing-template", "there is no template \(name) for the stack \(stack)",
      at: nil, help: "put it into \(stack)/ or common/ of the templates' folder")
  }

  /// The file of a type that is made.
  public func preparedFile<File: PreparedFile>(_ type: File.Type = File.self) -> File? {
    content.value.prepared.values.lazy.compactMap { $0 as? File }.first
  }

  /// The files of a deployment, in the stack's order.
  public func render(_ plan: Plan) -> [GeneratedFile] {
    let content = content.value
    return plan.files.compactMap { file -> GeneratedFile? in
      let text: String? =
        switch file.content {
        case .template: content.templates[file.name]?.render(plan.configuration)
        // As git has them everywhere with the .gitattributes beside them: a user's own copies can
        // have Windows line ends, on that machine alone.
        case .envTemplate: plan.configuration.source.text.withUnixLineEnds
        case .attachment(let key): plan.attachments[key]?.withUnixLineEnds
        case .made: content.prepared[file.name]?.text(for: plan.configuration)
        }
      return text.map {
        GeneratedFile(name: file.name, text: $0, isExecutable: file.isExecutable)
      }
    }
  }
}

extension [Diagnostic] {
  /// Each once, in this order.
  fileprivate func withoutRepeats() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
