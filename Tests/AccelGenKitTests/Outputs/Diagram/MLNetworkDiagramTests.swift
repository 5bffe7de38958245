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
    "connected": [
      "VPN_DEVICE_IP": "203.0.113.7", "TRAINING_TYPE": "g6.12xlarge", "NAT": "none",
      "GATEWAY_ENDPOINTS": "",
    ],
    "everything": [
      "DEPLOYMENT_NAME": "machine-learning-sydney1", "VPC_CIDR": "172.31.240.0/20",
      "ZONE_COUNT": "6", "INTERFACE_ENDPOINTS": "ssm,ssmmessages", "NETWORK_ACLS": "true",
      "VPN_DEVICE_IP": "203.0.113.107",
      "VPN_CIDRS": "192.168.224.0/20,192.168.240.0/20,10.128.0.0/20,10.128.16.0/20,10.128.32.0/20",
      "TRAINING_TYPE": "p5.48xlarge", "TRAINING_ZONE": "6", "TRAINING_COUNT": "16",
      "PEER_REGION": "eu-west-1", "PEER_VPC_CIDR": "192.168.100.0/24", "PEER_PROFILE": "data",
    ],
    "second-region": ["PEER_REGION": "ap-northeast-1", "TIERS": "public,app"],
    "least": ["TIERS": "public,app", "NAT": "none", "GATEWAY_ENDPOINTS": ""],
    "regional": ["NAT": "regional", "TIERS": "public,app,training"],
    "serving": ["SERVER_TYPE": "t3.large", "TIERS": "public,app,training"],
    "serving-by-cdn": ["SERVER_TYPE": "g6.xlarge", "SERVER_COUNT": "2", "SERVER_MAX": "2"],
    "serving-in-six-zones": [
      "DEPLOYMENT_NAME": "machine-learning-sydney1", "VPC_CIDR": "192.168.240.0/21",
      "ZONE_COUNT": "6", "SERVER_TYPE": "g6e.48xlarge", "SERVER_COUNT": "100", "SERVER_MAX": "999",
      "NAT": "none", "INTERFACE_ENDPOINTS": "ssm,ssmmessages",
    ],
  ]
  private static let certificate = try? CertificateARN.parse(
    "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555")
  /// Which ways in there are beside these.
  private static let switches: [String: [String: any ParameterValue]] = [
    "serving": ["CANARY": true, "CDN": false],
    "serving-by-cdn": ["CANARY": false, "CDN": true],
    "serving-in-six-zones": [
      "CANARY": true, "CDN": true, "CERTIFICATE_ARN": certificate,
    ],
  ]
  static let names = (networks.keys + [everyWayIn]).sorted()

  private func topology(_ name: String) throws -> Topology {
    guard name == Self.everyWayIn else {
      var configuration = try MLNetworkConfiguration.make(try #require(Self.networks[name]))
      for (key, value) in Self.switches[name] ?? [:] {
        configuration.append(.init(key: key, value: value, origin: .derived))
      }
      return try #require(MLNetworkTopology.of(configuration))
    }
    let configuration = try MLNetworkConfiguration.make(try #require(Self.networks["everything"]))
    let picture = try #require(MLNetworkPicture(configuration))
    let topology = try #require(MLNetworkTopology.of(configuration))
    let gates = try #require(topology.regions.first).network.gates
    let site = try #require(gates.first?.arms.first)
    let direct = MLNetworkGates.directConnect(
      gateway: "12ab34cd-1234-5678-9abc-1234567890ab", blocks: [try .parse("172.16.0.0/20")])
    return topology.with(
      gates: [
        try #require(MLNetworkGates.vpnGateway(picture, [site, direct], letsIn: true)),
        MLNetworkGates.clientVPN(picture, block: try IPv4CIDR.parse("10.100.0.0/22")),
        try #require(gates.last),
      ])
  }

  /// The names of things may be twice as long as the room that four ways in leave them.
  private static let everyWayIn = "every-way-in"

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

  /// What is connected, and what its own gate in the network is, is in every form.
  @Test(arguments: names) func everyConnectionIsShown(name: String) throws {
    let topology = try topology(name)
    let gates = topology.regions.flatMap(\.network.gates)
    let expected = ["connected": 1, "second-region": 1, "everything": 2, Self.everyWayIn: 3]
    #expect(gates.count == expected[name, default: 0])
    let svg = try SVGPicture(SVGDiagram.text([topology])).texts.map(\.text).joined(separator: " ")
    let forms = [svg, TextDiagram.text(topology), MermaidDiagram.text([topology])]
    for form in forms {
      for gate in gates { #expect(form.contains(gate.kind.prefix(9)), "\(gate.kind)") }
      for arm in gates.flatMap(\.arms) {
        #expect(form.contains(arm.link.title))
        #expect(form.contains(arm.link.remark))
        switch arm.end {
        case .end(let end): #expect(form.contains(end.title))
        case .region(let region):
          #expect(form.contains(region.code))
          #expect(form.contains(region.network.name))
          for subnet in region.network.tiers.flatMap(\.subnets) {
            #expect(form.contains(subnet.block))
          }
        }
      }
    }
  }

  /// An arrow ends at a gate or at what it leads to, and runs through no box on its way.
  @Test(arguments: names) func noArmRunsThroughABox(name: String) throws {
    let text = SVGDiagram.text([try topology(name)])
    let boxes = try SVGPicture(text).boxes
    let paths = text.matches(of: /class="way" d="M(\d+) (\d+)V(\d+)"/)
    for path in paths {
      let (x, ends) = (Int(path.1) ?? 0, [Int(path.2) ?? 0, Int(path.3) ?? 0].sorted())
      for box in boxes where (box.x...box.right).contains(x) {
        // It leaves the boxes that its beginning is in, and enters none that it goes out of again.
        #expect(!(box.y > ends[0] + 8 && box.bottom < ends[1] - 8), "\(path.0) \(box)")
      }
    }
  }

  /// With what is in front of it, from the clients to the servers, and where the load balancer stands.
  @Test(arguments: [
    ("serving", 0, "TCP 80"), ("serving-by-cdn", 1, "TCP 80"),
    ("serving-in-six-zones", 1, "TCP 443"),
  ])
  func theWayToTheServersIsShown(name: String, tier: Int, port: String) throws {
    let topology = try topology(name)
    let tiers = try #require(topology.regions.first).network.tiers
    let balancer = try #require(tiers[tier].hops.first { $0.kind == "Application Load Balancer" })
    #expect(balancer.lines.contains { $0.text.hasPrefix("listens on \(port)") })
    let svg = try SVGPicture(SVGDiagram.text([topology])).texts.map(\.text).joined(separator: " ")
    let forms = [svg, TextDiagram.text(topology), MermaidDiagram.text([topology])]
    #expect((topology.front == nil) == (tier == 0))
    for form in forms { #expect(form.contains("CloudFront") == (tier == 1)) }
  }

  /// The tiers and the cluster: in the zone that it stands in, and in no other.
  @Test func theClusterStandsInItsZone() throws {
    let tier = try #require(try topology("everything").regions.first?.network.tiers.last)
    let cluster = try #require(tier.hops.last)
    #expect(cluster.kind == "Cluster placement group")
    #expect(cluster.addresses.map(\.text) == Array(repeating: "none here", count: 5) + ["cluster"])
  }
}

extension Topology {
  /// The same with other gates of the first network.
  fileprivate func with(gates: [Gate]) -> Topology {
    let regions = regions.map { region in
      var network = region.network
      network.gates = gates
      return Region(role: region.role, code: region.code, name: region.name, network: network)
    }
    return Topology(
      name: name, summary: summary, description: description, clients: clients, service: service,
      directWay: directWay, regions: regions, link: link, remark: remark)
  }
}
