import Foundation

/// A network of a test's own, where every way takes as long as is wanted
/// (Tests/Tools/delayed_network.py).
public struct DelayedNetwork: Sendable {
  private let folder: TemporaryFolder
  private let words: [String]

  /// - Parameters:
  ///   - name: whom the service's certificate is for.
  ///   - roundTrips: by `name=address`, in milliseconds; `dns=192.0.2.53` is the name server.
  ///   - hosts: lines of the hosts file.
  public init(certificateFor name: String, roundTrips: [String: Int], hosts: [String] = []) throws {
    folder = try TemporaryFolder()
    words =
      [folder.url.path(percentEncoded: false), name]
      + roundTrips.map { "\($0.key):\($0.value)" }.sorted() + hosts
  }

  /// Shown with each test that is skipped because of it.
  public static let whyNot =
    "network namespaces or TUN devices are not permitted here: only what goes through the relay is tested"

  /// Whether this machine lets a test have a network.
  public static let isPermitted: Bool = {
    guard let network = try? DelayedNetwork(certificateFor: "a.example", roundTrips: [:]),
      let command = try? network.command([], environment: ProcessInfo.processInfo.environment)
    else { return false }
    return (try? command.run().status) == 0
  }()

  /// A command that runs on the network.
  public func command(_ command: [String], environment: [String: String]) throws -> Command {
    guard let unshare = Command.program("unshare") else { throw TestTools.Missing(tool: "unshare") }
    let start =
      (geteuid() == 0 ? [] : ["--map-root-user"]) + [
        "--net", "--mount",
        try TestTools.tool("python").path(percentEncoded: false),
        Repository.file("Tests/Tools/delayed_network.py").path(percentEncoded: false),
      ]
    let separator = command.isEmpty ? [] : ["--"]
    return Command(unshare, start + words + separator + command, environment: environment)
  }

  /// A connection, as the router saw it: when what happened first, in seconds of the monotonic clock; zero
  /// when it has not (Tests/Tools/network_clock.py).
  public struct Connection: Decodable, Sendable {
    public let address: String
    /// Whether the client took the service's certificate, and asked for something.
    public let trusted: Bool
    public let query: Double
    public let resolved: Double
    public let syn: Double
    public let synAnswered: Double
    public let hello: Double
    public let helloAnswered: Double
    public let request: Double
    public let answer: Double
    public let end: Double
  }

  /// Each connection of the command that was run last, in order.
  public func connections() throws -> [Connection] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try String(contentsOf: folder.url.appending(path: "connections"), encoding: .utf8)
      .split(separator: "\n").map { try decoder.decode(Connection.self, from: Data($0.utf8)) }
  }
}
