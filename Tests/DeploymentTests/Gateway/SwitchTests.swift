import Foundation
import TestSupport
import Testing

/// `failover.sh` and `rotate.sh` in a VPC that somebody uses.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SwitchTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let before: String

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
    before = try network.portrait(in: emulator)
  }

  /// A deployment on the tables that have a way out.
  private func deployment(_ more: [String: String] = [:]) throws -> Deployment {
    let deployment = try network.deployment(
      ["GATEWAY_ROUTE_TABLES": network.privateTables.joined(separator: ",")].merging(more) {
        _, more in more
      },
      on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    return deployment
  }

  @Test func aServiceGoesPastItsEndpointUntilItIsSentBack() throws {
    let deployment = try deployment()
    try deployment.succeed("failover.sh", "s3", "--to", "nat", "--yes")
    #expect(try deployment.tables() == [])
    #expect(
      try deployment.tables(of: "DYNAMODB") == network.privateTables, "the other service stays")
    // It is said, and no run takes it back.
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("! path of s3 "), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.tables() == [])

    try deployment.succeed("failover.sh", "s3", "--to", "endpoint", "--yes")
    #expect(try deployment.tables() == network.privateTables)
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// A table without a default route would lead to the service by nothing.
  @Test func nothingIsChangedWhereATableWouldBeLeftWithNothing() throws {
    let deployment = try deployment(["GATEWAY_ROUTE_TABLES": "all"])
    let tables = try deployment.tables()
    try emulator.forgetCalls()
    let refused = try deployment.run("failover.sh", "s3", "--to", "nat", "--yes")
    #expect(refused.status == 1)
    let data = try #require(network.tables["data"])
    #expect(refused.errors.contains("\(data): shop-data"), "\(refused.transcript)")
    #expect(try emulator.calls().filter(\.mutating).isEmpty)
    #expect(try deployment.tables() == tables)
    try deployment.succeed("status.sh")
  }

  @Test func nobodyIsSwitchedUnasked() throws {
    let deployment = try deployment()
    for arguments in [["failover.sh", "s3", "--to", "nat"], ["rotate.sh", "s3"]] {
      try emulator.forgetCalls()
      let refused = try deployment.command(arguments[0], Array(arguments.dropFirst())).run()
      #expect(refused.status == 1)
      #expect(
        refused.output.contains("Open connections from these tables' subnets"),
        "\(refused.transcript)")
      #expect(refused.errors.contains("nobody is there to ask"), "\(refused.transcript)")
      #expect(try emulator.calls().filter(\.mutating).isEmpty)
    }
    try deployment.succeed("status.sh")
  }

  @Test func aNewEndpointTakesTheOldOnesTables() throws {
    let deployment = try deployment(["S3_BUCKETS": "a-bucket"])
    let old = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    try deployment.succeed("rotate.sh", "s3", "--yes")
    let new = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    #expect(new != old)
    #expect(try deployment.value("GATEWAY_S3_NEXT_ENDPOINT_ID") == nil)
    #expect(try deployment.routes(to: new) == network.privateTables)
    #expect(try emulator.inventory().allSatisfy { $0.id != old })
    try deployment.succeed("status.sh")

    // Also without `env` it is the endpoint of its key.
    try FileManager.default.removeItem(at: deployment.env)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.value("GATEWAY_S3_ENDPOINT_ID") == new)
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// Who pins an endpoint's id locks itself out (alphagov/gsp#3, ministryofjustice/opg-digideps#2920).
  @Test func bucketsWhosePoliciesNameTheEndpointAreListedFirst() throws {
    let deployment = try deployment(["S3_BUCKETS": "pinned-bucket,free-bucket,no-bucket"])
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let region = SomebodysVPC.region
    for bucket in ["pinned-bucket", "free-bucket"] {
      try deployment.aws(region, "s3api", "create-bucket", "--bucket", bucket)
    }
    let policy = """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",\
      "Resource":"arn:aws:s3:::pinned-bucket/*",\
      "Condition":{"StringNotEquals":{"aws:SourceVpce":"\(endpoint)"}}}]}
      """
    try deployment.aws(
      region, "s3api", "put-bucket-policy", "--bucket", "pinned-bucket", "--policy", policy)
    for arguments in [["rotate.sh", "s3"], ["failover.sh", "s3", "--to", "nat"]] {
      let outcome = try deployment.command(arguments[0], Array(arguments.dropFirst())).run()
      #expect(
        outcome.errors.contains("warning: the policy of bucket pinned-bucket names \(endpoint)"),
        "\(outcome.transcript)")
      #expect(!outcome.errors.contains("free-bucket"), "\(outcome.transcript)")
      #expect(
        outcome.errors.contains("warning: whether the policy of no-bucket names"),
        "\(outcome.transcript)")
    }
  }

  /// The interruption is what a probe saw, not what somebody promises.
  @Test func aProbeTellsHowLongItFailed() throws {
    let deployment = try deployment()
    let never = try deployment.run("failover.sh", "s3", "--to", "nat", "--yes", "--probe", "false")
    #expect(never.status == 1)
    #expect(
      never.errors.contains("the probe does not succeed, and nothing was changed"),
      "\(never.transcript)")
    #expect(try deployment.tables() == network.privateTables)

    let always = try deployment.run("failover.sh", "s3", "--to", "nat", "--yes", "--probe", "true")
    #expect(always.output.contains(" tries of the probe failed"), "\(always.transcript)")
    #expect(always.output.contains("none of the "), "\(always.transcript)")

    // It fails the third, fourth and fifth time.
    let count = try deployment.write("count", "0\n").path(percentEncoded: false)
    let probe = "read -r n <'\(count)'; echo $((n + 1)) >'\(count)'; ((n < 2 || n > 4))"
    let outcome = try deployment.run(
      "failover.sh", "s3", "--to", "endpoint", "--yes", "--probe", probe)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(
      outcome.output.contains(
        /between two successes of the probe passed at most [0-9.]+ s \(3 of \d+ tries failed\)/),
      "\(outcome.transcript)")
  }

  @Test func misuseIsRefusedAtOnce() throws {
    let deployment = try deployment()
    for (arguments, words) in [
      (["failover.sh"], "which service? The deployment has: s3 dynamodb"),
      (["failover.sh", "ec2", "--to", "nat"], "ec2 is no service of this deployment"),
      (["failover.sh", "s3"], "--to takes nat or endpoint"),
      (["failover.sh", "s3", "--to", "igw"], "--to takes nat or endpoint, not igw"),
      (["failover.sh", "s3", "dynamodb", "--to", "nat"], "one service at a time: s3 or dynamodb?"),
      (["failover.sh", "s3", "--to"], "--to needs a value"),
      (["rotate.sh", "s3", "--to", "nat"], "rotate.sh has no option --to"),
      (["rotate.sh", "s3", "--bucket", "$(id)"], "is no bucket's name"),
    ] {
      let outcome = try deployment.command(arguments[0], Array(arguments.dropFirst())).run()
      #expect(outcome.status != 0)
      #expect(outcome.errors.contains(words), "\(outcome.transcript)")
    }
  }
}
