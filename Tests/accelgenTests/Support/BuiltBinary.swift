import Foundation

/// The program itself, as `swift build` made it beside the tests.
enum BuiltBinary {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  static let path: String = {
    // On Linux the test bundle is a program in the build folder; on macOS it is run by xctest.
    var folders = [URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
    folders += (Bundle.allBundles + [Bundle.main]).map { $0.bundleURL.deletingLastPathComponent() }
    let paths = folders.map { $0.appending(path: "accelgen").path }
    return paths.first(where: FileManager.default.isExecutableFile) ?? "accelgen"
  }()

  /// Runs accelgen, or another program, and waits for it.
  ///
  /// - Parameter environment: the whole of it.
  static func run(
    _ arguments: [String], in scratch: Scratch, input: String? = nil,
    environment: [String: String] = [:], program: String = path
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = scratch.url
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
    // Files, and not pipes, hold any amount without a second thread to read them.
    let (output, errors) = (
      scratch.url.appending(path: ".output"), scratch.url.appending(path: ".errors")
    )
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    for url in [output, errors] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      try process.run()
      try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipe.fileHandleForWriting.close()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Runs a line of bash, in which `$ACCELGEN` is the program.
  static func bash(
    _ line: String, in scratch: Scratch, environment: [String: String] = [:]
  ) throws -> Result {
    let all = environment.merging(["ACCELGEN": path]) { $1 }
    return try run(["-c", line], in: scratch, environment: all, program: "/bin/bash")
  }
}
