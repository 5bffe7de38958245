import AccelGenKit
import Foundation
import Testing

/// Texts that are expected to the byte, in Tests/Goldens.
///
/// `ACCELGEN_RECORD=1 swift test` writes them anew, and fails, so that recording never passes for a test.
enum GoldenText {
  static func expect(
    _ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Goldens/\(path)").standardizedFileURL
    let golden = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    guard let diff = UnifiedDiff.between(golden, text, name: "Tests/Goldens/\(path)") else {
      return
    }
    if ProcessInfo.processInfo.environment["ACCELGEN_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded Tests/Goldens/\(path)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        "\(diff)\nIf this is right: ACCELGEN_RECORD=1 swift test", sourceLocation: sourceLocation)
    }
  }
}
