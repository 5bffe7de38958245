import Foundation
import Testing

/// A file of expected text. `ACCELGEN_RECORD=1 swift test` writes what is there, and fails, so that
/// recording can never pass for testing.
enum Golden {
  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var isRecording: Bool { ProcessInfo.processInfo.environment["ACCELGEN_RECORD"] == "1" }

  /// The text of a file below the package.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: package.appending(path: path), encoding: .utf8)
  }

  /// - Parameter path: the file's path below the package.
  static func expect(
    _ text: String, equals path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = package.appending(path: path)
    let expected = try? Self.text(path)
    guard expected != text else { return }
    if isRecording {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record(
        "recorded \(path); run again without ACCELGEN_RECORD", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        \(path) differs; if the new text is right, ACCELGEN_RECORD=1 swift test writes it. Expected:
        \(expected ?? "(there is no such file)")
        Is:
        \(text)
        """, sourceLocation: sourceLocation)
    }
  }
}
