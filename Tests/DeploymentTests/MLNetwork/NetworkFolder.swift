import Foundation
import TestSupport
import Testing

/// A network of ml-network in us-east-1, with what a test is about.
struct NetworkFolder {
  static let region = "us-east-1"
  let deployment: Deployment

  init(_ values: [String: String] = [:], on emulator: Emulator) throws {
    deployment = try Deployment.quick(
      of: "ml-network", on: emulator, template: Self.template(values))
  }

  private static func template(_ more: [String: String]) -> String {
    var values = [
      "STACK": "ml-network", "REGION": region, "VPC_NAME": "ml-vpc", "NAT": "none",
      "TIERS": "public,app,training", "GATEWAY_ENDPOINTS": "", "CLIENT_CIDRS": "203.0.113.0/24",
    ]
    values.merge(more) { _, more in more }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"\n" }.joined()
  }

  func change(to values: [String: String]) throws {
    try deployment.write("env.template", Self.template(values))
    try deployment.generate()
  }

  @discardableResult
  func succeed(_ script: String, _ arguments: String...) throws -> Command.Outcome {
    let outcome = try deployment.command(script, arguments).run()
    #expect(outcome.status == 0, "\(script): \(outcome.transcript)")
    return outcome
  }

  /// Runs a script that must fail; what it says of that.
  func fail(_ script: String, _ arguments: String...) throws -> String {
    let outcome = try deployment.command(script, arguments).run()
    #expect(outcome.status == 1, "\(script): \(outcome.transcript)")
    return outcome.errors
  }

  @discardableResult
  func aws(_ arguments: String...) throws -> String {
    try deployment.aws(Self.region, arguments)
  }

  func value(_ key: String) throws -> String { try #require(try deployment.value(key)) }
}
