import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The pictures of the golden deployments, and of one with the longest names that there can be.
///
/// The SVG forms of the deployments are beside their scripts. The Mermaid forms have been read and drawn by
/// Mermaid 11.0.2 itself; `MermaidTests` holds what follows from its grammar.
@Suite struct DiagramGoldenTests {
  private static let folder = "Tests/Goldens/diagrams"
  static let longest = GoldenDeployment(
    stack: .acceleration, variant: "longest-names",
    path: "\(folder)/acceleration/longest-names",
    input: "\(folder)/acceleration/longest-names/env.template")
  static let all = GoldenDeployment.all.filter { $0.stack.topology != nil } + [longest]

  private func file(_ golden: GoldenDeployment, _ ending: String) -> String {
    "\(Self.folder)/\(golden.stack.name)/\(golden.variant ?? "shipped")/topology.\(ending)"
  }

  @Test(arguments: all) func theTextIsAsRecorded(_ golden: GoldenDeployment) throws {
    let text = TextDiagram.text(try golden.topology())
    try Golden.expect(text, equals: file(golden, "txt"))
  }

  @Test(arguments: all) func theTextFits100Columns(_ golden: GoldenDeployment) throws {
    let lines = TextDiagram.text(try golden.topology()).split(separator: "\n")
    #expect(lines.map { TextFit.terminal.units(of: String($0)) }.max() == 100)
  }

  @Test(arguments: all) func theMermaidFormIsAsRecorded(_ golden: GoldenDeployment) throws {
    let text = MermaidDiagram.text([try golden.topology()])
    try Golden.expect(text, equals: file(golden, "mmd"))
  }

  @Test func theSVGFormOfTheLongestNamesIsAsRecorded() throws {
    try Golden.expect(
      SVGDiagram.text([try Self.longest.topology()]), equals: file(Self.longest, "svg"))
  }

  @Test func severalAreOneDocument() throws {
    let topologies = try GoldenDeployment.acceleration.prefix(2).map { try $0.topology() }
    let folder = "\(Self.folder)/acceleration/several"
    try Golden.expect(SVGDiagram.text(topologies), equals: "\(folder)/topology.svg")
    try Golden.expect(MermaidDiagram.text(topologies), equals: "\(folder)/topology.mmd")
  }

  /// What a picture must show, whatever it leaves out.
  @Test(arguments: GoldenDeployment.acceleration)
  func everyFormShowsTheRegionsBlocksAddressesAndPorts(_ golden: GoldenDeployment) throws {
    let configuration = try golden.plan().configuration
    let topology = try golden.topology()
    let keys = [
      "RESOURCE_REGION", "EXPOSE_REGION", "RESOURCE_VPC_CIDR", "EXPOSE_VPC_CIDR",
      "RESOURCE_SUBNET_1_CIDR", "RESOURCE_SUBNET_2_CIDR", "EXPOSE_SUBNET_1_CIDR",
      "EXPOSE_SUBNET_2_CIDR", "RESOURCE_ENDPOINT_ADDRESS_1", "RESOURCE_ENDPOINT_ADDRESS_2",
      "EXPOSE_NLB_NAME", "RESOURCE_VPC_NAME", "EXPOSE_VPC_NAME", "RESOURCE_VPC_ENDPOINT_NAME",
      "DEPLOYMENT_NAME", "EXPOSE_IDLE_TIMEOUT_SECONDS",
    ]
    let forms = [
      SVGDiagram.text([topology]), MermaidDiagram.text([topology]), TextDiagram.text(topology),
    ]
    for form in forms {
      for key in keys {
        let value = try #require(configuration[key]?.value.text)
        #expect(form.contains(value), "\(key) \(value)")
      }
      #expect(form.contains("TCP 443"))
      let hasElasticIPs = configuration["EXPOSE_ELASTIC_IPS"]?.value.isSet == true
      #expect(form.contains("Elastic IP 2") == hasElasticIPs)
    }
  }
}

extension GoldenDeployment {
  static let acceleration = all.filter { $0.stack.name == Stack.acceleration.name }

  func topology() throws -> Topology { try #require(try plan().topology) }
}
