import Testing

@testable import AccelGenKit

@Suite struct DeploymentRuleTests {
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
