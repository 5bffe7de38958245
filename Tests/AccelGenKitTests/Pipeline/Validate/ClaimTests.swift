import Testing

@testable import AccelGenKit

@Suite struct ClaimTests {
  @Test func aThousandDeploymentsAreComparedWithOneAnother() throws {
    let configurations = try (0..<1_000).map { number in
      try configuration(
        ["DEPLOYMENT_NAME": "d-\(number % 999)", "RESOURCE_VPC_NAME": "vpc-\(number)"],
        name: "\(number).env.template")
    }
    let diagnostics = Claims.conflicts(among: configurations.map { (.acceleration, $0) })
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.span?.file.name) == ["999.env.template"])
    #expect(errors.first?.related.map(\.span.file.name) == ["0.env.template"])
    // All have the endpoint's and the expose VPC's name in common, none the resource VPC's.
    #expect(diagnostics.filter { $0.code == "duplicate-name" }.count == 2 * 999)
  }

  /// Two deployments of a stack that peers something with a network of the user's.
  @Test func addressesThatOneNetworkIsPeeredWithMustNotOverlap() throws {
    let block = Parameter<IPv4CIDR>(
      "BLOCK", default: nil, .init(summary: "", rule: "", example: "10.0.0.0/16", source: ""))
    let network = Parameter<ResourceName>(
      "NETWORK", default: nil, .init(summary: "", rule: "", example: "a", source: ""))
    let stack = Stack(
      name: "peered", summary: "", parameters: [AnyParameter(block), AnyParameter(network)],
      deploymentNameKey: "NETWORK",
      claims: { configuration in
        guard let value = configuration[block], let name = configuration[network] else { return [] }
        return [
          .addresses(
            value, of: "BLOCK", peeredWith: name.text.lowercased(), account: nil,
            at: configuration.span(of: block))
        ]
      }, files: [])
    func codes(_ texts: (block: String, network: String)...) throws -> [String] {
      let deployments = try texts.map { text in
        var diagnostics: [Diagnostic] = []
        let env = EnvFile([("BLOCK", text.block), ("NETWORK", text.network)])
        let configuration = stack.validate(env, context: .noFiles, diagnostics: &diagnostics)
        return (stack, try #require(configuration, "\(diagnostics)"))
      }
      return Claims.conflicts(among: deployments).map(\.code.description)
        .filter { $0 != "duplicate-deployment" }
    }
    #expect(try codes(("10.1.0.0/16", "a"), ("10.1.2.0/24", "a")) == ["peered-cidrs-overlap"])
    #expect(try codes(("10.1.0.0/16", "a"), ("10.2.0.0/16", "a")) == [])
    #expect(try codes(("10.1.0.0/16", "a"), ("10.1.0.0/16", "b")) == [])
  }

  private func configuration(
    _ changes: [String: String], name: String
  ) throws -> Configuration {
    var diagnostics: [Diagnostic] = []
    let env = EnvFile.seed(changing: changes, name: name)
    let configuration = Stack.acceleration.validate(
      env, context: .noFiles, diagnostics: &diagnostics)
    return try #require(configuration, "\(diagnostics)")
  }
}
