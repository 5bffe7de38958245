import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// What costs more than `COST_LIMIT` is not written, and still shown.
@Suite struct CostLimitTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Two NAT gateways and their addresses: USD 73 a month in us-east-1.
  private func run(_ command: [String], limit: String) throws -> Command.Outcome {
    try scratch.write(
      "env.template",
      "STACK=ml-network\nREGION=us-east-1\nVPC_NAME=ml-vpc\nCLIENT_CIDRS=203.0.113.0/24\nCOST_LIMIT=\(limit)\nSERVER_TYPE=\n"
    )
    return try BuiltBinary.run(command, in: scratch)
  }

  @Test(arguments: [["generate"], ["check"], ["validate"]])
  func whatCostsMoreIsRefused(command: [String]) throws {
    let result = try run(command, limit: "72.99")
    #expect(result.status == 1, "\(result.transcript)")
    #expect(result.errors.contains("env.template:5:12: error[cost-limit]"), "\(result.transcript)")
    #expect(result.errors.contains("NAT=\"single\" costs USD 36.50"), "\(result.transcript)")
    #expect(scratch.read("generated/ml-network/deploy_all.sh") == nil)
  }

  @Test func whatCostsAsMuchIsWritten() throws {
    let result = try run(["generate"], limit: "73")
    #expect(result.status == 0, "\(result.transcript)")
    #expect(scratch.read("generated/ml-network/deploy_all.sh") != nil)
  }

  /// That is how one sees what could be left out.
  @Test func whatCostsMoreIsStillAddedUp() throws {
    let result = try run(["cost"], limit: "50")
    #expect(result.status == 1, "\(result.transcript)")
    #expect(result.output.contains("Total a month:"), "\(result.transcript)")
    #expect(result.errors.contains("error[cost-limit]"), "\(result.transcript)")
  }
}
