import AccelGenKit

extension CommandDescription {
  static let check = CommandDescription(
    "check", "tell whether the written scripts are what would be generated",
    options: [Options.env, Options.stack, Options.output, Options.templates],
    details: [
      "Renders in memory, compares with the files that are there, and prints a unified diff. Writes "
        + "nothing. Exits with 0 when all is the same, 1 when the input is invalid, 3 when a file is "
        + "stale: made for CI.",
      "--format github annotates the stale files in a pull request.",
    ],
    examples: [
      Example("accelgen check", "compare generated/<stack>/ with ./env.template"),
      Example("accelgen check --format json", "the same for a program, with each file's diff"),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    guard !project.diagnostics.hasErrors else { return .invalid(project.diagnostics) }
    do throws(FileProblem) {
      // What a run is about to write is not stale.
      let lock = try FolderLock(project.output, for: .reading)
      defer { _ = lock }
      return check(project, style: invocation.style)
    } catch {
      return .invalid((project.diagnostics + [error.diagnostic]).sortedByPlace())
    }
  }

  private static func check(_ project: Project, style: TextStyle) -> Outcome {
    var outcome = Outcome(diagnostics: project.diagnostics)
    var files: [JSONValue] = []
    var refusals: [FileProblem] = []
    for plan in project.plans {
      do {
        let folder = try DeploymentFolder(project.folder(of: plan), of: plan.stack)
        let changes = folder.changes(to: project.render(plan))
        for change in changes {
          var diff: String?
          if change.status != .unchanged {
            let comparison = try FileComparison(change, in: folder)
            // Of a hand-edited file, or one of somebody's pull request: its text is foreign, too.
            outcome.text += style.paintDiff(comparison.diff.visible(keeping: "\n", "\t"))
            outcome.findings.append(comparison.finding)
            diff = comparison.diff
          }
          files.append([
            "path": .string(change.path), "status": .string(change.status.found),
            "diff": .optional(diff),
          ])
        }
        if changes.allSatisfy({ $0.status == .unchanged }) {
          outcome.text += "\(folder.path.visible()): up to date, \(changes.count) files\n"
        }
        refusals += folder.refusals(of: plan, project, isForced: false)
      } catch {
        outcome.diagnostics.append(error.diagnostic)
      }
    }
    let stale = outcome.findings.count
    if stale > 0 {
      outcome.exitCode = .stale
      // What is in the way even --force does not replace.
      let isForceNeeded = refusals.contains { $0.code != DeploymentFolder.inTheWay }
      let blocks = refusals.filter { $0.code == DeploymentFolder.inTheWay }
      outcome.hint =
        blocks.map { "\($0.message.visible()): move it away first\n" }.joined()
        + "\(stale) of \(files.count) files \(stale == 1 ? "is" : "are") stale: "
        + "run accelgen\(isForceNeeded ? " --force" : "") to update\n"
    }
    if outcome.diagnostics.hasErrors { outcome.exitCode = .invalidInput }
    outcome.diagnostics = outcome.diagnostics.sortedByPlace()
    let members = [JSONValue.Member("files", .array(files))]
    outcome.members = { members }
    return outcome
  }
}

extension FileChange.Status {
  /// What a file is now for which generate would do this.
  fileprivate var found: String {
    switch self {
    case .created: "missing"
    case .updated: "stale"
    case .deleted: "leftover"
    case .unchanged: "unchanged"
    }
  }
}
