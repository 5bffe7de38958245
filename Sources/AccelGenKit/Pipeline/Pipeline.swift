/// From env templates to scripts, like a compiler, in stages that are each a value of their own type:
///
///     env text ─parse→ EnvFile ─validate→ Configuration ─plan→ Plan ─render→ [GeneratedFile]
///
/// 1. `EnvParser` (Parse/) reads the text and remembers where each part of it stood.
/// 2. `StackChoice` finds out which stack it is for, and `Stack.validate` (Validate/) makes typed values
///    of it and applies the stack's rules. `Claims` compares the deployments of a run.
/// 3. `Stack.plan` (Plan/) decides what is made.
/// 4. `Renderer` (Render/) fills the stack's templates, and makes what is no script.
///
/// What a stack is, and what its keys and values are, is in Definition/. None of the stages touches the disk,
/// prints or stops at the first problem: what is wrong goes into a list of `Diagnostic` (Support/, written out
/// by Outputs/Reports/). What comes out is written, or compared with what is there, by the command.
public struct Pipeline: Sendable {
  /// The stacks that this run is for, each once.
  public let stacks: [Stack]
  /// Which stack each env template is for.
  private let choice: StackChoice
  /// By the stack's name: those that this run needs.
  private let renderers: [String: Renderer]

  /// One env template and the means to read what it names.
  public struct Input: Sendable {
    public let source: SourceFile
    public let context: RuleContext

    public init(source: SourceFile, context: RuleContext) {
      self.source = source
      self.context = context
    }
  }

  /// A pipeline for env templates of one stack.
  ///
  /// - Parameter diagnostics: gets what is wrong with the templates.
  public init(stack: Stack, templates: TemplateLibrary, diagnostics: inout [Diagnostic]) {
    self.init(stacks: [stack], templates: templates, diagnostics: &diagnostics)
  }

  /// A pipeline for env templates of several stacks, the default one first.
  public init(stacks: [Stack], templates: TemplateLibrary, diagnostics: inout [Diagnostic]) {
    choice = StackChoice(among: stacks)
    self.stacks = stacks
    var renderers: [String: Renderer] = [:]
    for stack in stacks {
      renderers[stack.name] = Renderer(
        stack: stack, templates: templates, diagnostics: &diagnostics)
    }
    self.renderers = renderers
  }

  /// Reads and checks env templates, one by one and against each other, and the templates that they need.
  ///
  /// - Parameters:
  ///   - templates: reads those of a stack, with the means to tell what is wrong.
  ///   - diagnostics: gets all that is wrong.
  /// - Returns: a plan for each input, in the order given; one with an error has none.
  public static func run(
    _ inputs: [Input], choice: StackChoice,
    templates: (Stack, inout [Diagnostic]) -> TemplateLibrary,
    diagnostics: inout [Diagnostic]
  ) -> (pipeline: Pipeline, plans: [Plan]) {
    let requests = read(inputs, choice, &diagnostics)
    // That the templates are sound shall be known even where an env template is not.
    let needed = requests.isEmpty ? [choice.unlessNamed].compactMap { $0 } : requests.map(\.stack)
    var renderers: [String: Renderer] = [:]
    var stacks: [Stack] = []
    for stack in needed where renderers[stack.name] == nil {
      stacks.append(stack)
      var found: [Diagnostic] = []
      let library = templates(stack, &found)
      var problems: [Diagnostic] = []
      renderers[stack.name] = Renderer(stack: stack, templates: library, diagnostics: &problems)
      // With templates that cannot be read, that some are missing is no news.
      diagnostics += found.hasErrors ? found : found + problems
    }
    let pipeline = Pipeline(choice: choice, renderers: renderers, stacks: stacks)
    return (pipeline, pipeline.plans(for: requests, &diagnostics))
  }

  /// The same for a pipeline that has its templates.
  public func plans(for inputs: [Input], diagnostics: inout [Diagnostic]) -> [Plan] {
    plans(for: Self.read(inputs, choice, &diagnostics), &diagnostics)
  }

  /// The renderer of a deployment's stack.
  public func renderer(of plan: Plan) -> Renderer? { renderers[plan.stack.name] }

  /// The files of a deployment, in its stack's order.
  public func render(_ plan: Plan) -> [GeneratedFile] { renderer(of: plan)?.render(plan) ?? [] }

  private init(choice: StackChoice, renderers: [String: Renderer], stacks: [Stack]) {
    self.choice = choice
    self.stacks = stacks
    self.renderers = renderers
  }

  /// An env template that has been parsed.
  private struct Request {
    let env: EnvFile
    let stack: Stack
    let context: RuleContext
    /// What the parser has found.
    let problems: [Diagnostic]
  }

  private static func read(
    _ inputs: [Input], _ choice: StackChoice, _ diagnostics: inout [Diagnostic]
  ) -> [Request] {
    inputs.compactMap { input in
      var found: [Diagnostic] = []
      let env = EnvParser.parse(input.source, diagnostics: &found)
      guard let stack = choice.stack(for: env, diagnostics: &found) else {
        diagnostics += found
        return nil
      }
      return Request(env: env, stack: stack, context: input.context, problems: found)
    }
  }

  private func plans(for requests: [Request], _ diagnostics: inout [Diagnostic]) -> [Plan] {
    let plans = requests.compactMap { request -> Plan? in
      var found = request.problems
      let context = request.stack.readAttachments(of: request.env, in: request.context)
      let configuration = request.stack.validate(
        request.env, context: context, diagnostics: &found)
      diagnostics += found
      return configuration.map { request.stack.plan($0, context: context) }
    }
    diagnostics += Claims.conflicts(among: plans.map { ($0.stack, $0.configuration) })
    return plans
  }
}
