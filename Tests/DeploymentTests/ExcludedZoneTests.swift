import Foundation
import TestSupport
import Testing

/// A zone that is excluded when the deployment stands in it already: a subnet never leaves its zone, so that is refused,
/// and not silently passed over.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ExcludedZoneTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  @Test(arguments: [
    ("acceleration", "EXPOSE"), ("acceleration", "RESOURCE"), ("native-acceleration", "EXPOSE"),
  ])
  func aZoneInUseCannotBeExcluded(stack: String, side: String) throws {
    let deployment = try Deployment.quick(of: stack, on: emulator, template: Self.template(stack))
    try deployment.succeed("deploy_all.sh", "--no-verify")
    let made = try emulator.inventory()
    let zone = try #require(try deployment.value("\(side)_ZONE_1"))
    let id = try #require(try deployment.value("\(side)_ZONE_ID_1"))
    #expect(try self.id(of: zone, deployment) == id)

    try exclude([id], of: side, deployment, stack)
    try emulator.forgetCalls()
    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(
      refused.errors.contains(
        "\(side)_EXCLUDED_ZONE_IDS has zones in use, which what is deployed cannot leave: \(id) (\(zone))"
      ), "\(refused.transcript)")
    #expect(refused.errors.contains("or run ./cleanup.sh first"), "\(refused.transcript)")
    #expect(try emulator.calls().allSatisfy { $0.action == "GetCallerIdentity" })
    let status = try deployment.run("status.sh")
    #expect(status.status == 1, "\(status.transcript)")
    #expect(status.output.contains("\(side)_EXCLUDED_ZONE_IDS"), "\(status.transcript)")

    // One in which nothing stands may be excluded at any time, and costs no call.
    let used = try [1, 2].map { try deployment.value("\(side)_ZONE_\($0)") }
    let region = String(zone.dropLast())
    let other = try #require(
      ["a", "b", "c"].map { region + $0 }.first { !used.contains($0) })
    try exclude([self.id(of: other, deployment)], of: side, deployment, stack)
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--no-verify")
    let asked = try emulator.calls()
    #expect(asked.allSatisfy { !$0.mutating && $0.action != "DescribeAvailabilityZones" })
    #expect(try emulator.inventory() == made)
    try deployment.succeed("status.sh")
  }

  /// The scripts of before did not keep the zones' ids: AWS is asked once, where any is excluded.
  @Test func anEnvWithoutZoneIDsIsTaken() throws {
    let stack = "acceleration"
    let deployment = try Deployment.quick(of: stack, on: emulator, template: Self.template(stack))
    try deployment.succeed("deploy_all.sh", "--no-verify")
    let id = try #require(try deployment.value("EXPOSE_ZONE_ID_2"))
    let lines = try String(contentsOf: deployment.env, encoding: .utf8).split(separator: "\n")
      .filter { !$0.contains("_ZONE_ID_") }
    try deployment.writeEnv(lines.map { $0 + "\n" }.joined())

    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--no-verify")
    #expect(try zonesAsked() == 0, "without an excluded zone nobody needs them")

    try exclude([id], of: "EXPOSE", deployment, stack)
    // Who only looks knows no ids, and asks for none.
    try deployment.succeed("status.sh")
    #expect(try zonesAsked() == 0)
    for asked in [1, 1] {
      let refused = try deployment.run("deploy_all.sh", "--no-verify")
      #expect(refused.status == 1, "\(refused.transcript)")
      #expect(refused.errors.contains("EXPOSE_EXCLUDED_ZONE_IDS has zones in use"))
      #expect(try zonesAsked() == asked)
    }
    #expect(try deployment.value("EXPOSE_ZONE_ID_2") == id)
  }

  /// Where nothing was made yet in the zone that was chosen, as when it is short of capacity, the next one is taken.
  @Test func aZoneInWhichNothingStandsIsGivenUp() throws {
    let stack = "native-acceleration"
    let deployment = try Deployment.quick(of: stack, on: emulator, template: Self.template(stack))
    try emulator.refuse("CreateSubnet")
    let failed = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(failed.status == 1, "\(failed.transcript)")
    try emulator.forgetFaults()
    let zone = try #require(try deployment.value("EXPOSE_ZONE_1"))
    let vpc = try #require(try deployment.value("EXPOSE_VPC_ID"))

    let id = try #require(try deployment.value("EXPOSE_ZONE_ID_1"))
    try exclude([id], of: "EXPOSE", deployment, stack)
    try deployment.succeed("deploy_all.sh", "--no-verify")
    #expect(try deployment.value("EXPOSE_ZONE_1") != zone)
    #expect(try deployment.value("EXPOSE_VPC_ID") == vpc)
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  private static func template(_ stack: String, _ more: [String: String] = [:]) -> String {
    stack == "acceleration" ? EnvTemplate(more).text : EnvTemplate.native(more)
  }

  private func exclude(
    _ ids: [String], of side: String, _ deployment: Deployment, _ stack: String
  ) throws {
    let values = ["\(side)_EXCLUDED_ZONE_IDS": ids.joined(separator: ",")]
    try deployment.write("env.template", Self.template(stack, values))
    try deployment.generate()
  }

  /// The id of a zone, as AWS shows it.
  private func id(of zone: String, _ deployment: Deployment) throws -> String {
    try deployment.aws(
      String(zone.dropLast()), "ec2", "describe-availability-zones", "--zone-names", zone,
      "--query", "AvailabilityZones[].ZoneId")
  }

  private func zonesAsked() throws -> Int {
    try emulator.calls().count { $0.action == "DescribeAvailabilityZones" }
  }
}
