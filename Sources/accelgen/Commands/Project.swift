import AccelGenKit

/// What a command line asks to generate: env templates and templates, read and checked.
struct Project {
  let pipeline: Pipeline
  /// One for each env template without an error, in the order given.
  let plans: [Plan]
  /// Everything that is wrong, sorted.
  let diagnostics: [Diagnostic]
  /// Whether each deployment has a folder of its own below the output folder's.
  let isForSeveral: Bool
  /// The folder that the deployments' folders are in, as the user would type it.
  let output: String

  init(_ invocation: Invocation) throws(UsageError) {
    let stack = invocation.stack
    var diagnostics: [Diagnostic] = []
    let templates =
      invocation.value(of: .templates).map {
        TemplateFolder.read($0, stack: stack, diagnostics: &diagnostics)
      } ?? invocation.builtIn
    // With templates that cannot be read, that some are missing is no news.
    var found: [Diagnostic] = []
    pipeline = Pipeline(stack: stack, templates: templates, diagnostics: &found)
    if !diagnostics.hasErrors { diagnostics += found }

    let inputs = try Self.inputs(invocation, diagnostics: &diagnostics)
    plans = pipeline.plans(for: inputs, diagnostics: &diagnostics)
    self.diagnostics = diagnostics.sortedByPlace()
    isForSeveral = invocation.isForSeveral
    output = invocation.value(of: .output) ?? "generated"
  }

  /// The folder of a deployment, as the user would type it.
  func folder(of plan: Plan) -> String {
    FileSystem.join(output, isForSeveral ? plan.deploymentName : pipeline.stack.name)
  }

  private static func inputs(
    _ invocation: Invocation, diagnostics: inout [Diagnostic]
  ) throws(UsageError) -> [Pipeline.Input] {
    let paths = invocation.values(of: .env)
    if !paths.isEmpty {
      try refuseRepeated(paths)
      return paths.compactMap { EnvInput.read($0, diagnostics: &diagnostics) }
    }
    do {
      // Whatever is there, be it a folder or a link to nowhere, is what the user means.
      if try FileSystem.entry(EnvInput.defaultPath) == nil {
        return [try EnvInput.builtIn(invocation.stack, invocation.builtIn)]
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
  var isForSeveral: Bool { values(of: .env).count > 1 }

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
