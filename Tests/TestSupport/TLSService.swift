import Foundation

/// An AWS service with a certificate for one name only (Tests/Tools/tls_service.py), gone with this: it
/// stands where a load balancer's connections end.
public final class TLSService: @unchecked Sendable {
  /// Where it can be reached.
  public enum Network: Sendable, Equatable {
    /// At 127.0.0.1, at any port.
    case loopback
    /// At these addresses, at port 443, in a network of its own in which the hosts file has this text.
    case namespace(addresses: [String], hosts: String)
  }

  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder
  private let network: Network
  public let port: Int

  /// - Parameter name: whom its certificate is for.
  public init(certificateFor name: String, on network: Network = .loopback) throws {
    self.network = network
    folder = try TemporaryFolder()
    let output = Pipe()
    let python = try TestTools.tool("python")
    var arguments = [Repository.file("Tests/Tools/tls_service.py").path, folder.url.path, name]
    switch network {
    case .loopback:
      process.executableURL = python
    case .namespace(let addresses, let hosts):
      process.executableURL = NetworkNamespace.unshare
      let hosts = try folder.write("hosts", hosts)
      let script = Repository.file("Tests/Tools/network_namespace.sh").path
      arguments =
        NetworkNamespace.options + ["/bin/bash", script, hosts.path] + addresses
        + ["--", python.path] + arguments + ["0.0.0.0", "443"]
      process.environment = NetworkNamespace.environment
    }
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    let line = try output.fileHandleForReading.firstLine()
    guard let port = Int(line) else { throw DidNotStart() }
    self.port = port
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  public struct DidNotStart: Error {}

  /// What makes a program trust the authority that has signed the service's certificate: curl, the AWS CLI
  /// and botocore, Node, Go and Java each look into a variable of their own.
  public var trust: [String: String] {
    let pem = folder.url.appending(path: "authority.pem").path
    let store = folder.url.appending(path: "authority.p12").path
    return [
      "CURL_CA_BUNDLE": pem, "AWS_CA_BUNDLE": pem, "NODE_EXTRA_CA_CERTS": pem, "SSL_CERT_FILE": pem,
      "JDK_JAVA_OPTIONS":
        "-Djavax.net.ssl.trustStore=\(store) -Djavax.net.ssl.trustStorePassword=password",
    ]
  }

  /// The hosts file of a service in a namespace.
  public func hosts() throws -> String {
    try String(contentsOf: folder.url.appending(path: "hosts"), encoding: .utf8)
  }

  /// A program on the service's network.
  ///
  /// - Parameter environment: all that it sees.
  public func command(
    _ executable: URL, _ arguments: [String], environment: [String: String], in folder: URL
  ) -> Command {
    guard case .namespace = network else {
      return Command(executable, arguments, environment: environment, in: folder)
    }
    // Entering the other mount namespace leaves the current folder behind.
    let words =
      ["--target", "\(process.processIdentifier)"] + NetworkNamespace.entering
      + ["/usr/bin/env", "--chdir=\(folder.path)", executable.path] + arguments
    return Command(NetworkNamespace.nsenter, words, environment: environment, in: folder)
  }

  /// A request that the service has answered.
  public struct Request: Decodable, Sendable, Equatable {
    /// The service's address that it came to.
    public let address: String
    /// For whom TLS asked.
    public let serverName: String?
    /// The Host header.
    public let host: String?
    public let signature: Signature?

    public struct Signature: Decodable, Sendable, Equatable {
      public let region: String
      public let service: String
      /// What it covers.
      public let headers: [String]
      /// Whether it is the right one for the request as it arrived, the Host header included.
      public let isRight: Bool
    }
  }

  /// The requests since the service began, in order.
  public func requests() throws -> [Request] {
    try String(contentsOf: folder.url.appending(path: "requests"), encoding: .utf8)
      .split(separator: "\n").map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
  }
}
