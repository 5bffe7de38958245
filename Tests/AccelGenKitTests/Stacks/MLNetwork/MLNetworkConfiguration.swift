import Testing

@testable import AccelGenKit

/// Configurations of the ml-network stack.
enum MLNetworkConfiguration {
  /// - Parameter changes: what a test is about; the rest is a network in us-east-1 with the defaults, and without model servers.
  static func make(_ changes: [String: String] = [:]) throws -> Configuration {
    let base = [
      "REGION": "us-east-1", "VPC_NAME": "ml-vpc", "CLIENT_CIDRS": "203.0.113.0/24",
      "SERVER_TYPE": "",
    ]
    let all = base.merging(changes) { $1 }.sorted { $0.key < $1.key }
    var diagnostics: [Diagnostic] = []
    let configuration = Stack.mlNetwork.validate(
      EnvFile(all.map { ($0.key, $0.value) }), context: .noFiles, diagnostics: &diagnostics)
    return try #require(configuration, "\(diagnostics)")
  }
}
