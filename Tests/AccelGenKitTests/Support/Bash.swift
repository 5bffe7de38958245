import Foundation
import TestSupport

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
    let (beside, work) = (try TemporaryFolder(), try TemporaryFolder())
    let file = try beside.write("script", script)
    let outcome = try Command(
      URL(filePath: "/bin/bash"), ["--noprofile", "--norc", file.path],
      environment: ["HOME": "/nowhere", "LC_ALL": "C.UTF-8", "PATH": ""], in: work.url
    ).run()
    fields = outcome.output.utf8.split(separator: 0, omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
    status = outcome.status
    errors = outcome.errors
    leftovers = try FileManager.default.contentsOfDirectory(atPath: work.url.path)
  }
}
