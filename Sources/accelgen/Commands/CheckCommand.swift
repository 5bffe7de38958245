import AccelGenKit

extension CommandDescription {
  static let check = CommandDescription(
    "check", "tell whether the written scripts are what would be generated",
    options: [.env, .stack, .output, .templates],
    details: [
      "Renders in memory, compares with the files that are there, and prints a unified diff. Writes "
        + "nothing. Exits with 0 when all is the same, 1 when the input is invalid, 3 when a file is "
        + "stale: made for CI.",
      "--format github annotates the stale files in a pull request.",
    ],
    examples: [
      Example("accelgen check", "compare generated/acceleration/ with ./env.template"),
      Example("accelgen check | patch -p1", "update by patch"),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    guard !project.diagnostics.hasErrors else { return .invalid(project.diagnostics) }
    return check(project, style: invocation.style)
  }

  private static func check(_ project: Project, style: TextStyle) -> Outcome {
    var outcome = Outcome(diagnostics: project.diagnostics)
    var all: [FileChange] = []
    var isRefused = false
    for plan in project.plans {
      do {
        let folder = try DeploymentFolder(project.folder(of: plan), of: plan.stack)
        let renderer = project.pipeline.renderer
        let changes = folder.changes(to: renderer.render(plan))
        for change in changes where change.status != .unchanged {
          let comparison = try FileComparison(change, in: folder)
          outcome.text += style.paintDiff(comparison.diff)
          outcome.findings.append(comparison.finding)
        }
        if changes.allSatisfy({ $0.status == .unchanged }) {
          outcome.text += "\(folder.path): up to date, \(changes.count) files\n"
        }
        all += changes.map(\.withoutText)
        isRefused =
          isRefused || !folder.refusals(of: plan, renderer, isForced: false).isEmpty
      } catch {
        outcome.diagnostics.append(error.diagnostic)
      }
    }
    let stale = outcome.findings.count
    if stale > 0 {
      outcome.exitCode = .stale
      outcome.hint =
        "\(stale) of \(all.count) files \(stale == 1 ? "is" : "are") stale: "
        + "run accelgen\(isRefused ? " --force" : "") to update\n"
    }
    if outcome.diagnostics.hasErrors { outcome.exitCode = .invalidInput }
    let changes = all
    outcome.members = { [FileChange.member(changes)] }
    return outcome
  }
}
