import Foundation
import TestSupport
import Testing

/// What AWS refuses of an endpoint for another Region's service: said before anything is made, where that can be known,
/// and with the next step that fits.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct NativeRefusalTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  private static let there = EnvTemplate.resourceRegion
  private static let here = EnvTemplate.exposeRegion
  private static let service = "com.amazonaws.\(there).lambda"

  private func deploy(_ more: [String: String] = [:]) throws -> Deployment {
    try Deployment.quick(
      of: "native-acceleration", on: emulator, template: EnvTemplate.native(more))
  }

  /// What accelgen knows of a service may be out of date: AWS then does not know it here.
  @Test func aServiceThatStaysInItsRegionIsToldBeforeAnythingIsMade() throws {
    try emulator.set("services_not_across_regions", to: [Self.service])
    let deployment = try deploy()
    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    for words in [
      "(InvalidServiceName)",
      "describe-vpc-endpoint-services --service-regions \(Self.there) --region \(Self.here) lists what",
      "the stack acceleration reaches what is not among that",
      "preflight.sh did not finish",
    ] { #expect(refused.errors.contains(words), "\(words) in \(refused.transcript)") }
    #expect(try emulator.inventory().isEmpty)
  }

  /// The scripts have no credentials of their own for that Region, so that its endpoint service alone tells. The step
  /// says the same, where preflight.sh was left out or run alone.
  @Test(arguments: ["preflight.sh", "deploy_all.sh"])
  func aRegionThatIsNotEnabledIsTold(script: String) throws {
    try emulator.set("regions_not_enabled", to: [Self.there])
    var deployment = try deploy(["EXPOSE_PROFILE": "exp"])
    try deployment.haveProfiles("exp")
    let options = script == "deploy_all.sh" ? ["--no-verify", "--skip-preflight"] : []
    let refused = try deployment.command(script, options).run()
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(
      refused.errors.contains(
        "is \(Self.there) enabled in this account, which some regions need? aws account get-region-opt-status "
          + "--region-name \(Self.there) --profile exp tells, enable-region enables it"),
      "\(refused.transcript)")
    #expect(!refused.errors.contains("RESOURCE_SERVICE_NAME"), "\(refused.transcript)")
    #expect(try emulator.inventory().allSatisfy { $0.type != "vpc-endpoint" })
  }

  /// By its id, whatever it is called in this account.
  @Test func aZoneThatAWSListsAsWithoutRemoteAccessIsNotChosen() throws {
    try emulator.set("zone_ids", to: ["ap-northeast-1a": "apne1-az3"])
    let deployment = try deploy(["EXPOSE_REGION": "ap-northeast-1"])
    try deployment.succeed("preflight.sh")
    let chosen = try ["EXPOSE_ZONE_1", "EXPOSE_ZONE_2"].map {
      try #require(try deployment.value($0))
    }
    #expect(!chosen.contains("ap-northeast-1a"), "\(chosen)")
    #expect(Set(chosen).count == 2)
  }

  /// One that the scripts' own list does not know, before the load balancer stands: the next one is taken.
  @Test func aZoneThatTakesNoEndpointOfAnotherRegionIsLeft() throws {
    try emulator.set("zones_without_remote_access", to: ["\(Self.here)a"])
    let deployment = try deploy()
    let deployed = try deployment.run("deploy_all.sh", "--no-verify", "--sequential")
    #expect(deployed.status == 0, "\(deployed.transcript)")
    #expect(deployed.errors.contains("from now on it leaves out \(Self.here)a"))
    #expect(try deployment.value("EXPOSE_ZONE_1") == "\(Self.here)c")
    #expect(try deployment.value("EXPOSE_ZONE_2") == "\(Self.here)b")
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  /// The load balancer begins first, for it takes longest. Where it stands, what is to be done is said, at once.
  @Test func whereTheLoadBalancerStandsTheWayOutIsSaid() throws {
    let deployment = try deploy()
    for step in ["1.expose_vpc_deploy.sh", "3.nlb_deploy.sh"] { try deployment.succeed(step) }
    let id = try #require(try deployment.value("EXPOSE_ZONE_ID_1"))
    let before = try emulator.inventory().map(\.id)
    try emulator.set("zones_without_remote_access", to: ["\(Self.here)a"])

    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    for words in [
      "supported for remote access",
      "in \(Self.here)a, and the load balancer stands there already",
      "run ./cleanup.sh, set EXPOSE_EXCLUDED_ZONE_IDS=\"\(id)\"",
    ] { #expect(refused.errors.contains(words), "\(words) in \(refused.transcript)") }
    #expect(try Set(before).isSubset(of: emulator.inventory().map(\.id)), "nothing was taken away")

    try deployment.succeed("cleanup.sh", "--yes")
    try deployment.write("env.template", EnvTemplate.native(["EXPOSE_EXCLUDED_ZONE_IDS": id]))
    try deployment.generate()
    try deployment.succeed("deploy_all.sh", "--no-verify")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  /// No call can ask for the permission beforehand, so preflight.sh names it, and AWS's refusal has the next step.
  @Test func aPolicyWithoutThePermissionForOtherRegionsIsTold() throws {
    let deployment = try deploy()
    let policy = try Data(contentsOf: deployment.scripts.appending(path: "iam-policy.json"))
    try emulator.givePolicy(Self.policy(policy, without: "vpce:AllowMultiRegion"))
    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(
      refused.output.contains(
        "an endpoint for another region's service needs the permission vpce:AllowMultiRegion"),
      "\(refused.transcript)")
    for words in [
      "aws ec2 create-vpc-endpoint was refused in \(Self.here)", "vpce:AllowMultiRegion",
      "allow this action to the identity", "2.endpoint_deploy.sh did not finish",
    ] { #expect(refused.errors.contains(words), "\(words) in \(refused.transcript)") }

    try emulator.givePolicy(policy)
    try deployment.succeed("deploy_all.sh", "--no-verify")
    try deployment.succeed("cleanup.sh", "--yes")
    try emulator.takePolicy()
    #expect(try emulator.inventory().isEmpty)
  }

  /// A policy without the statements that allow an action alone.
  private static func policy(_ text: Data, without action: String) throws -> Data {
    var policy = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let statements = try #require(policy["Statement"] as? [[String: Any]])
    let left = statements.filter { $0["Action"] as? String != action }
    try #require(left.count == statements.count - 1)
    policy["Statement"] = left
    return try JSONSerialization.data(withJSONObject: policy)
  }
}

extension EnvTemplate {
  /// One of the stack native-acceleration, with the keys that must be there, and more or other values.
  static func native(_ more: [String: String] = [:]) -> String {
    let values = [
      "STACK": "native-acceleration", "RESOURCE_REGION": resourceRegion,
      "RESOURCE_SERVICE_NAME": "com.amazonaws.\(resourceRegion).lambda",
      "EXPOSE_REGION": exposeRegion, "EXPOSE_VPC_NAME": "lambda-expose-vpc",
      "EXPOSE_VPC_ENDPOINT_NAME": "lambda-vpc-endpoint",
    ].merging(more) { _, more in more }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'\n" }.joined()
  }
}
