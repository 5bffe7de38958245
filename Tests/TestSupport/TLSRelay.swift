import Foundation

/// A service behind TLS and a proxy as the only way to it (Tests/Tools/tls_relay.py), gone with this.
public final class TLSRelay: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder
  /// What sends curl through the proxy, and lets it trust the service's certificate.
  public let environment: [String: String]

  /// - Parameters:
  ///   - name: whom the service's certificate is for.
  ///   - delays: by host, how long the first byte of an answer takes, in milliseconds.
  public init(certificateFor name: String, delays: [String: Int] = [:]) throws {
    folder = try TemporaryFolder()
    let output = Pipe()
    process.executableURL = try TestTools.tool("python")
    process.arguments =
      [
        Repository.file("Tests/Tools/tls_relay.py").path(percentEncoded: false),
        folder.url.path(percentEncoded: false), name,
      ]
      + delays.map { "\($0.key)=\($0.value)" }.sorted()
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    let line = try output.fileHandleForReading.firstLine()
    environment = [
      "HTTPS_PROXY": line,
      "CURL_CA_BUNDLE": folder.url.appending(path: "authority.pem").path(percentEncoded: false),
    ]
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// Where clients wanted to go, as `host:port`, in order.
  public func asked() throws -> [String] {
    try String(contentsOf: folder.url.appending(path: "asked"), encoding: .utf8)
      .split(separator: "\n").map { String($0.dropFirst("CONNECT ".count)) }
  }

  /// A connection that its client has ended: the host, and when what happened, in seconds of the monotonic
  /// clock.
  public struct Passage: Decodable, Sendable {
    public let host: String
    public let accepted: Double
    /// The answer; there is none to a client that hangs up before.
    public let sent: Double?
    public let ended: Double
  }

  /// So many connections, in their order; waits for their ends.
  public func passages(_ count: Int) throws -> [Passage] {
    let file = folder.url.appending(path: "passages")
    var lines: [Substring] = []
    try waitUntil {
      lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      return lines.count >= count
    }
    return try lines.map { try JSONDecoder().decode(Passage.self, from: Data($0.utf8)) }
      .sorted { $0.accepted < $1.accepted }
  }
}
