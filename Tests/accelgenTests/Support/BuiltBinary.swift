import Foundation
import TestSupport

/// The program itself, as `swift build` made it beside the tests.
enum BuiltBinary {
  /// Runs accelgen, or another program, in a scratch folder.
  ///
  /// - Parameter environment: the whole of it, but for PATH and a terminal's name.
  static func run(
    _ arguments: [String], in scratch: Scratch, input: String? = nil,
    environment: [String: String] = [:], program: URL = Repository.accelgen
  ) throws -> Command.Outcome {
    let environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
    return try Command(
      program, arguments, environment: environment, in: scratch.url, input: input
    ).run()
  }

  /// Runs a line of bash, in which `$ACCELGEN` is the program.
  static func bash(
    _ line: String, in scratch: Scratch, environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    let all = environment.merging(["ACCELGEN": Repository.accelgen.path]) { $1 }
    return try run(
      ["-c", line], in: scratch, environment: all, program: URL(filePath: "/bin/bash"))
  }
}
