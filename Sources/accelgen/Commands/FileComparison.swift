import AccelGenKit

/// A file that is not what it should be, for people and for tools.
struct FileComparison {
  let diff: String
  /// The same as a diagnostic at the first line that differs.
  let finding: Diagnostic

  init(_ change: FileChange, in folder: DeploymentFolder) throws(FileProblem) {
    let path = change.path
    guard let entry = folder.entry(change.name), entry.kind == .file else {
      let what = folder.entry(change.name) == nil ? "is missing" : "is not a regular file"
      let new = UnifiedDiff.between(nil, change.file?.text, name: path)
      self.init(path, text: "", diff: new ?? "", message: "\(path) \(what)")
      return
    }
    let bytes = try FileSystem.read(path)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let file = change.file else {
      let gone = UnifiedDiff.between(text, nil, name: path) ?? ""
      self.init(path, text: text, diff: gone, message: "\(path) is no longer made")
      return
    }
    guard change.changesText else {
      // As git shows a change of mode.
      let modes = file.isExecutable ? ("100644", "100755") : ("100755", "100644")
      self.init(
        path, text: text, diff: "\(path): old mode \(modes.0), new mode \(modes.1)\n",
        message: "\(path) \(file.isExecutable ? "is not" : "is") executable")
      return
    }
    let isText = text.utf8.elementsEqual(bytes)
    let diff =
      isText
      ? UnifiedDiff.between(text, file.text, name: path)
      : "Binary files a/\(path) and b/\(path) differ\n"
    self.init(
      path, text: text, diff: diff ?? "", message: "\(path) is not what accelgen writes",
      at: zip(text.utf8, file.text.utf8).prefix { $0 == $1 }.count)
  }

  private init(
    _ path: String, text: String, diff: String, message: String, at offset: Int = 0
  ) {
    self.diff = diff
    let file = SourceFile(name: path, text: text)
    finding = Diagnostic(
      .error, "stale-file", message, at: SourceSpan(file: file, range: offset..<offset),
      help: "run accelgen to update")
  }
}

extension TextStyle {
  /// A unified diff in the colours that diffs have.
  func paintDiff(_ diff: String) -> String {
    guard isColored else { return diff }
    var isInHunk = false
    return diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("@@") { isInHunk = true }
      let role: Role? =
        switch line.utf8.first {
        case UInt8(ascii: "@"): .hunk
        case UInt8(ascii: "+"): isInHunk ? .added : .heading
        case UInt8(ascii: "-"): isInHunk ? .removed : .heading
        default: nil
        }
      return role.map { paint(String(line), $0) } ?? String(line)
    }.joined(separator: "\n")
  }
}
