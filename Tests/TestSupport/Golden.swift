import Foundation

/// Files in the repository that say what the program shall write.
///
/// `ACCELGEN_RECORD=1 swift test` writes them anew, and fails, so that recording is never taken for testing.
public enum Golden {
  public static let isRecording = ProcessInfo.processInfo.environment["ACCELGEN_RECORD"] == "1"

  /// Compares a folder that was just written with the golden one, or records it.
  ///
  /// - Parameter golden: in the repository, for example `Tests/Goldens/china`.
  /// - Returns: nil when they are the same, else the differences and what to do.
  public static func difference(of written: URL, from golden: String) throws -> String? {
    let expected = Repository.file(golden)
    let files = FileManager.default
    if isRecording {
      if files.fileExists(atPath: expected.path()) { try files.removeItem(at: expected) }
      try files.createDirectory(
        at: expected.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: written, to: expected)
      return
        "recorded \(golden): look at it with git diff, then run the tests without ACCELGEN_RECORD"
    }
    let comparison = try Command(
      URL(filePath: "/usr/bin/env"),
      ["git", "diff", "--no-index", "--no-color", "--", expected.path(), written.path()]
    ).run()
    if comparison.status == 0 { return nil }
    return """
      \(golden) is not what accelgen writes; if the change is meant, record it: \
      ACCELGEN_RECORD=1 swift test
      \(comparison.output)\(comparison.errors)
      """
  }
}
