import AccelGenKit
import Foundation
import Testing

/// A file of expected text, to the byte.
///
/// `ACCELGEN_RECORD=1 swift test` writes what is there, and fails, so that recording can never pass for
/// testing.
public enum Golden {
  public static var isRecording: Bool {
    ProcessInfo.processInfo.environment["ACCELGEN_RECORD"] == "1"
  }

  /// The text of a file of the repository.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: Repository.file(path), encoding: .utf8)
  }

  /// - Parameter path: the file's path below the repository's root.
  public static func expect(
    _ text: String, equals path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let golden = try? Self.text(path)
    guard let difference = UnifiedDiff.between(golden, text, name: path) else { return }
    if isRecording {
      let file = Repository.file(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      failAsRecorded(path, sourceLocation: sourceLocation)
    } else {
      Issue.record(
        "\(difference)if this is right, ACCELGEN_RECORD=1 swift test writes it",
        sourceLocation: sourceLocation)
    }
  }

  /// Expects a text between the marks `<!-- NAME: begin -->` and `<!-- NAME: end -->` of a page.
  public static func expect(
    _ text: String, in name: String, of page: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let whole = try Self.text(page)
    let begin = try #require(
      whole.range(of: "<!-- \(name): begin -->\n")?.upperBound, sourceLocation: sourceLocation)
    let end = try #require(
      whole.range(of: "<!-- \(name): end -->")?.lowerBound, sourceLocation: sourceLocation)
    try expect(
      String(whole[..<begin] + text + whole[end...]), equals: page, sourceLocation: sourceLocation)
  }

  /// Fails the test that has just recorded a file or a folder.
  public static func failAsRecorded(
    _ path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    Issue.record(
      "recorded \(path); run again without ACCELGEN_RECORD", sourceLocation: sourceLocation)
  }
}
