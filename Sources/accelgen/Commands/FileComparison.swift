import AccelGenKit

/// A file that is not what it should be, for people and for tools.
struct FileComparison {
  let diff: String
  /// The same as a diagnostic at the first line that differs.
  let finding: Diagnostic

  init(_ change: FileChange, in folder: DeploymentFolder) throws(FileProblem) {
    let path = change.path
    // A path of several lines would forge lines of the diff.
    let name = path.visible()
    guard let entry = folder.entry(change.name), entry.kind == .file else {
      let what = folder.entry(change.name) == nil ? "is missing" : "is not a regular file"
      let new = UnifiedDiff.between(nil, change.file?.text, name: name)
      self.init(path, text: "", diff: new ?? "", message: "\(path) \(what)")
      return
    }
    let bytes = try FileSystem.read(path)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let file = change.file else {
      let gone = UnifiedDiff.between(text, nil, name: name) ?? ""
      self.init(path, text: text, diff: gone, message: "\(path) is no longer made")
      return
    }
    guard change.changesText else {
      // As git shows a change of mode.
      let modes = file.isExecutable ? ("100644", "100755") : ("100755", "100644")
      self.init(
        path, text: text, diff: "\(name): old mode \(modes.0), new mode \(modes.1)\n",
        message: "\(path) \(file.isExecutable ? "is not" : "is") executable")
      return
    }
    guard text.utf8.elementsEqual(bytes) else {
      self.init(
        path, text: text, diff: "Binary files a/\(name) and b/\(name) differ\n",
        message: "\(path) is not what accelgen writes", at: Self.firstDifference(text, file.text))
      return
    }
    self.init(path, name: name, text: text, wanted: file.text)
  }

  /// A text file whose text is another than it should be. That it has Windows line ends is said once, and
  /// not shown as a change of each line.
  private init(_ path: String, name: String, text: String, wanted: String) {
    let unix = text.withUnixLineEnds
    let hasWindowsLineEnds = unix != text
    var diff =
      hasWindowsLineEnds ? "\(name): old line ends CR LF, new line ends LF\n" : ""
    if unix != wanted { diff += UnifiedDiff.between(unix, wanted, name: name) ?? "" }
    let what =
      switch (hasWindowsLineEnds, unix == wanted) {
      case (true, true): "has Windows line ends (CR LF), with which bash cannot run it"
      case (true, false): "is not what accelgen writes, and has Windows line ends (CR LF)"
      case (false, _): "is not what accelgen writes"
      }
    self.init(
      path, text: text, diff: diff, message: "\(path) \(what)",
      at: Self.firstDifference(text, wanted),
      help: hasWindowsLineEnds
        ? "run accelgen to update; git's core.autocrlf makes such line ends where no .gitattributes "
          + "keeps them LF, as the one does that accelgen writes"
        : nil)
  }

  private static func firstDifference(_ text: String, _ wanted: String) -> Int {
    zip(text.utf8, wanted.utf8).prefix { $0 == $1 }.count
  }

  private init(
    _ path: String, text: String, diff: String, message: String, at offset: Int = 0,
    help: String? = nil
  ) {
    self.diff = diff
    let file = SourceFile(name: path, text: text)
    finding = Diagnostic(
      .error, "stale-file", message, at: SourceSpan(file: file, range: offset..<offset),
      help: help ?? "run accelgen to update")
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
