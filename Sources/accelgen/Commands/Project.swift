import AccelGenKit

/// What a command line asks to generate: env templates and templates, read and checked.
struct Project {
  private let pipeline: Pipeline
  /// One for each env template without an error, in the order given.
  let plans: [Plan]
  /// Everything that is wrong, sorted.
  let diagnostics: [Diagnostic]
  /// What there is to say of deployments that cost more than they may, sorted.
  let costFindings: [Diagnostic]
  /// Whether each deployment has a folder of its own below the output folder's.
  let isForSeveral: Bool
  /// The folder that the deployments' folders are in, as the user would type it.
  let output: String

  /// - Parameter canCostMore: whether it does not matter what its deployments may cost.
  init(_ invocation: Invocation, canCostMore: Bool = false) throws(UsageError) {
    var diagnostics: [Diagnostic] = []
    let inputs = try Self.inputs(invocation, diagnostics: &diagnostics)
    (pipeline, plans) = Pipeline.run(
      inputs, choice: invocation.stackChoice,
      templates: { stack, problems in
        invocation[Options.templates].map {
          TemplateFolder.read($0, stack: stack, diagnostics: &problems)
        } ?? invocation.builtIn
      }, diagnostics: &diagnostics)
    costFindings = plans.flatMap(\.costFindings).sortedByPlace()
    self.diagnostics = (diagnostics + (canCostMore ? [] : costFindings)).sortedByPlace()
    isForSeveral = invocation.isForSeveral
    output = invocation[Options.output] ?? "generated"
  }

  /// The files of a deployment.
  func render(_ plan: Plan) -> [GeneratedFile] { pipeline.render(plan) }

  /// The least policy that the scripts of a deployment need.
  func policy(of plan: Plan, for purposes: [PolicyPurpose]) -> AccessPolicy? {
    pipeline.renderer(of: plan)?.policy(of: plan, for: purposes)
  }

  /// Refuses a command that means nothing for the stack of a deployment, and names those for which it does.
  ///
  /// - Parameters:
  ///   - hasMeaning: whether it means something for a stack.
  ///   - problem: what to say of the stack, after its name.
  func refuse(
    _ invocation: Invocation, unless hasMeaning: (Stack) -> Bool, _ code: DiagnosticCode,
    _ problem: String
  ) throws(UsageError) {
    guard let stack = pipeline.stacks.first(where: { !hasMeaning($0) }) else { return }
    let others = invocation.stacks.filter(hasMeaning).map(\.name)
    throw UsageError(
      .usage(
        code, "the stack \(stack.name) \(problem)",
        help: others.isEmpty
          ? nil : "accelgen \(invocation.command.name) is for \(others.joined(separator: ", "))"))
  }

  /// The folder of a deployment, as the user would type it.
  func folder(of plan: Plan) -> String {
    FileSystem.join(output, isForSeveral ? plan.deploymentName : plan.stack.name)
  }

  private static func inputs(
    _ invocation: Invocation, diagnostics: inout [Diagnostic]
  ) throws(UsageError) -> [Pipeline.Input] {
    let paths = invocation[Options.env]
    if !paths.isEmpty {
      try refuseRepeated(paths)
      return paths.compactMap { EnvInput.read($0, diagnostics: &diagnostics) }
    }
    do {
      // Whatever is there, be it a folder or a link to nowhere, is what the user means.
      if try FileSystem.entry(EnvInput.defaultPath) == nil {
        return invocation.stackChoice.unlessNamed.map { [EnvInput.initial($0)] } ?? []
      }
    } catch {
      diagnostics.append(error.diagnostic)
      return []
    }
    return EnvInput.read(EnvInput.defaultPath, diagnostics: &diagnostics).map { [$0] } ?? []
  }

  /// The same file under two names would be two deployments of one name.
  private static func refuseRepeated(_ paths: [String]) throws(UsageError) {
    guard paths.count > 1 else { return }
    var names: [FileSystem.Identity: String] = [:]
    var seen: Set<String> = []
    for path in paths {
      let entry = try? FileSystem.target(path)
      let first = seen.insert(path).inserted ? nil : path
      let other = entry.flatMap { names.updateValue(path, forKey: $0.identity) }
      guard let twin = first ?? other else { continue }
      let how = twin == path ? "is given twice" : "and \(twin) are the same file"
      throw UsageError(
        .usage("repeated-file", "\(path) \(how)", help: "give each env template once"))
    }
  }
}

extension Invocation {
  /// Whether it names more than one env template.
  var isForSeveral: Bool { self[Options.env].count > 1 }

  /// Where the answer is one file, that of several deployments one after the other would be none.
  func refuseSeveral() throws(UsageError) {
    guard format.isForPeople, isForSeveral else { return }
    throw UsageError(
      .usage(
        "several-deployments",
        "what accelgen \(command.name) prints is one file for one deployment",
        help: "give one --env, or --format json for all of them"))
  }
}
