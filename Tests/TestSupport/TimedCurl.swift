import Foundation

/// curl, with a note of each time at which it is started (Tests/Tools/timed_curl/curl).
public struct TimedCurl: Sendable {
  private let folder: TemporaryFolder
  /// What it needs to know.
  public let environment: [String: String]

  private var file: URL { folder.url.appending(path: "starts") }

  public init() throws {
    folder = try TemporaryFolder()
    guard let curl = Command.program("curl") else { throw TestTools.Missing(tool: "curl") }
    environment = [
      "ACCELGEN_CURL": curl.path(percentEncoded: false),
      "ACCELGEN_PYTHON": try TestTools.tool("python").path(percentEncoded: false),
      "ACCELGEN_CURL_STARTS": folder.url.appending(path: "starts").path(percentEncoded: false),
    ]
  }

  /// When it was started, in seconds of the monotonic clock, in order.
  public func starts() throws -> [Double] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { Double($0) }
  }
}
