import AccelGenKit

extension CommandDescription {
  static let initialize = CommandDescription(
    "init", "write a documented env template to start from",
    operand: Operand("PATH", .file), options: [Options.stack, Options.force],
    details: [
      "Writes ./env.template, or PATH. A file that is there is not replaced without --force."
    ],
    examples: [
      Example("accelgen init", "write ./env.template"),
      Example("accelgen init prod.env", "write prod.env"),
    ]
  ) { invocation throws(UsageError) in
    let path = invocation.operand ?? EnvInput.defaultPath
    if path == EnvInput.standardInput {
      throw UsageError(
        .usage(
          "unexpected-argument", "accelgen init writes a file, not standard output",
          help: "give the path of a file; ./- is one named -"))
    }
    do throws(FileProblem) {
      let status = try write(path, invocation)
      let isDefault = path == EnvInput.defaultPath
      let next =
        isDefault
        ? "accelgen"
        : "accelgen --env\(path.hasPrefix("-") ? "=" : " ")\(ShellWord.quoted(path).visible())"
      return Outcome(
        text: "\(path.visible()) \(status == .unchanged ? "is unchanged" : "written")\n"
          + "Edit it, then run: \(next)\n",
        members: {
          [.init("files", [["path": .string(path), "status": .string(status.rawValue)]])]
        })
    } catch {
      return .invalid([error.diagnostic])
    }
  }

  private static func write(
    _ path: String, _ invocation: Invocation
  ) throws(FileProblem) -> FileChange.Status {
    let text = EnvTemplate.render(invocation.stack)
    let entry = try FileSystem.entry(path)
    // Not even --force: to put a file in a device's place, or in /dev/stdout's, would break a system.
    if let kind = entry?.kind, kind != .file {
      let what =
        switch kind {
        case .folder: "a folder"
        case .link: "a symbolic link"
        case .file, .other: "not a regular file"
        }
      throw FileProblem(
        "not-a-file", path, "is \(what)", help: "give the path of a file, or of none yet")
    }
    if entry != nil, let bytes = try? FileSystem.read(path),
      bytes.elementsEqual(text.utf8)
    {
      return .unchanged
    }
    guard entry == nil || invocation[Options.force] else {
      throw FileProblem(
        "file-exists", path, "exists", help: "give another path, or replace it with --force")
    }
    let slash = path.lastIndex(of: "/")
    try FileSystem.replace(
      slash.map { String(path[path.index(after: $0)...]) } ?? path,
      in: slash.map { String(path[...$0]) } ?? "", with: text, isExecutable: false)
    return entry == nil ? .created : .updated
  }
}
