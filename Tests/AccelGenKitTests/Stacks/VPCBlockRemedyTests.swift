import Testing

@testable import AccelGenKit

@Suite struct VPCBlockRemedyTests {
  /// Blocks that a VPC cannot have, or that cannot be reached, and some that are fine.
  static let blocks = [
    "0.0.0.0/0", "0.0.0.0/8", "127.0.0.0/8", "127.1.0.0/16", "8.0.0.0/8", "99.64.0.0/10",
    "52.94.0.0/20", "198.19.0.0/16", "240.0.0.0/4", "240.1.0.0/28", "169.254.7.0/30",
    "224.1.0.0/16",
    "10.0.0.0/8", "10.0.0.0/12", "10.2.0.0/15", "10.1.0.0/28", "10.1.0.0/30", "10.1.0.4/30",
    "10.2.0.0/32", "172.16.0.0/12", "172.17.0.0/30", "100.64.0.0/10", "192.168.0.0/15",
    "10.1.0.0/16", "10.2.0.0/16", "10.4.0.0/27",
  ]

  /// To do what is proposed is enough, whatever the two blocks are.
  @Test(arguments: blocks)
  func whatIsProposedIsLegal(resource: String) throws {
    for expose in Self.blocks {
      let texts = ["RESOURCE_VPC_CIDR": resource, "EXPOSE_VPC_CIDR": expose]
      let mended = texts.merging(try proposals(for: texts, in: accelerationProblems)) { $1 }
      #expect(accelerationProblems(of: mended).map(\.message) == [], "\(texts) \(mended)")
    }
  }

  /// One of the two may be left to its default.
  @Test(arguments: blocks + ["10.4.0.0/20", "10.0.0.0/13", "10.0.0.0/14"])
  func soItIsForASecondRegion(network: String) throws {
    for peer in Self.blocks + ["10.0.0.0/13", "10.0.0.0/14", "10.0.0.0/16"] {
      for texts in [
        ["VPC_CIDR": network, "PEER_VPC_CIDR": peer], ["VPC_CIDR": network],
        ["PEER_VPC_CIDR": peer],
      ] {
        let mended = texts.merging(try proposals(for: texts, in: networkProblems)) { $1 }
        #expect(networkProblems(of: mended).map(\.message) == [], "\(texts) \(mended)")
      }
    }
  }

  private func accelerationProblems(of texts: [String: String]) -> [Diagnostic] {
    problems(in: .acceleration, .seed(changing: texts))
  }

  private func networkProblems(of texts: [String: String]) -> [Diagnostic] {
    let others = [
      "CLIENT_CIDRS": "203.0.113.0/24", "PEER_REGION": "eu-west-1", "REGION": "us-east-1",
      "VPC_NAME": "ml-vpc",
    ]
    let all = others.merging(texts) { $1 }.sorted { $0.key < $1.key }
    return problems(in: .mlNetwork, EnvFile(all.map { ($0.key, $0.value) }))
  }

  private func problems(in stack: Stack, _ file: EnvFile) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    _ = stack.validate(file, context: .noFiles, diagnostics: &diagnostics)
    return diagnostics.filter { $0.code.description.contains("cidr") }
  }

  /// The block that the first problem of each key proposes.
  private func proposals(
    for texts: [String: String], in problems: ([String: String]) -> [Diagnostic]
  ) throws -> [String: String] {
    var proposals: [String: String] = [:]
    for problem in problems(texts) {
      let key = try #require(
        texts.keys.first { key in
          let line = problem.span.map { $0.file.line($0.start.line) } ?? ""
          return line.hasPrefix(key + "=")
        })
      let found = try #require(problem.help?.matches(of: /[0-9.]+\/[0-9]+/).last)
      proposals[key] = proposals[key] ?? String(found.0)
    }
    return proposals
  }
}
