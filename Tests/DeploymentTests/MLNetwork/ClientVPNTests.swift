import Foundation
import TestSupport
import Testing

/// Client VPN of ml-network: subnets that take minutes to associate, rules, certificates, what cannot be changed.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ClientVPNTests {
  private static let region = NetworkFolder.region
  private static let certificates = "arn:aws:acm:us-east-1:123456789012:certificate/"
  private static let server = certificates + "11111111-2222-3333-4444-555555555555"
  private static let other = certificates + "66666666-7777-8888-9999-000000000000"
  private static let clientVPN = [
    "CLIENT_VPN_SERVER_CERTIFICATE_ARN": server, "CLIENT_VPN_CLIENT_CA_ARN": server,
    "CLIENT_VPN_CIDR": "10.100.0.0/22",
  ]

  private func deployment(
    _ more: [String: String] = clientVPN, on emulator: Emulator
  ) throws -> Deployment {
    try NetworkFolder(more, on: emulator).deployment
  }

  private func endpoint(_ deployment: Deployment) throws -> String {
    try #require(try deployment.value("NETWORK_CLIENT_VPN_ENDPOINT_ID"))
  }

  private func networks(_ deployment: Deployment) throws -> [String] {
    try deployment.aws(
      Self.region, "ec2", "describe-client-vpn-target-networks", "--client-vpn-endpoint-id",
      try endpoint(deployment), "--query",
      "sort(ClientVpnTargetNetworks[?Status.Code=='associated'].TargetNetworkId)"
    ).split(separator: "\t").map(String.init)
  }

  private func rules(_ deployment: Deployment) throws -> String {
    try deployment.aws(
      Self.region, "ec2", "describe-client-vpn-authorization-rules", "--client-vpn-endpoint-id",
      try endpoint(deployment), "--query",
      "AuthorizationRules[].[DestinationCidr,Status.Code,to_string(AccessAll)]")
  }

  private func shown(_ deployment: Deployment, _ query: String) throws -> String {
    try deployment.aws(
      Self.region, "ec2", "describe-client-vpn-endpoints", "--client-vpn-endpoint-ids",
      try endpoint(deployment), "--query", "ClientVpnEndpoints[0].\(query)")
  }

  @Test func itIsMadeKeptGrownAndTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let deployment = try deployment(on: emulator)
    let run = try deployment.succeed("deploy_all.sh")
    let made = try endpoint(deployment)
    #expect(
      run.output.contains("ec2 export-client-vpn-client-configuration")
        && run.output.contains(made), "\(run.transcript)")
    let app = try [1, 2].map { try #require(try deployment.value("NETWORK_APP_SUBNET_\($0)_ID")) }
    #expect(try networks(deployment) == app.sorted())
    #expect(
      try rules(deployment) == "10.0.0.0/16\tactive\ttrue", "for the network, and nothing else")
    let group = try #require(try deployment.value("NETWORK_ACCESS_GROUP_ID"))
    #expect(
      try shown(deployment, "[SecurityGroupIds[0],to_string(SplitTunnel)]") == "\(group)\ttrue")
    #expect(try shown(deployment, "[ServerCertificateArn]") == Self.server)
    let status = try deployment.succeed("status.sh").output
    #expect(status.contains("Client VPN may call 10.0.0.0/16"), "\(status)")

    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [], "a second run changes nothing")
    let asked = try emulator.calls().map(\.action)
    #expect(!asked.contains("DescribeCertificate"), "what is in use is not asked for again")

    try deployment.change(to: Self.clientVPN.merging(["ZONE_COUNT": "3"]) { $1 })
    try deployment.succeed("deploy_all.sh")
    #expect(try networks(deployment).count == 3)
    #expect(try endpoint(deployment) == made)
    try deployment.succeed("status.sh")

    try deployment.change(to: ["ZONE_COUNT": "3"])
    let unwanted = try deployment.run("status.sh")
    #expect(unwanted.status == 1)
    #expect(unwanted.output.contains("no longer wanted"), "\(unwanted.transcript)")
    try emulator.set(["client_vpn_disassociated_seconds": 2, "client_vpn_deleted_seconds": 2])
    try deployment.succeed("deploy_all.sh")
    #expect(try deployment.value("NETWORK_CLIENT_VPN_ENDPOINT_ID") == nil)
    #expect(
      try !String(decoding: emulator.inventoryText(), as: UTF8.self).contains("client-vpn-endpoint")
    )
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func theServersCertificateChangesInPlace() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    let made = try endpoint(deployment)
    try deployment.change(
      to: Self.clientVPN.merging(["CLIENT_VPN_SERVER_CERTIFICATE_ARN": Self.other]) { $1 })
    let told = try deployment.run("status.sh")
    #expect(told.output.contains("! server certificate"), "\(told.transcript)")
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh")
    #expect(try emulator.changes() == ["ModifyClientVpnEndpoint"])
    #expect(try endpoint(deployment) == made)
    #expect(try shown(deployment, "[ServerCertificateArn]") == Self.other)
    try deployment.succeed("status.sh")
  }

  @Test func whatCannotBeChangedIsRefusedUntilItIsTakenAway() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    for changed in [["CLIENT_VPN_CIDR": "10.104.0.0/22"], ["CLIENT_VPN_CLIENT_CA_ARN": Self.other]]
    {
      try deployment.change(to: Self.clientVPN.merging(changed) { $1 })
      #expect(try deployment.run("status.sh").output.contains("! Client VPN  "))
      try emulator.forgetCalls()
      let refused = try deployment.run("deploy_all.sh")
      #expect(refused.status == 1)
      #expect(
        refused.errors.contains("the Client VPN was made with 10.100.0.0/22 \(Self.server)"),
        "\(refused.transcript)")
      #expect(try emulator.changes() == [])
    }
    // Nor is one adopted that was made with other values, when `env` is lost.
    let file = deployment.scripts.appending(path: "env")
    let kept = try String(contentsOf: file, encoding: .utf8)
    try FileManager.default.removeItem(at: file)
    let lost = try deployment.run("deploy_all.sh")
    #expect(lost.status == 1)
    #expect(
      lost.errors.contains("lets in those with a certificate of \(Self.server)"),
      "\(lost.transcript)")
    try kept.write(to: file, atomically: true, encoding: .utf8)

    try deployment.change(to: [:])
    try deployment.succeed("deploy_all.sh")
    try deployment.change(to: Self.clientVPN.merging(["CLIENT_VPN_CIDR": "10.104.0.0/22"]) { $1 })
    try deployment.succeed("deploy_all.sh")
    #expect(try shown(deployment, "[ClientCidrBlock]") == "10.104.0.0/22")
    try deployment.succeed("status.sh")
  }

  /// hashicorp/terraform-provider-aws#15680: more than ten minutes, longer than anything else of a network.
  @Test func anAssociationHasItsOwnLongDeadline() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    var deployment = try deployment(on: emulator)
    deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "4"
    try emulator.set(["client_vpn_associated_seconds": 8, "client_vpn_rules_seconds": 6])
    let run = try deployment.succeed("deploy_all.sh")
    #expect(run.output.contains(" associating"), "\(run.transcript)")
    #expect(try networks(deployment).count == 2)
    // Taken off by somebody, it is on its way out still, and a zone takes one.
    try emulator.set(["client_vpn_associated_seconds": 0, "client_vpn_disassociated_seconds": 6])
    let association = try deployment.aws(
      Self.region, "ec2", "describe-client-vpn-target-networks", "--client-vpn-endpoint-id",
      try endpoint(deployment), "--query", "ClientVpnTargetNetworks[0].AssociationId")
    try deployment.aws(
      Self.region, "ec2", "disassociate-client-vpn-target-network", "--client-vpn-endpoint-id",
      try endpoint(deployment), "--association-id", association)
    let told = try deployment.run("status.sh")
    #expect(told.output.contains("! Client VPN in NETWORK_APP_SUBNET_"), "\(told.transcript)")
    try deployment.succeed("deploy_all.sh")
    #expect(try networks(deployment).count == 2)
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func anAssociationThatFailsIsToldAndMadeAnew() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try emulator.set("client_vpn_association_failure", to: "The subnet has no free addresses")
    let failed = try deployment.run("deploy_all.sh")
    #expect(failed.status == 1)
    #expect(
      failed.errors.contains("could not be associated with subnet-")
        && failed.errors.contains("The subnet has no free addresses")
        && failed.errors.contains("20 free addresses"), "\(failed.transcript)")
    let told = try deployment.run("status.sh")
    #expect(told.output.contains("association-failed"), "\(told.transcript)")
    #expect(told.output.contains("! NETWORK_CLIENT_VPN_ENDPOINT_ID"), "\(told.transcript)")
    try emulator.set("client_vpn_association_failure", to: "")
    try emulator.set("client_vpn_disassociated_seconds", to: 2)
    try deployment.succeed("deploy_all.sh")
    #expect(try networks(deployment).count == 2)
    try deployment.succeed("status.sh")
  }

  @Test func aRuleThatFailsIsToldAndMadeAnew() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try emulator.set("client_vpn_rule_failure", to: "Try another block")
    let failed = try deployment.run("deploy_all.sh")
    #expect(failed.status == 1)
    #expect(
      failed.errors.contains("AWS did not let the clients of")
        && failed.errors.contains("Try another block"), "\(failed.transcript)")
    try emulator.set("client_vpn_rule_failure", to: "")
    try deployment.succeed("deploy_all.sh")
    #expect(try rules(deployment) == "10.0.0.0/16\tactive\ttrue")
  }

  @Test func anAssociationThatIsStuckIsToldWithWhatItIs() throws {
    let emulator = try Emulator()
    var deployment = try deployment(on: emulator)
    try emulator.set("client_vpn_associated_seconds", to: 3600)
    // The deadline is of the scripts: half an hour of it passes at once.
    let kinds = deployment.scripts.appending(path: "kinds.sh")
    let text = try String(contentsOf: kinds, encoding: .utf8)
    let quick = text.replacing("(TIMEOUT_SECONDS > 1800 ? TIMEOUT_SECONDS : 1800)", with: "(4)")
    #expect(quick != text)
    try quick.write(to: kinds, atomically: true, encoding: .utf8)
    deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "4"
    let stuck = try deployment.run("deploy_all.sh")
    #expect(stuck.status == 1)
    #expect(
      stuck.errors.contains("is still not associated with all subnets after 4 s: subnet-")
        && stuck.errors.contains(" associating") && stuck.errors.contains("run again"),
      "\(stuck.transcript)")
    let told = try deployment.run("status.sh")
    #expect(told.status == 1)
    #expect(told.output.contains(" associating "), "\(told.transcript)")
  }

  @Test func certificatesAreAskedForBeforeAnythingIsMade() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let id = try #require(Self.server.split(separator: "/").last).description
    let deployment = try deployment(on: emulator)
    for (states, words) in [
      ([:], "has no CLIENT_VPN_SERVER_CERTIFICATE_ARN, \(Self.server)"),
      ([id: "PENDING_VALIDATION"], "is not issued yet"),
      ([id: "EXPIRED"], "cannot be used: it is EXPIRED"),
    ] as [([String: String], String)] {
      try emulator.set("certificates", to: states)
      let refused = try deployment.run("deploy_all.sh")
      #expect(refused.status == 1)
      #expect(refused.errors.contains(words), "\(refused.transcript)")
      #expect(try emulator.inventoryText() == before)
    }
  }

  @Test func whatSomebodyLetTheClientsCallIsTakenBack() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    let made = try endpoint(deployment)
    try deployment.aws(
      Self.region, "ec2", "authorize-client-vpn-ingress", "--client-vpn-endpoint-id", made,
      "--target-network-cidr", "0.0.0.0/0", "--authorize-all-groups")
    try deployment.aws(
      Self.region, "ec2", "authorize-client-vpn-ingress", "--client-vpn-endpoint-id", made,
      "--target-network-cidr", "0.0.0.0/0", "--access-group-id", "S-1-2-34")
    let told = try deployment.run("status.sh")
    #expect(told.output.contains("! Client VPN may call 0.0.0.0/0"), "\(told.transcript)")
    try deployment.succeed("deploy_all.sh")
    #expect(try rules(deployment) == "10.0.0.0/16\tactive\ttrue")
    try deployment.succeed("status.sh")
  }
}

extension ClientVPNTests {
  /// What is wrong with it, diagnose.sh says with its remedy.
  @Test func aSymptomLeadsToWhatIsWrong() throws {
    let emulator = try Emulator()
    let deployment = try deployment(on: emulator)
    try deployment.succeed("deploy_all.sh")
    let made = try endpoint(deployment)
    #expect(try deployment.diagnose("timeouts").problems(of: "client-vpn").isEmpty)
    #expect(try !deployment.diagnose("bandwidth").findings.contains { $0.check == "client-vpn" })

    try emulator.set("client_vpn_association_failure", to: "No address is free")
    let first = try #require(try networks(deployment).first)
    let association = try deployment.aws(
      Self.region, "ec2", "describe-client-vpn-target-networks", "--client-vpn-endpoint-id", made,
      "--query", "ClientVpnTargetNetworks[?TargetNetworkId=='\(first)'].AssociationId")
    try deployment.aws(
      Self.region, "ec2", "disassociate-client-vpn-target-network", "--client-vpn-endpoint-id",
      made, "--association-id", association)
    try deployment.aws(
      Self.region, "ec2", "associate-client-vpn-target-network", "--client-vpn-endpoint-id", made,
      "--subnet-id", first)
    try deployment.aws(
      Self.region, "ec2", "revoke-client-vpn-ingress", "--client-vpn-endpoint-id", made,
      "--target-network-cidr", "10.0.0.0/16", "--revoke-all-groups")
    let found = try deployment.diagnose("intermittent").problems(of: "client-vpn").map(\.found)
    #expect(
      found == [
        "\(made) could not be associated with \(first): No address is free",
        "the clients of \(made) may not call 10.0.0.0/16: there is no rule",
      ])
  }
}
