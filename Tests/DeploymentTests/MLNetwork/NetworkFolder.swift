import Foundation
import TestSupport
import Testing

/// A network of ml-network in us-east-1, with what a test is about.
struct NetworkFolder {
  static let region = "us-east-1"
  var deployment: Deployment

  init(_ values: [String: String] = [:], on emulator: Emulator) throws {
    deployment = try Deployment.quick(
      of: "ml-network", on: emulator, template: Self.template(values))
  }

  static func template(_ more: [String: String]) -> String {
    var values = [
      "STACK": "ml-network", "REGION": region, "VPC_NAME": "ml-vpc", "NAT": "none",
      "TIERS": "public,app,training", "GATEWAY_ENDPOINTS": "", "CLIENT_CIDRS": "203.0.113.0/24",
      "SERVER_TYPE": "",
    ]
    values.merge(more) { _, more in more }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"\n" }.joined()
  }

  func change(to values: [String: String]) throws { try deployment.change(to: values) }

  @discardableResult
  func succeed(
    _ script: String, _ arguments: String..., at location: SourceLocation = #_sourceLocation
  ) throws -> Command.Outcome {
    try deployment.succeed(script, arguments, at: location)
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

extension Deployment {
  /// Has the scripts written anew for a `NetworkFolder`'s network with other values.
  func change(to values: [String: String]) throws {
    try write("env.template", NetworkFolder.template(values))
    try generate()
  }
}

extension Emulator {
  /// The calls that do not only look, or that AWS was asked whether it would allow.
  func changes() throws -> [String] {
    try calls().map(\.action).filter { !$0.hasPrefix("Describe") && !$0.hasPrefix("Get") }
  }
}
