/// From an env template to scripts, like a compiler, in stages that are each a value of their own type:
///
///     env text ─parse→ EnvFile ─validate→ Configuration ─plan→ Plan ─render→ [GeneratedFile]
///
/// 1. `EnvParser` (Pipeline/Parse/) reads the text and remembers where each part of it stood.
/// 2. `Stack.validate` (Pipeline/Validate/, AWS/) makes typed values of it and applies the stack's rules.
/// 3. `Stack.plan` (Pipeline/Plan/, Stacks/) decides what is made.
/// 4. `Renderer` (Pipeline/Render/) fills the stack's templates.
///
/// None of them touches the disk, prints or stops at the first problem: what is wrong goes into a list of
/// `Diagnostic` (Support/Diagnostics/, written out by Outputs/Reports/). What comes out is written, or compared with what
/// is there, by the command.
public struct Pipeline: Sendable {
  public let stack: Stack
  public let renderer: Renderer

  /// - Parameter diagnostics: gets what is wrong with the templates.
  public init(stack: Stack, templates: TemplateLibrary, diagnostics: inout [Diagnostic]) {
    self.stack = stack
    renderer = Renderer(stack: stack, templates: templates, diagnostics: &diagnostics)
  }

  /// One env template and the means to read what it names.
  public struct Input: Sendable {
    public let source: SourceFile
    public let context: RuleContext

    public init(source: SourceFile, context: RuleContext) {
      self.source = source
      self.context = context
    }
  }

  /// Reads and checks env templates, one by one and against each other.
  ///
  /// - Returns: a plan for each, in the order given; a file with an error has none.
  public func plans(for inputs: [Input], diagnostics: inout [Diagnostic]) -> [Plan] {
    let plans = inputs.compactMap { input -> Plan? in
      var found: [Diagnostic] = []
      let env = EnvParser.parse(input.source, diagnostics: &found)
      let context = stack.readAttachments(of: env, in: input.context)
      let configuration = stack.validate(env, context: context, diagnostics: &found)
      diagnostics += found
      return configuration.map { stack.plan($0, context: context) }
    }
    diagnostics += Claims.conflicts(among: plans.map { ($0.stack, $0.configuration) })
    return plans
  }
}
