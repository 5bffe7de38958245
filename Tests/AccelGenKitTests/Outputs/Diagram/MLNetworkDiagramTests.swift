import TestSupport
import Testing

@testable import AccelGenKit

/// The pictures of networks of tiers: two and three zones, the most, and the least that there can be.
@Suite struct MLNetworkDiagramTests {
  static let networks: [String: [String: String]] = [
    "two-zones": [:],
    "three-zones": [
      "ZONE_COUNT": "3", "INTERFACE_ENDPOINTS": "ssm,ssmmessages,ecr.api,ecr.dkr,logs",
      "NETWORK_ACLS": "true", "DENY_CIDRS": "192.0.2.0/24,198.51.100.0/24", "FLOW_LOG_DAYS": "14",
      "PROFILE": "network",
    ],
    "six-zones": [
      "DEPLOYMENT_NAME": "machine-learning-sydney1", "VPC_CIDR": "192.168.240.0/21",
      "ZONE_COUNT": "6", "NAT": "single", "INTERFACE_ENDPOINTS": "sagemaker.runtime",
    ],
    "least": ["TIERS": "public,app", "NAT": "none", "GATEWAY_ENDPOINTS": ""],
    "regional": ["NAT": "regional", "TIERS": "public,app,training"],
  ]
  static let names = networks.keys.sorted()

  private func topology(_ name: String) throws -> Topology {
    let changes = try #require(Self.networks[name])
    return try #require(MLNetworkTopology.of(try MLNetworkConfiguration.make(changes)))
  }

  @Test(arguments: names) func thePicturesAreAsRecorded(name: String) throws {
    let topology = try topology(name)
    let folder = "Tests/Goldens/diagrams/ml-network/\(name)"
    try Golden.expect(TextDiagram.text(topology), equals: "\(folder)/topology.txt")
    try Golden.expect(MermaidDiagram.text([topology]), equals: "\(folder)/topology.mmd")
    try Golden.expect(SVGDiagram.text([topology]), equals: "\(folder)/topology.svg")
  }

  @Test(arguments: names) func nothingIsCutOrOutsideOfItsBox(name: String) throws {
    let topology = try topology(name)
    let picture = try SVGPicture(SVGDiagram.text([topology]))
    #expect(picture.titles == [])
    for text in picture.texts {
      let box = try #require(picture.innermostBox(around: text), "\(text)")
      #expect(text.left >= box.x + 4 && text.right <= box.right - 4, "\(text) in \(box)")
    }
    #expect(!TextDiagram.text(topology).contains(TextFit.ellipsis))
    #expect(!MermaidDiagram.text([topology]).contains(TextFit.ellipsis))
    let lines = TextDiagram.text(topology).split(separator: "\n")
    #expect(lines.map { TextFit.terminal.units(of: String($0)) }.max() == 100)
  }

  @Test(arguments: names) func noTwoTextsOverlap(name: String) throws {
    let texts = try SVGPicture(SVGDiagram.text([try topology(name)])).texts
    for (index, text) in texts.enumerated() {
      for other in texts.dropFirst(index + 1) where abs(other.y - text.y) < 12 {
        #expect(text.right < other.left || other.right < text.left, "\(text) \(other)")
      }
    }
  }

  /// Every subnet is in every form, a wide block on two lines.
  @Test(arguments: names) func everySubnetIsShown(name: String) throws {
    let topology = try topology(name)
    let picture = try SVGPicture(SVGDiagram.text([topology]))
    for subnet in topology.regions.flatMap(\.network.tiers).flatMap(\.subnets) {
      let isWhole = picture.texts.contains { $0.text == subnet.block }
      let end = subnet.block.split(separator: ".").last.map(String.init)
      #expect(isWhole || picture.texts.contains { $0.text == end }, "\(subnet.block)")
      #expect(TextDiagram.text(topology).contains("\(subnet.title)  \(subnet.block)"))
      #expect(MermaidDiagram.text([topology]).contains("\(subnet.title) \(subnet.block)"))
    }
  }
}
