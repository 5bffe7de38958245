import Testing

@testable import AccelGenKit

/// Configurations of the gateway-endpoints stack.
enum GatewayConfiguration {
  /// - Parameter changes: what a test is about; the rest is a VPC that is there, in us-east-1.
  static func make(_ changes: [String: String]) throws -> Configuration {
    let base = [
      "GATEWAY_REGION": "us-east-1", "GATEWAY_SERVICES": "s3,dynamodb",
      "GATEWAY_VPC_ID": "vpc-0123456789abcdef0",
    ]
    let all = base.merging(changes) { $1 }.sorted { $0.key < $1.key }
    var diagnostics: [Diagnostic] = []
    let configuration = Stack.gatewayEndpoints.validate(
      EnvFile(all.map { ($0.key, $0.value) }), context: .noFiles, diagnostics: &diagnostics)
    return try #require(configuration, "\(diagnostics)")
  }
}
