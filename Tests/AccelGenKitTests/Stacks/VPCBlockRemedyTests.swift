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
      let mended = texts.merging(try proposals(for: texts)) { $1 }
      #expect(problems(of: mended).map(\.message) == [], "\(texts) \(mended)")
    }
  }

  private func problems(of texts: [String: String]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    _ = Stack.acceleration.validate(
      .seed(changing: texts), context: .noFiles, diagnostics: &diagnostics)
    return diagnostics.filter { $0.code.description.contains("cidr") }
  }

  /// The block that the first problem of each key proposes.
  private func proposals(for texts: [String: String]) throws -> [String: String] {
    var proposals: [String: String] = [:]
    for problem in problems(of: texts) {
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
