import Foundation
import TestSupport
import Testing

/// The site-to-site VPN of ml-network: gateways that take minutes, entries that stay, keys that nobody is to see.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct VPNTests {
  private static let region = NetworkFolder.region
  private static let device = ["VPN_DEVICE_IP": "203.0.113.7", "VPN_CIDRS": "192.168.0.0/16"]

  private func deployment(
    _ more: [String: String] = device, on emulator: Emulator
  ) throws -> Deployment {
    try NetworkFolder(more, on: emulator).deployment
  }

  private func attachments(_ deployment: Deployment) throws -> String {
    try deployment.aws(
      Self.region, "ec2", "describe-vpn-gateways", "--query",
      "VpnGateways[?State!='deleted'].VpcAttachments[].State")
  }

  @Test func itIsMadeKeptChangedInPlaceAndTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    let status = try deployment.succeed("status.sh").output
    #expect(status.components(separatedBy: "waiting for your device").count == 3, "\(status)")
    let connection = try deployment.value("NETWORK_VPN_CONNECTION_ID")
    try emulator.set("vpn_tunnels_up", to: true)
    let up = try deployment.succeed("status.sh").output
    #expect(up.contains(" UP "), "\(up)")

    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [], "a second run changes nothing")

    try deployment.change(
      to: Self.device.merging(["VPN_CIDRS": "172.20.0.0/16,192.168.4.0/24"]) { $1 })
    let told = try deployment.run("status.sh")
    #expect(told.status == 1)
    #expect(told.output.contains("! VPN route 192.168.0.0/16"), "\(told.transcript)")
    try deployment.succeed("deploy_all.sh")
    let routes = try deployment.aws(
      Self.region, "ec2", "describe-vpn-connections", "--query",
      "sort(VpnConnections[].Routes[].DestinationCidrBlock)")
    #expect(routes == "172.20.0.0/16\t192.168.4.0/24")
    #expect(try deployment.value("NETWORK_VPN_CONNECTION_ID") == connection)
    let training = try #require(try deployment.value("NETWORK_TRAINING_GROUP_ID"))
    let rules = try deployment.aws(
      Self.region, "ec2", "describe-security-group-rules", "--filters",
      "Name=group-id,Values=\(training)", "--query", "SecurityGroupRules[?CidrIpv4].CidrIpv4")
    #expect(
      rules.split(separator: "\t").sorted()
        == ["172.20.0.0/16", "172.20.0.0/16", "192.168.4.0/24", "192.168.4.0/24"])
    try deployment.succeed("status.sh")

    try deployment.aws(
      Self.region, "ec2", "disable-vgw-route-propagation", "--gateway-id",
      try #require(try deployment.value("NETWORK_VPN_GATEWAY_ID")), "--route-table-id",
      try #require(try deployment.value("NETWORK_PRIVATE_ROUTE_TABLE_1_ID")))
    let off = try deployment.run("status.sh")
    #expect(
      off.output.contains("! VPN routes of NETWORK_PRIVATE_ROUTE_TABLE_1"), "\(off.transcript)")
    try deployment.succeed("deploy_all.sh")
    try deployment.succeed("status.sh")

    try emulator.set(["vpn_gateway_detached_seconds": 3, "vpn_connection_deleted_seconds": 3])
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func anotherDeviceIsRefusedUntilTheVPNIsTakenAway() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    let other = ["VPN_DEVICE_IP": "203.0.113.9"]
    try deployment.change(to: other)
    try emulator.forgetCalls()
    let refused = try deployment.run("deploy_all.sh")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("made for the device 203.0.113.7 65000 static"),
      "\(refused.transcript)")
    try deployment.change(to: [:])
    let unwanted = try deployment.run("status.sh")
    #expect(unwanted.status == 1)
    #expect(unwanted.output.contains("no longer wanted"), "\(unwanted.transcript)")
    try deployment.succeed("deploy_all.sh")
    try deployment.succeed("status.sh")
    try deployment.change(to: other)
    try deployment.succeed("deploy_all.sh")
    try deployment.succeed("status.sh")
  }

  /// hashicorp/terraform#8632, tectonic-installer#1456: an attachment of more than five minutes, or ten.
  @Test func row26AnAttachmentHasItsOwnLongDeadline() throws {
    let emulator = try Emulator()
    var deployment = try deployment(on: emulator)
    deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "4"
    try emulator.set(["vpn_gateway_attached_seconds": 12, "vpn_connection_available_seconds": 8])
    let run = try deployment.succeed("deploy_all.sh")
    #expect(run.output.contains("vpn gateway: attaching"), "\(run.transcript)")
    #expect(try attachments(deployment) == "attached")
  }

  /// hashicorp/terraform#6987, terraform-provider-aws#8575: entries of before are read as the one of now.
  @Test func row27EntriesOfWhatWasDetachedAreNotTakenForTheAttachment() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    try emulator.set(["vpn_gateway_detached_seconds": 4])
    try deployment.aws(
      Self.region, "ec2", "detach-vpn-gateway", "--vpn-gateway-id",
      try #require(try deployment.value("NETWORK_VPN_GATEWAY_ID")), "--vpc-id",
      try #require(try deployment.value("NETWORK_VPC_ID")))
    let told = try deployment.run("status.sh")
    #expect(told.output.contains("! attachment of NETWORK_VPN_GATEWAY"), "\(told.transcript)")
    try deployment.succeed("deploy_all.sh")
    #expect(try attachments(deployment) == "detached\tattached")
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
  }

  /// terraform-provider-aws#5831, #15164: IncorrectState while it is detaching.
  @Test func row28AGatewayIsDeletedWhenItIsDetachedAndNotBefore() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    // A cleanup that was killed has asked for some of it.
    try emulator.set(["vpn_gateway_detached_seconds": 10, "vpn_connection_deleted_seconds": 10])
    try deployment.aws(
      Self.region, "ec2", "delete-vpn-connection", "--vpn-connection-id",
      try #require(try deployment.value("NETWORK_VPN_CONNECTION_ID")))
    try emulator.forgetCalls()
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.calls().filter { $0.action == "DeleteVpnGateway" }.count == 1)
    #expect(try emulator.inventoryText() == before)
  }

  /// terraform-aws-modules/terraform-aws-vpc#472: made, and never attached.
  @Test func row29AGatewayThatWasMadeAndNotAttachedIsAttachedByTheNextRun() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try emulator.refuse("AttachVpnGateway", in: Self.region)
    #expect(try deployment.run("deploy_all.sh").status == 1)
    let gateway = try deployment.value("NETWORK_VPN_GATEWAY_ID")
    #expect(gateway != nil)
    #expect(try attachments(deployment) == "")
    try emulator.forgetFaults()
    try deployment.succeed("deploy_all.sh")
    #expect(try deployment.value("NETWORK_VPN_GATEWAY_ID") == gateway)
    #expect(try attachments(deployment) == "attached")
  }

  @Test func somebodysCustomerGatewayForTheSameDeviceIsLeftAlone() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    let theirs = try deployment.aws(
      Self.region, "ec2", "create-customer-gateway", "--type", "ipsec.1", "--ip-address",
      "203.0.113.7", "--bgp-asn", "65000", "--query", "CustomerGateway.CustomerGatewayId")
    try deployment.succeed("deploy_all.sh")
    #expect(try deployment.value("NETWORK_CUSTOMER_GATEWAY_ID") != theirs)
    try deployment.succeed("cleanup.sh", "--yes")
    let left = try deployment.aws(
      Self.region, "ec2", "describe-customer-gateways", "--customer-gateway-ids", theirs, "--query",
      "CustomerGateways[].[State,length(Tags)]")
    #expect(left == "available\t0")
  }

  /// A whole life with every script that there is: what they print, the calls that they plan, `env` and the notes
  /// beside it, what they put into the folder for temporary files, and the process list meanwhile.
  @Test func theKeysAreInTheDevicesConfigurationAndNowhereElse() throws {
    let emulator = try Emulator()
    var deployment = try deployment(on: emulator)
    let temporary = try TemporaryFolder()
    deployment.settings["TMPDIR"] = temporary.url.path(percentEncoded: false)
    var seen = try deployment.succeed("deploy_all.sh", "--plan").transcript
    func watch(_ script: String, _ arguments: [String], mayFail: Bool = false) throws {
      let run = try deployment.command(script, arguments).start()
      repeat {
        seen += Self.commandLines()
        seen += try Self.text(in: deployment.scripts)
        seen += try Self.text(in: temporary.url)
        usleep(50_000)
      } while run.isRunning
      let outcome = try run.outcome()
      #expect(
        outcome.status == 0 || mayFail && outcome.status == 1, "\(script): \(outcome.transcript)")
      seen += outcome.transcript
    }
    for (script, arguments) in [
      ("preflight.sh", []), ("deploy_all.sh", []), ("deploy_all.sh", []),
      ("deploy_all.sh", ["--plan"]), ("status.sh", []), ("status.sh", ["--json"]),
      ("vpn_config.sh", ["--list"]), ("vpn_config.sh", ["f2d95e84"]), ("vpn_config.sh", []),
    ] {
      try watch(script, arguments)
    }
    // The tunnels are down, and have carried nothing: these say so.
    for (script, arguments) in [
      ("diagnose.sh", ["all"]), ("diagnose.sh", ["all", "--json"]), ("metrics.sh", []),
      ("metrics.sh", ["--json"]),
    ] {
      try watch(script, arguments, mayFail: true)
    }
    seen += try Command(
      Repository.accelgen, ["policy", "--stack", "ml-network"],
      in: deployment.scripts.deletingLastPathComponent().deletingLastPathComponent()
    ).run().transcript
    let keys = try JSONDecoder().decode([String].self, from: emulator.get("secrets"))
    #expect(keys.count == 2)
    try watch("cleanup.sh", ["--yes"])
    #expect(seen.contains("NETWORK_VPN_CONNECTION_ID"))
    #expect(seen.contains("ec2:DescribeVpnConnections"))
    for key in keys { #expect(!seen.contains(key)) }

    let file = deployment.scripts.appending(path: "vpn_device_config.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    for key in keys { #expect(text.contains(key)) }
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let ignored = try String(
      contentsOf: deployment.scripts.appending(path: ".gitignore"), encoding: .utf8)
    #expect(ignored.contains("/vpn_device_config.txt*\n"))
  }

  @Test func whatIsMissingForAConfigurationIsSaid() throws {
    let deployment = try deployment(on: Emulator())
    let none = try deployment.run("vpn_config.sh")
    #expect(none.status == 1)
    #expect(none.errors.contains("there is no VPN yet"), "\(none.transcript)")
    for wrong in [["--lost"], ["generic"], ["9005b6c1", "f2d95e84"], ["--list", "9005b6c1"]] {
      #expect(try deployment.command("vpn_config.sh", wrong).run().status == 2, "\(wrong)")
    }
    #expect(try deployment.run("vpn_config.sh", "--help").output.contains("usage: ./vpn_config.sh"))
    try deployment.change(to: [:])
    #expect(try deployment.run("vpn_config.sh").errors.contains("this network has no VPN"))
  }

  /// What stands in the process list, where the system has it as files.
  private static func commandLines() -> String {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { $0.allSatisfy(\.isNumber) }.compactMap {
      FileManager.default.contents(atPath: "/proc/\($0)/cmdline")
    }.map { String(decoding: $0, as: UTF8.self) }.joined()
  }

  /// What stands in all files of a folder and its folders but the device's configuration and what becomes it.
  private static func text(in folder: URL) throws -> String {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { !$0.hasPrefix("vpn_device_config.txt") && !$0.hasSuffix(".sh") }
      .compactMap { FileManager.default.contents(atPath: folder.appending(path: $0).path) }
      .map { String(decoding: $0, as: UTF8.self) }.joined()
  }
}
