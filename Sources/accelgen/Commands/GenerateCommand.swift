import AccelGenKit

extension CommandDescription {
  static let generate = CommandDescription(
    "generate", "write the scripts of a deployment (the default command)",
    options: [Options.env, Options.stack, Options.output, Options.templates, Options.force],
    details: [
      "Writes the deployment of one env template to generated/<stack>/. Several --env make several "
        + "deployments in one run, each in generated/<DEPLOYMENT_NAME>/, checked against each other.",
      "Nothing is written when there is an error in an env template or a template. A file that "
        + "would not change is not touched, and one that accelgen did not write is neither replaced "
        + "nor deleted without --force.",
    ],
    examples: [
      Example("accelgen", "write generated/<stack>/ from ./env.template"),
      Example("accelgen --env prod.env --output deploy", "write deploy/<stack>/"),
      Example("accelgen --env a.env --env b.env", "write two deployments"),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    guard !project.diagnostics.hasErrors else { return .invalid(project.diagnostics) }
    do throws(FileProblem) {
      let lock = try FolderLock(project.output, for: .writing)
      let outcome = generate(project, isForced: invocation[Options.force])
      if outcome.exitCode != .done { lock.discardEmptyFolders() }
      return outcome
    } catch {
      return .invalid((project.diagnostics + [error.diagnostic]).sortedByPlace())
    }
  }

  private static func generate(_ project: Project, isForced: Bool) -> Outcome {
    var diagnostics = project.diagnostics
    var folders: [DeploymentFolder] = []
    // Look at every folder before the first file is written: it is all or nothing.
    for plan in project.plans {
      do {
        let folder = try DeploymentFolder(project.folder(of: plan), of: plan.stack)
        folders.append(folder)
        diagnostics += folder.refusals(of: plan, project, isForced: isForced)
          .map(\.diagnostic)
      } catch {
        diagnostics.append(error.diagnostic)
      }
    }
    guard !diagnostics.hasErrors else { return .invalid(diagnostics.sortedByPlace()) }

    var updates: [FolderUpdate] = []
    do throws(FileProblem) {
      let pairs = Array(zip(project.plans, folders))
      let update = { @Sendable (plan: Plan, folder: DeploymentFolder) in
        Result { () throws(FileProblem) in
          try FolderUpdate(folder, folder.changes(to: project.render(plan)))
        }
      }
      // The first one makes the folder that all are in.
      let first = pairs.prefix(1).map { update($0.0, $0.1) }
      let others = Array(pairs.dropFirst()).concurrentMap { update($0.0, $0.1) }
      let results = first + others
      updates = results.compactMap { try? $0.get() }
      for result in results { _ = try result.get() }
      for index in updates.indices { try updates[index].finish() }
    } catch {
      diagnostics.append(error.diagnostic)
      // The last one first: a folder may have been made for all of them.
      for update in updates.reversed() { update.discard() }
    }
    // After an error, too, tell what was written all the same.
    let isDone = !diagnostics.hasErrors
    let written = updates.map { (folder: $0.path, changes: $0.finished) }.filter { update in
      isDone || update.changes.contains { $0.status != .unchanged }
    }
    let text = written.map { summary($0.changes, in: $0.folder) }.joined()
    let all = written.flatMap(\.changes)
    return Outcome(
      diagnostics: diagnostics.sortedByPlace(), text: text,
      members: { [FileChange.member(all)] },
      exitCode: isDone ? .done : .invalidInput)
  }

  /// `generated/acceleration: 3 files written, 10 unchanged`, then the names of what was changed.
  private static func summary(_ changes: [FileChange], in folder: String) -> String {
    func count(_ statuses: [FileChange.Status]) -> Int {
      changes.count { statuses.contains($0.status) }
    }
    let written = count([.created, .updated])
    let deleted = count([.deleted])
    let unchanged = count([.unchanged])
    var parts: [String] = []
    if written > 0 { parts.append("\(written) file\(written == 1 ? "" : "s") written") }
    if deleted > 0 { parts.append("\(deleted) deleted") }
    if unchanged > 0 || parts.isEmpty { parts.append("\(unchanged) unchanged") }
    let lines = changes.filter { $0.status != .unchanged }.map {
      "  \($0.name.visible())\($0.status == .deleted ? " (deleted)" : "")\n"
    }
    return "\(folder.visible()): \(parts.joined(separator: ", "))\n" + lines.joined()
  }
}

extension Outcome {
  /// Diagnostics with an error among them, and nothing else to say.
  static func invalid(
    _ diagnostics: [Diagnostic],
    members: @escaping @Sendable () -> [JSONValue.Member] = { [.init("files", [])] }
  ) -> Outcome {
    Outcome(diagnostics: diagnostics, members: members, exitCode: .invalidInput)
  }
}
