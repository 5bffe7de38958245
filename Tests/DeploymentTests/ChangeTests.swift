import Foundation
import TestSupport
import Testing

/// A deployment whose env template changed: refused, or applied on the next run.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ChangeTests {
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.quick(on: emulator, template: EnvTemplate(Self.before).text)
  }

  /// Forty single addresses: with another forty, more than the sixty rules that a group has room for.
  private static func clients(_ network: String) -> [String] {
    (0..<40).map { "\(network).\($0)/32" }
  }

  private static let before = [
    "EXPOSE_CLIENT_CIDRS": clients("198.51.100").joined(separator: ","),
    "TAGS": "Team=search,Stage=test",
  ]

  @Test func aChangeThatAWSAllowsIsAppliedAndOthersAreRefused() throws {
    let first = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(first.status == 0, "\(first.transcript)")
    let made = try emulator.inventory()

    try expectRefusal(of: ["RESOURCE_VPC_CIDR": "10.9.0.0/16"], "RESOURCE_VPC_CIDR was 10.1.0.0/16")
    try expectRefusal(
      of: ["RESOURCE_SERVICE_NAME": "com.amazonaws.ap-southeast-3.sagemaker.api"],
      "RESOURCE_SERVICE_NAME was com.amazonaws.ap-southeast-3.sagemaker.runtime, now it is com.")
    try expectRefusal(of: ["EXPOSE_ELASTIC_IPS": "false"], "EXPOSE_ELASTIC_IPS was true, now it is")
    try anotherDeploymentIsRefused()
    #expect(try emulator.inventory() == made)

    try everythingThatCanBeChangedIs(made)
    try changesAreTakenBack(made)
  }

  private func expectRefusal(of values: [String: String], _ reason: String) throws {
    try emulator.forgetCalls()
    let outcome = try run(with: Self.before.merging(values) { $1 })
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("what is deployed cannot be changed to these values"))
    #expect(outcome.errors.contains(reason), "\(outcome.transcript)")
    #expect(outcome.errors.contains("put them back, or run ./cleanup.sh first"))
    #expect(try emulator.calls().map(\.action).allSatisfy { $0 == "GetCallerIdentity" })
  }

  /// With another name or other regions the scripts would look for this one's resources where there are none,
  /// and take them for gone.
  private func anotherDeploymentIsRefused() throws {
    let env = try String(contentsOf: deployment.env, encoding: .utf8)
    try emulator.forgetCalls()
    let others = [
      ["DEPLOYMENT_NAME": "another"],
      [
        "RESOURCE_REGION": "ap-southeast-5",
        "RESOURCE_SERVICE_NAME": "com.amazonaws.ap-southeast-5.sagemaker.runtime",
      ],
    ]
    for values in others {
      try deployment.write("env.template", EnvTemplate(Self.before.merging(values) { $1 }).text)
      try deployment.generate()
      for script in ["deploy_all.sh", "2.resource_endpoint_deploy.sh", "status.sh", "cleanup.sh"] {
        let outcome = try deployment.command(script, script == "cleanup.sh" ? ["--yes"] : []).run()
        #expect(outcome.status == 1, "\(script): \(outcome.transcript)")
        #expect(
          outcome.errors.contains(
            "error: what is deployed is \(EnvTemplate.tag), and these scripts"),
          "\(script): \(outcome.transcript)")
      }
    }
    #expect(try emulator.calls().isEmpty)
    #expect(try String(contentsOf: deployment.env, encoding: .utf8) == env)
  }

  private func everythingThatCanBeChangedIs(_ made: [Emulator.Resource]) throws {
    try deployment.write(
      "policy.json",
      #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sagemaker:InvokeEndpoint","Resource":"*"}]}"#
    )
    let after = [
      // One of them twice, which is a warning only.
      "EXPOSE_CLIENT_CIDRS": (Self.clients("203.0.113") + ["203.0.113.0/32"]).joined(
        separator: ","),
      "TAGS": "Team=ranking,Owner=a b",
      "EXPOSE_IDLE_TIMEOUT_SECONDS": "900",
      "RESOURCE_VPC_NAME": "another name",
      "RESOURCE_ENDPOINT_POLICY_FILE": "policy.json",
    ]
    try emulator.forgetCalls()
    let outcome = try run(with: after)
    try #require(outcome.status == 0, "\(outcome.transcript)")

    let now = try emulator.inventory()
    expectTheSame(made, now)
    #expect(clients(of: now) == Self.clients("203.0.113").sorted())
    for resource in now where resource.isOurs {
      #expect(resource.tags["Team"] == "ranking", "\(resource.type) in \(resource.region)")
      #expect(resource.tags["Owner"] == "a b", "\(resource.type) in \(resource.region)")
      #expect(resource.tags["Stage"] == nil, "\(resource.type) in \(resource.region)")
    }
    let vpc = now.first { $0.type == "vpc" && $0.region == EnvTemplate.resourceRegion }
    #expect(vpc?.tags["Name"] == "another name")
    let listener = now.first { $0.type == "listener" }
    #expect(listener?.attributes?["tcp.idle_timeout.seconds"] == "900")
    let policy = now.first { $0.type == "vpc-endpoint" }?.policy
    #expect(policy?.contains("InvokeEndpoint") == true)

    let changes = try emulator.calls().filter(\.mutating).map(\.action)
    #expect(Set(changes).isSubset(of: Self.inPlace), "\(changes)")
    let rules = changes.filter { $0.hasSuffix("SecurityGroupIngress") }
    #expect(
      rules == ["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"],
      "there is no room for both")

    try emulator.forgetCalls()
    let again = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(again.status == 0, "\(again.transcript)")
    #expect(
      try emulator.calls().filter(\.mutating).map(\.action) == [], "nothing is left to change")
  }

  private func changesAreTakenBack(_ made: [Emulator.Resource]) throws {
    try emulator.forgetCalls()
    let outcome = try run(with: ["EXPOSE_CLIENT_CIDRS": "203.0.113.0/32,192.0.2.0/24"])
    try #require(outcome.status == 0, "\(outcome.transcript)")

    let now = try emulator.inventory()
    expectTheSame(made, now)
    #expect(clients(of: now) == ["192.0.2.0/24", "203.0.113.0/32"])
    for resource in now where resource.isOurs {
      #expect(resource.tags["Team"] == nil, "\(resource.type) in \(resource.region)")
      #expect(resource.tags["Owner"] == nil, "\(resource.type) in \(resource.region)")
      #expect(resource.tags[EnvTemplate.tag] != nil, "\(resource.type) in \(resource.region)")
    }
    let policies = [made, now].map { $0.first { $0.type == "vpc-endpoint" }?.policy }
    #expect(policies[1]?.contains("InvokeEndpoint") == false)
    let listener = now.first { $0.type == "listener" }
    #expect(listener?.attributes?["tcp.idle_timeout.seconds"] == "350")

    let rules = try emulator.calls().filter(\.mutating).map(\.action)
      .filter { $0.hasSuffix("SecurityGroupIngress") }
    #expect(
      rules == ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
      "no client is cut off in between")
  }

  private static let inPlace: Set = [
    "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "CreateTags", "DeleteTags",
    "AddTags", "RemoveTags", "ModifyVpcEndpoint", "ModifyListenerAttributes",
  ]

  private func run(with values: [String: String]) throws -> Command.Outcome {
    try deployment.write("env.template", EnvTemplate(values).text)
    try deployment.generate()
    return try deployment.run("deploy_all.sh", "--no-verify")
  }

  /// That nothing was made anew, but for rules.
  private func expectTheSame(_ before: [Emulator.Resource], _ after: [Emulator.Resource]) {
    let ids = [before, after].map { $0.filter { $0.type != "security-group-rule" }.map(\.id) }
    #expect(ids[0] == ids[1])
  }

  private func clients(of inventory: [Emulator.Resource]) -> [String] {
    inventory.filter { $0.region == EnvTemplate.exposeRegion && $0.direction == "ingress" }
      .compactMap(\.peer).sorted()
  }
}

extension Emulator.Resource {
  /// AWS makes the interfaces, and a security group's rules are known by their group.
  var isOurs: Bool { !["network-interface", "security-group-rule"].contains(type) }
}
