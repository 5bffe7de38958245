@testable import AccelGenKit

extension Topology {
  /// Three tiers in three zones in one Region, with a hop in each of the first two.
  static let layered: Topology = {
    func tier(_ title: String, _ number: Int, _ hops: [Hop]) -> Tier {
      Tier(
        title: title,
        subnets: (0..<3).map { zone in
          Subnet(title: "\(title) \(zone + 1)", block: "10.0.\(16 * (3 * number + zone)).0/20")
        }, hops: hops)
    }
    func hop(_ kind: String, _ name: String, _ start: String) -> Hop {
      Hop(
        kind: kind, name: name, lines: [.words("listens on TCP 443")],
        addresses: (1...3).map { Address(text: "\(start)\($0)", remark: "chosen by AWS") })
    }
    let network = Network(
      kind: "VPC", name: "models", block: "10.0.0.0/16",
      tiers: [
        tier("public", 0, [hop("Application Load Balancer", "models-alb", "public IP ")]),
        tier("servers", 1, [hop("Auto Scaling group", "models-servers", "instance ")]),
        tier("data", 2, []),
      ],
      rules: [
        Rule(title: "lets in", values: ["the clients, TCP 443"]),
        Rule(title: "routes", values: ["0.0.0.0/0 → internet gateway"]),
      ])
    return Topology(
      name: "models", summary: "Serve models in three zones", description: "Three tiers.",
      clients: End(title: "Clients", lines: [.value("0.0.0.0/0")]),
      service: End(title: "Model store", lines: [.value("models.s3.amazonaws.com")]),
      directWay: "the public internet",
      regions: [
        Region(
          role: "REGION", code: "ap-southeast-1", name: "Asia Pacific (Singapore)",
          network: network)
      ], link: nil, remark: "Made up by a test")
  }()
}
