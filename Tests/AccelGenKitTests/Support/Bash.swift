import Foundation

/// The real bash, in an empty folder, without PATH: it can run its builtins only, and what it creates is
/// seen.
struct Bash {
  /// What bash printed, split at NUL characters.
  let fields: [String]
  let status: Int32
  let errors: String
  /// The names of files that it left in its folder.
  let leftovers: [String]

  init(running script: String) throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "accelgen-\(UUID().uuidString)")
    let work = root.appending(path: "work")
    try manager.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: root) }
    let (scriptFile, output, errorOutput) = (
      root.appending(path: "script"), root.appending(path: "output"), root.appending(path: "errors")
    )
    try Data(script.utf8).write(to: scriptFile)
    try Data().write(to: output)
    try Data().write(to: errorOutput)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--noprofile", "--norc", scriptFile.path]
    process.environment = ["HOME": "/nowhere", "LC_ALL": "C.UTF-8", "PATH": ""]
    process.currentDirectoryURL = work
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errorOutput)
    try process.run()
    process.waitUntilExit()

    fields = try Data(contentsOf: output).split(separator: 0, omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
    status = process.terminationStatus
    errors = String(decoding: try Data(contentsOf: errorOutput), as: UTF8.self)
    leftovers = try manager.contentsOfDirectory(atPath: work.path)
  }
}
