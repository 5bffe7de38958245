import Foundation
import TestSupport
import Testing

/// What is made is saved, or nothing more is made.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SavingTests {
  private let emulator: Emulator
  private var deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.ofCase(on: emulator)
  }

  /// Case 16, moby#7607 and Servas#32: `env` is a folder, or a link to nowhere. Both VPCs were made, and nothing was
  /// recorded.
  @Test(arguments: ["folder", "link"])
  func whatCannotHoldTheIDsIsRefusedFirst(env: String) throws {
    if env == "folder" {
      try FileManager.default.createDirectory(
        at: deployment.env, withIntermediateDirectories: false)
    } else {
      try FileManager.default.createSymbolicLink(
        atPath: deployment.env.path, withDestinationPath: "nowhere/at/all")
    }
    let outcome = try deployment.run("deploy_all.sh", "--no-verify", "--skip-preflight")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains("env is no file that can be read"), "\(outcome.transcript)")
    #expect(outcome.errors.contains("move it away, then run again"))
    #expect(try emulator.inventory().isEmpty, "\(outcome.transcript)")
  }

  /// Case 17, Southclaws/sampctl#245: the disk is full when the first id is to be saved. A step waited for a dead one
  /// until its time was over.
  @Test mutating func anIDThatCannotBeSavedEndsTheRun() throws {
    let full = try #require(Command.program("mv"))
    try deployment.standIn(
      for: full,
      """
      for last; do :; done
      case $last in */env) if grep -q '_VPC_ID=vpc-' "$2"; then
        echo 'mv: No space left on device' >&2; exit 1
      fi ;; esac
      next "$@"
      """)
    // Where a step waits for a dead one, that is not for the whole of the tests' patience.
    let outcome = try deployment.run(
      "deploy_all.sh", "--no-verify", "--skip-preflight", with: ["ACCELGEN_TIMEOUT_SECONDS": "20"])
    try expectItIsSaidAndNothingIsLost(outcome)
  }

  /// Attack 4: the same on a file system that is full, whatever it is that is written then.
  @Test(.enabled(if: NetworkNamespace.isPermitted, "\(NetworkNamespace.howToGetThem)"))
  mutating func aFullDiskEndsTheRun() throws {
    let place = deployment.scripts.path(percentEncoded: false)
    let copy = try deployment.write("copy/x", "").deletingLastPathComponent()
      .path(percentEncoded: false)
    // Not the asking alone: what keeps the id is what fails.
    try deployment.standIn(
      for: deployment.awsCLI(),
      """
      case "$*" in *create-vpc*) head -c 9000000 /dev/zero >'\(place)/fill' 2>/dev/null ;; esac
      next "$@"
      """)
    var command = try deployment.command(
      "deploy_all.sh", with: ["ACCELGEN_TIMEOUT_SECONDS": "20"])
    command.executable = URL(filePath: "/usr/bin/unshare")
    command.arguments = [
      "--map-root-user", "--mount", "/bin/sh", "-c",
      """
      cp '\(place)'/* '\(copy)' && mount -t tmpfs -o size=2m none '\(place)' &&
        cp '\(copy)'/* '\(place)' || exit 99
      '\(place)/deploy_all.sh' --no-verify --skip-preflight
      status=$?
      rm -f '\(place)/fill'
      cp '\(place)/env' '\(copy)/env'
      exit $status
      """,
    ]
    let outcome = try command.run()
    try FileManager.default.moveItem(
      at: URL(filePath: copy).appending(path: "env"), to: deployment.env)
    try expectItIsSaidAndNothingIsLost(outcome)
  }

  private mutating func expectItIsSaidAndNothingIsLost(_ outcome: Command.Outcome) throws {
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("error: cannot save in "), "\(outcome.transcript)")
    #expect(outcome.errors.contains("is the disk full? Make room, then run again"))
    let made = try emulator.ids("vpc")
    #expect(made.count <= 2 && made.count > 0)
    // What stands on no VPC is made beside it.
    let beside: Set = ["elastic-ip", "internet-gateway", "vpc"]
    let later = try emulator.inventory().filter { !beside.contains($0.type) }
    #expect(later.map(\.id) == [], "nothing was made after that")

    deployment.inFront = []
    for step in [Step.resourceVPC, Step.exposeVPC] { try deployment.succeed(step) }
    let vpcs = try emulator.ids("vpc")
    #expect(vpcs.count == 2 && Set(made).isSubset(of: vpcs), "what was made is found")
  }
}
