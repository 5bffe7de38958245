import AccelGenKit

extension DeploymentFolder {
  /// What keeps accelgen from writing a deployment here.
  func refusals(of plan: Plan, _ project: Project, isForced: Bool) -> [FileProblem] {
    // Rendered only when a file's text decides, which is rare.
    var rendered: [String: String]?
    func text(of name: String) -> String? {
      let texts =
        rendered
        ?? Dictionary(project.render(plan).map { ($0.name, $0.text) }) { first, _ in first }
      rendered = texts
      return texts[name]
    }
    let all = plan.files.compactMap { file in
      refusal(of: file, isForced: isForced) { text(of: file.name) }
    }
    // What is in the way of several files is told once.
    return all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }
}

extension FileChange {
  /// The `files` member of the JSON object.
  static func member(_ changes: [FileChange]) -> JSONValue.Member {
    .init(
      "files",
      .array(
        changes.map { ["path": .string($0.path), "status": .string($0.status.rawValue)] }))
  }

  /// What is to be told of it later: a thousand deployments' texts need not stay in memory.
  var withoutText: FileChange {
    FileChange(name: name, path: path, status: status, file: nil, changesText: changesText)
  }
}
