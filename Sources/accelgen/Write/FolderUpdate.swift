import AccelGenKit

/// The changes of one folder, written to temporary files there and not yet in place.
///
/// A run makes those of all its deployments before it finishes the first: a full disk, or a folder that
/// takes no files, is met while everything still is as it was.
struct FolderUpdate {
  let path: String
  private var madeFolders: [String] = []
  private var steps: [Step] = []

  private struct Step {
    /// Without its text, which a thousand deployments would keep in memory.
    let change: FileChange
    /// What is to be put in place; nil when the file stays, or goes.
    let temporary: String?
    var isDone: Bool
  }

  /// Writes the temporary files; when one cannot be written, takes away all that it made.
  init(_ folder: DeploymentFolder, _ changes: [FileChange]) throws(FileProblem) {
    path = folder.path
    guard !changes.isEmpty else { return }
    madeFolders = try FileSystem.makeFolder(path)
    do throws(FileProblem) {
      for change in changes { steps.append(try step(change)) }
      for folder in Set(changes.compactMap(Self.folderToMake)).sorted() {
        madeFolders += try FileSystem.makeFolder(FileSystem.join(path, folder))
      }
    } catch {
      discard()
      throw error
    }
  }

  private func step(_ change: FileChange) throws(FileProblem) -> Step {
    var temporary: String?
    // For another mode, too: chmod would change every other name of the file (a hard link).
    if change.status != .unchanged, let file = change.file {
      temporary = try FileSystem.writeTemporary(
        steps.count, for: file.name, in: path, with: file.text, isExecutable: file.isExecutable)
    }
    return Step(
      change: change.withoutText, temporary: temporary, isDone: change.status == .unchanged)
  }

  /// The folder within the deployment's own that a file is put into.
  private static func folderToMake(_ change: FileChange) -> String? {
    change.file == nil || change.status == .unchanged
      ? nil : DeploymentFolder.folder(of: change.name)
  }

  /// What is as it should be, in the order of the changes.
  var finished: [FileChange] { steps.filter(\.isDone).map(\.change) }

  /// Makes the changes. When one fails, `finished` has those before it.
  mutating func finish() throws(FileProblem) {
    // What goes does so first: the env template's copy, which tells that an attachment is accelgen's, is
    // replaced after that.
    for index in steps.indices where steps[index].change.status == .deleted {
      try FileSystem.delete(steps[index].change.path)
      steps[index].isDone = true
      // With the last of its files goes the folder that was made for them.
      if let folder = DeploymentFolder.folder(of: steps[index].change.name) {
        FileSystem.deleteEmptyFolder(FileSystem.join(path, folder))
      }
    }
    for index in steps.indices where !steps[index].isDone {
      let step = steps[index]
      if let temporary = step.temporary {
        try FileSystem.place(temporary, at: step.change.path)
      }
      steps[index].isDone = true
    }
  }

  /// Takes away the temporary files that are not in place, and the folders made for nothing.
  func discard() {
    for step in steps where !step.isDone {
      if let temporary = step.temporary { try? FileSystem.delete(temporary) }
    }
    for folder in madeFolders.reversed() { FileSystem.deleteEmptyFolder(folder) }
  }
}
