import Foundation
import TestSupport
import Testing

/// A network with model servers, in which nothing takes long.
struct ModelServerNetwork {
  static let servers = ["SERVER_TYPE": "t3.large", "SERVER_GRACE_SECONDS": "0"]
  let emulator: Emulator
  var network: NetworkFolder

  /// - Parameters:
  ///   - more: what a test is about.
  ///   - deployed: whether it is there already.
  init(_ more: [String: String] = [:], deployed: Bool = true) throws {
    emulator = try Emulator()
    try emulator.set(["server_retry_seconds": 0.2, "server_warmup_seconds": 0])
    network = try NetworkFolder(Self.servers.merging(more) { $1 }, on: emulator)
    network.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "30"
    if deployed { try network.succeed("deploy_all.sh") }
  }

  func change(to more: [String: String]) throws {
    try network.change(to: Self.servers.merging(more) { $1 })
  }

  /// What a group is told to be; words with blanks between them.
  func group(_ version: String, _ query: String) throws -> String {
    try network.aws(
      "autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names",
      "ml-network-\(version)", "--query", "AutoScalingGroups[].\(query)"
    ).replacing("\t", with: " ").replacing("\n", with: " ")
  }

  /// The versions of the template that a group's servers are of.
  func versions(_ version: String = "stable") throws -> [String] {
    try group(version, "Instances[].LaunchTemplate.Version").split(separator: " ").map(String.init)
  }

  func instances(_ version: String = "stable") throws -> [String] {
    try group(version, "Instances[].InstanceId").split(separator: " ").map(String.init)
  }

  func groups() throws -> [String] {
    try resources("auto-scaling-group").compactMap { $0["name"] as? String }
  }

  /// What there is of a type, as Tests/Emulator/emulator/inventory.py tells it.
  func resources(_ type: String) throws -> [[String: Any]] {
    let all = try JSONSerialization.jsonObject(with: emulator.inventoryText())
    return try #require(all as? [[String: Any]]).filter { $0["type"] as? String == type }
  }

  func launched(_ version: String, _ query: String) throws -> String {
    try network.aws(
      "ec2", "describe-launch-template-versions", "--launch-template-id",
      network.value("NETWORK_SERVER_TEMPLATE_ID"), "--versions", version, "--query",
      "LaunchTemplateVersions[].LaunchTemplateData.\(query)")
  }

  func mutations() throws -> [String] { try emulator.calls().filter(\.mutating).map(\.action) }
}
