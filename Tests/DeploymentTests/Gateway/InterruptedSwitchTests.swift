import Foundation
import TestSupport
import Testing

/// Scripts that fail, hang or are stopped in the middle: what they have begun ends with them, or with the next run.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct InterruptedSwitchTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let before: String

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
    before = try network.portrait(in: emulator)
  }

  /// A deployment on the tables that have a way out.
  private func deployment() throws -> Deployment {
    let deployment = try network.deployment(values(), on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    return deployment
  }

  private func values(services: String = "s3,dynamodb") -> [String: String] {
    [
      "GATEWAY_ROUTE_TABLES": network.privateTables.joined(separator: ","),
      "GATEWAY_SERVICES": services,
    ]
  }

  /// The probe once watched for nothing that comes before the end of a run that waits for it.
  @Test func aProbeEndsWithARunThatFails() throws {
    let deployment = try deployment()
    try emulator.refuse("ModifyVpcEndpoint")
    let run = try failover(deployment, probe: "true")
    let outcome = try run.outcome()
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(try run.processes() == [])
    #expect(try deployment.files().allSatisfy { !$0.hasPrefix(".run.") }, "nothing is locked")

    try emulator.forgetFaults()
    try deployment.succeed("failover.sh", "s3", "--to", "nat", "--yes")
    #expect(try deployment.tables() == [])
  }

  /// Also one whose command hangs just then.
  @Test func aProbeEndsWithARunThatIsStopped() throws {
    let deployment = try deployment()
    try emulator.hold("ModifyVpcEndpoint")
    let run = try failover(deployment, probe: Self.hangingPastTheEndpoint)
    try waitUntil {
      let isHeld = try emulator.held() == 1
      return try isHeld && deployment.files().contains("hanging")
    }
    run.signalAll(SIGINT)
    try emulator.forgetFaults()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.transcript)")
    #expect(try run.processes() == [])
    #expect(try deployment.files().allSatisfy { !$0.hasPrefix(".run.") }, "nothing is locked")

    try deployment.succeed("failover.sh", "s3", "--to", "endpoint", "--yes")
    #expect(try deployment.tables() == network.privateTables)
  }

  /// A request that gets no answer past the endpoint has failed, and nobody waits for it without an end.
  @Test func aProbeThatHangsHasFailed() throws {
    let deployment = try deployment()
    try emulator.hold("ModifyVpcEndpoint")
    let run = try failover(deployment, probe: Self.hangingPastTheEndpoint)
    try waitUntil { try deployment.files().contains("hanging") }
    try emulator.forgetFaults()
    let outcome = try run.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try run.processes() == [])
    #expect(
      outcome.output.contains("the probe has not succeeded since the switch: 1 tries failed"),
      "\(outcome.transcript)")
    #expect(try deployment.tables() == [])
  }

  /// From when the service is to go past its endpoint, it goes on for ever.
  private static let hangingPastTheEndpoint = """
    if grep -q '^GATEWAY_S3_PATH=nat' generated/gateway-endpoints/env; then
      : >hanging
      exec sleep 100000
    fi
    """

  private func failover(_ deployment: Deployment, probe: String) throws -> RunningCommand {
    try deployment.command("failover.sh", ["s3", "--to", "nat", "--yes", "--probe", probe]).start()
  }

  /// Each of the two holds some of the tables then.
  @Test func aServiceThatIsDroppedInTheMiddleOfARotationTakesBothEndpointsAlong() throws {
    let deployment = try deployment()
    // The first table is taken off the old one and put on the new one.
    try emulator.refuse("ModifyVpcEndpoint", after: 2)
    let rotated = try deployment.run("rotate.sh", "dynamodb", "--yes")
    #expect(rotated.status == 1, "\(rotated.transcript)")
    try emulator.forgetFaults()
    let old = try #require(try deployment.value("GATEWAY_DYNAMODB_ENDPOINT_ID"))
    let next = try #require(try deployment.value("GATEWAY_DYNAMODB_NEXT_ENDPOINT_ID"))
    #expect(try deployment.tables(ofEndpoint: old).count == 1)
    #expect(try deployment.tables(ofEndpoint: next).count == 1)

    try deployment.write("env.template", network.template(values(services: "s3")))
    try deployment.generate()
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    for key in ["GATEWAY_DYNAMODB_ENDPOINT_ID", "GATEWAY_DYNAMODB_NEXT_ENDPOINT_ID"] {
      let line = status.output.split(separator: "\n").first { $0.hasPrefix("! \(key) ") }
      #expect(line?.contains("no longer wanted") == true, "\(status.transcript)")
    }
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try emulator.inventory().allSatisfy { ![old, next].contains($0.id) })
    #expect(try deployment.value("GATEWAY_DYNAMODB_ENDPOINT_ID") == nil)
    #expect(try deployment.value("GATEWAY_DYNAMODB_NEXT_ENDPOINT_ID") == nil)
    #expect(try deployment.tables() == network.privateTables)
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// It goes on, and is paid for, unless it is stopped; also when it was only just asked for.
  @Test(arguments: ["start", "get"])
  func aQueryOfAthenaEndsWithTheRun(during call: String) throws {
    var deployment = try network.deployment(on: emulator)
    try deployment.standIn(
      for: deployment.awsCLI(),
      """
      case "$1 $2" in
        "s3api list-objects-v2") echo 1000 ;;
        "athena start-query-execution") : >"$HOME/asked-start"; sleep 2; echo 0a1b-2c ;;
        "athena get-query-execution") : >"$HOME/asked-get"; echo RUNNING ;;
        "athena stop-query-execution") echo "$4" >"$HOME/stopped" ;;
        *) next "$@" ;;
      esac
      """)
    try deployment.write("network", "prefix s3 52.92.0.0/16\n")
    let logs = "s3://logs-of-ours/AWSLogs/123456789012/vpcflowlogs/us-east-1/"
    let arguments = ["--athena", logs, "--yes", "--network", "network"]
    let run = try deployment.command("traffic.sh", arguments).start()
    try waitUntil { try deployment.files().contains("asked-\(call)") || !run.isRunning }
    run.signalAll(SIGINT)
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.transcript)")
    #expect(outcome.errors.contains("the query of Athena was stopped"), "\(outcome.transcript)")
    let folder = deployment.scripts.deletingLastPathComponent().deletingLastPathComponent()
    let stopped = try String(contentsOf: folder.appending(path: "stopped"), encoding: .utf8)
    #expect(stopped == "0a1b-2c\n")
  }
}
