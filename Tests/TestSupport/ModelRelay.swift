import Foundation

/// Two versions of a model behind a relay that plays a load balancer (Tests/Tools/model_relay.py), gone with this.
public final class ModelRelay: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder
  /// Where the relay answers.
  public let url: String

  /// - Parameter options: those of the program.
  public convenience init(_ options: String...) throws { try self.init(options) }

  public init(_ options: [String]) throws {
    folder = try TemporaryFolder()
    let output = Pipe()
    process.executableURL = try TestTools.tool("python")
    process.arguments =
      [
        Repository.file("Tests/Tools/model_relay.py").path(percentEncoded: false),
        folder.url.path(percentEncoded: false),
      ] + options
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    url = try output.fileHandleForReading.firstLine()
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// A request that was answered.
  public struct Passage: Sendable {
    /// The version, or `-` for the relay itself.
    public let by: String
    public let code: Int
    /// How long the relay had it, at least, in milliseconds.
    public let milliseconds: Double
  }

  public func passages() throws -> [Passage] {
    let file = folder.url.appending(path: "passages")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return Passage(
        by: String(words[0]), code: Int(words[1]) ?? 0,
        milliseconds: (Double(words[2]) ?? 0) / 1000)
    }
  }
}
