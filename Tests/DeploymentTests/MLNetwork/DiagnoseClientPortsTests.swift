import Foundation
import TestSupport
import Testing

/// diagnose.sh asks of the network ACLs what clients call, and nothing else.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DiagnoseClientPortsTests {
  /// Without a certificate the load balancer has HTTP alone, and the public tier's ACL lets in nothing else.
  @Test func withoutACertificateClientsCallByHTTP() throws {
    let servers = try ModelServerNetwork(["NETWORK_ACLS": "true"])
    let deployment = servers.network.deployment
    let healthy = try deployment.diagnose("timeouts")
    #expect(healthy.problems.map(\.found) == [])
    #expect(healthy.verdicts(of: "network-acls") == ["ok"])

    let acl = try servers.network.value("NETWORK_PUBLIC_ACL_ID")
    try servers.network.aws(
      "ec2", "delete-network-acl-entry", "--network-acl-id", acl, "--ingress", "--rule-number",
      "120")
    #expect(
      try deployment.diagnose("timeouts").problems.map(\.found) == [
        "\(acl) lets no TCP 80 in, which is the way of the clients to a load balancer: "
          + "no rule allows it"
      ])
  }

  /// Behind a CDN no client comes into the public tier, and the load balancer stands in that of the servers.
  @Test func behindACDNNobodyCallsThePublicTier() throws {
    let delivery = try DeliveryFolder(["NETWORK_ACLS": "true"], on: Emulator())
    try delivery.network.succeed("deploy_all.sh")
    let healthy = try delivery.network.deployment.diagnose("timeouts")
    #expect(healthy.problems.map(\.found) == [])
    #expect(healthy.verdicts(of: "network-acls") == ["ok"])

    let acl = try delivery.network.value("NETWORK_APP_ACL_ID")
    try delivery.network.aws(
      "ec2", "delete-network-acl-entry", "--network-acl-id", acl, "--egress", "--rule-number",
      "110")
    let problems = try delivery.network.deployment.diagnose("timeouts").problems.map(\.found)
    #expect(
      problems.contains(
        "\(acl) lets no TCP 8000 out, which is the way from load-balancer to app: "
          + "no rule allows it"),
      "\(problems)")
  }
}
