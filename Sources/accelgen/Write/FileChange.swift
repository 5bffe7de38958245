import AccelGenKit

/// What becomes of one file of a deployment's folder.
struct FileChange: Sendable, Equatable {
  enum Status: String, Sendable {
    case created, updated, deleted, unchanged
  }

  let name: String
  let path: String
  let status: Status
  /// What it shall be; nil for one that goes.
  let file: GeneratedFile?
  /// Whether its text changes; else it is only the mode that does.
  let changesText: Bool
}

extension DeploymentFolder {
  /// What must happen for the folder to hold these files, and none of accelgen's besides.
  func changes(to files: [GeneratedFile]) -> [FileChange] {
    let names = Set(files.map(\.name))
    let leftovers = (ownNames + attachmentNames + madeNames + abandonedNames).filter {
      !names.contains($0)
    }
    return files.map(change)
      + leftovers.map {
        FileChange(
          name: $0, path: file($0), status: .deleted, file: nil, changesText: true)
      }
  }

  private func change(to file: GeneratedFile) -> FileChange {
    let entry = entry(file.name)
    let changesText = entry.map { !holds(file.text, file.name, $0) } ?? true
    let changesMode = entry.map { $0.isExecutable != file.isExecutable } ?? false
    let status: FileChange.Status =
      entry == nil ? .created : changesText || changesMode ? .updated : .unchanged
    return FileChange(
      name: file.name, path: self.file(file.name), status: status, file: file,
      changesText: changesText)
  }
}
