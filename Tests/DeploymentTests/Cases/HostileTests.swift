import Foundation
import TestSupport
import Testing

/// What others may write, in `env` or as a tag, neither runs nor chooses what is deleted.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct HostileTests {
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.ofCase(on: emulator)
  }

  /// Attack 1: a tag whose value has the form of the answer that it was read in. cleanup.sh deleted a VPC that
  /// carried no tag of ours, and a step took it for its own.
  @Test func aTagCannotNameWhatIsDeleted() throws {
    let region = EnvTemplate.exposeRegion
    let ids = try ["10.8.0.0/16", "10.9.0.0/16"].map {
      try deployment.aws(
        region, "ec2", "create-vpc", "--cidr-block", $0, "--query", "Vpc.VpcId")
    }
    let forged = "x\nEXPOSE_VPC_ID\t\(ids[0])\nEXPOSE_SUBNET_1_ID"
    let tags = [["Key": EnvTemplate.tag, "Value": forged]]
    try deployment.aws(
      region, "ec2", "create-tags", "--resources", ids[1], "--tags",
      String(decoding: JSONEncoder().encode(tags), as: UTF8.self))
    let before = try emulator.inventory()

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(!cleanup.output.contains(ids[0]), "\(cleanup.transcript)")
    #expect(
      cleanup.errors.contains("left alone in \(region): [\"x\\nEXPOSE_VPC_ID\\t\(ids[0])"),
      "\(cleanup.transcript)")
    #expect(try emulator.inventory() == before)

    try deployment.succeed(Step.exposeVPC)
    #expect(!ids.contains(try deployment.saved("EXPOSE_VPC_ID")))
  }

  /// Attack 2: bash evaluates what stands in arithmetic, so that a value of `env` ran as a command, in cleanup.sh
  /// without `--yes`, too.
  @Test func nothingInEnvRuns() throws {
    for (key, value) in [
      ("SAVED_AT", "BASH_VERSINFO[$(touch pwned)]"),
      ("SAVED_AT", "BASH_VERSINFO[`touch pwned`]"),
      ("EXPOSE_VPC_ID_ASKED", "BASH_VERSINFO[$(touch pwned)]-tok"),
      ("RESOURCE_VPC_ID_ASKED", "BASH_VERSINFO[`touch pwned`]-tok"),
    ] {
      for script in ["deploy_all.sh", "cleanup.sh", "status.sh"] {
        try deployment.writeEnv("RESOURCE_VPC_ID=vpc-0123456789abcdef0\n\(key)=\(value)\n")
        let outcome = try deployment.command(
          script, script == "deploy_all.sh" ? ["--no-verify", "--skip-preflight"] : [],
          with: ["ACCELGEN_SETTLE_SECONDS": "0"]
        ).run()
        #expect(outcome.status == 1, "\(outcome.transcript)")
        #expect(
          outcome.errors.contains("error: \(key) in \(deployment.env.path) cannot be '\(value)'"),
          "\(outcome.transcript)")
        #expect(try !deployment.files().contains("pwned"), "\(script), \(key)=\(value)")
      }
    }
    #expect(try emulator.calls().isEmpty)
  }

  /// Attack 8: a pattern in the place of an id was expanded to the names of files.
  @Test func noIDIsAPattern() throws {
    try deployment.writeEnv("EXPOSE_VPC_ID=vpc-* /etc/*\n")
    let outcome = try deployment.run("status.sh")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains("EXPOSE_VPC_ID in \(deployment.env.path) cannot be 'vpc-* /etc/*'"),
      "\(outcome.transcript)")
    #expect(!outcome.transcript.contains("/etc/passwd"))
    #expect(try emulator.calls().isEmpty)
  }

  /// Attack 9: with CR LF in `env` an error showed two names that look the same.
  @Test func aCarriageReturnIsNamed() throws {
    try deployment.writeEnv(
      "DEPLOYMENT_TAG=\(EnvTemplate.tag)\r\nEXPOSE_VPC_ID=vpc-0123456789abcdef0\r\n")
    let outcome = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains("line 1 of \(deployment.env.path) has a carriage return (CR)"),
      "\(outcome.transcript)")
    #expect(try emulator.calls().isEmpty)
  }
}

/// Case 11, aws/aws-cli#1135 and #7608: a key that begins with a hyphen stood where the AWS CLI looks for options,
/// when it was taken out again.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct HyphenTests {
  @Test func aTagLikeAnOptionIsTakenAwayAgain() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.ofCase(
      on: emulator, template: EnvTemplate(["TAGS": "-temporary=1"]).text)
    try deployment.succeed(Step.exposeVPC)
    try deployment.succeed(Step.loadBalancer)
    #expect(try tagged(emulator) > 5)

    try deployment.write("env.template", EnvTemplate().text)
    try deployment.generate()
    for step in [Step.exposeVPC, Step.loadBalancer] {
      // As deploy_all.sh tells its steps which tags there were.
      try deployment.succeed(step, with: ["ACCELGEN_OLD_TAGS": "-temporary=1"])
    }
    #expect(try tagged(emulator) == 0)
  }

  private func tagged(_ emulator: Emulator) throws -> Int {
    try emulator.inventory().count { $0.tags["-temporary"] != nil }
  }
}
