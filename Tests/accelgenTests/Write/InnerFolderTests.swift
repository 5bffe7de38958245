import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// Files of a deployment that stand in a folder within its own.
@Suite struct InnerFolderTests {
  private let scratch: Scratch
  private static let host = "MESH_HOST=models.production.svc.cluster.local"
  private static let files = ["destination-rule.yaml", "virtual-service.yaml"]

  init() throws { scratch = try Scratch() }

  private func run(_ command: String..., keys: [String] = [host]) throws -> Outcome {
    let lines =
      [
        "STACK=ml-network", "REGION=us-east-1", "VPC_NAME=v", "CLIENT_CIDRS=203.0.113.0/24",
        "SERVER_TYPE=",
      ]
      + keys
    try scratch.write("a.env", lines.joined(separator: "\n") + "\n")
    return Program.run(
      command + ["--env", scratch.path("a.env"), "--output", scratch.path("out")]
    ).outcome
  }

  private var names: [String] { scratch.names("out/ml-network/mesh") }

  @Test func theyComeStayAndGoWithTheirFolder() throws {
    #expect(try run("generate").exitCode == .done)
    #expect(names == Self.files)
    let number = try scratch.number("out/ml-network/mesh/virtual-service.yaml")
    #expect(try run("check").exitCode == .done)
    #expect(try run("generate").exitCode == .done)
    #expect(try scratch.number("out/ml-network/mesh/virtual-service.yaml") == number)
    #expect(try run("check", keys: []).exitCode == .stale)
    #expect(try run("generate", keys: []).exitCode == .done)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("out/ml-network/mesh")))
  }

  @Test func whatIsChangedIsStaleAndPutBack() throws {
    #expect(try run("generate").exitCode == .done)
    let name = "out/ml-network/mesh/virtual-service.yaml"
    let text = try #require(scratch.read(name))
    try scratch.write(name, text.replacing("weight: 100", with: "weight: 90"))
    #expect(try run("check").exitCode == .stale)
    #expect(try run("generate").exitCode == .done)
    #expect(scratch.read(name) == text)
  }

  @Test func whatIsTheUsersStays() throws {
    try scratch.write("out/ml-network/mesh/mine.yaml", "kind: Gateway\n")
    #expect(try run("generate").exitCode == .done)
    #expect(try run("generate", keys: []).exitCode == .done)
    #expect(names == ["mine.yaml"])
    try scratch.write("out/ml-network/mesh/virtual-service.yaml", "kind: VirtualService\n")
    let refused = try run("generate")
    #expect(refused.exitCode == .invalidInput)
    #expect(refused.codes == ["not-ours"])
    #expect(names == ["mine.yaml", "virtual-service.yaml"])
  }

  @Test func aFileInPlaceOfTheFolderIsInTheWay() throws {
    try scratch.write("out/ml-network/mesh", "mine\n")
    let refused = try run("generate")
    #expect(refused.codes == ["not-a-file"])
    #expect(scratch.read("out/ml-network/mesh") == "mine\n")
    #expect(scratch.read("out/ml-network/deploy_all.sh") == nil)
  }

  /// What it leads to is no part of the deployment.
  @Test func aLinkInPlaceOfTheFolderIsNotFollowed() throws {
    try scratch.write("elsewhere/a.yaml", "mine\n")
    try scratch.write("out/ml-network/note", "mine\n")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("out/ml-network/mesh"), withDestinationPath: scratch.path("elsewhere"))
    #expect(try run("generate").codes == ["not-a-file"])
    #expect(scratch.names("elsewhere") == ["a.yaml"])
  }
}
