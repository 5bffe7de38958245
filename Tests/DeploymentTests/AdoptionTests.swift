import Foundation
import TestSupport
import Testing

/// What is there already is found and taken, or refused: never made twice.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AdoptionTests {
  private static let step = "1.resource_vpc_deploy.sh"
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.quick(on: emulator, template: EnvTemplate().text)
  }

  @Test func valuesThatDoNotFitWhatIsThereAreRefusedUntilTheyArePutBack() throws {
    let first = try deployment.run(Self.step)
    try #require(first.status == 0, "\(first.transcript)")
    let made = try emulator.inventory()
    try FileManager.default.removeItem(at: deployment.env)

    try deployment.write("env.template", EnvTemplate(["RESOURCE_VPC_CIDR": "10.9.0.0/16"]).text)
    try deployment.generate()
    let refused = try deployment.run(Self.step)
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(
      refused.errors.contains(
        "is this deployment's, but has 10.1.0.0/16, not 10.9.0.0/16, which cannot be changed"))
    #expect(refused.errors.contains("put the value back, or run ./cleanup.sh first"))
    #expect(try emulator.inventory() == made)

    try deployment.write("env.template", EnvTemplate().text)
    try deployment.generate()
    let again = try deployment.run(Self.step)
    #expect(again.status == 0, "\(again.transcript)")
    #expect(try emulator.inventory() == made)
  }

  @Test func twoForOneKeyAreAnErrorThatNamesBoth() throws {
    let region = EnvTemplate.resourceRegion
    let vpcs = try (1...2).map { _ in
      try deployment.aws(
        region, "ec2", "create-vpc", "--cidr-block", "10.1.0.0/16", "--tag-specifications",
        "ResourceType=vpc,Tags=[{Key=\(EnvTemplate.tag),Value=RESOURCE_VPC_ID}]",
        "--query", "Vpc.VpcId")
    }
    let outcome = try deployment.run(Self.step)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    for vpc in vpcs { #expect(outcome.errors.contains(vpc), "\(outcome.transcript)") }
    #expect(
      outcome.errors.contains("delete the one that is not in use, or its tag, then run again"))
    #expect(try emulator.inventory().count == 2)
  }

  @Test func whatIsNotKnownEverywhereYetIsNeitherAFailureNorMadeTwice() throws {
    // However long a call takes here, what was made before it is not known yet, until it was missed.
    try emulator.set(["not_found_yet_seconds": 10_000])
    let run = try deployment.command(Self.step, with: ["ACCELGEN_SETTLE_SECONDS": "3600"]).start()
    var missed = 0
    try waitUntil {
      let misses = try emulator.calls().count { $0.error?.hasSuffix(".NotFound") == true }
      if misses > missed { try emulator.advance(seconds: 20_000) }
      missed = misses
      return !run.isRunning
    }
    let first = try run.outcome()
    #expect(first.status == 0, "\(first.transcript)")
    #expect(missed > 0, "the emulator is late")
    let made = try emulator.inventory()

    let again = try deployment.run(Self.step)
    #expect(again.status == 0, "\(again.transcript)")
    #expect(try emulator.inventory() == made)
  }

  /// A run was killed before its call ten minutes ago. What this one asks for is new all the same.
  @Test func anAnswerThatIsLostLongAfterACallThatNeverWasIsNoLostVPC() throws {
    try emulator.set(["tags_visible_seconds": 0.3])
    let then = Int(Date.now.timeIntervalSince1970) - 600
    try "RESOURCE_VPC_ID_ASKED=\(then)-\(then)-1-1\n"
      .write(to: deployment.env, atomically: true, encoding: .utf8)
    try emulator.loseAnswer(to: "CreateVpc")
    let run = try deployment.run(Self.step)
    #expect(run.status == 0, "\(run.transcript)")
    let vpcs = try emulator.inventory().filter { $0.type == "vpc" }
    #expect(vpcs.map(\.id) == [try deployment.value("RESOURCE_VPC_ID")])
  }

  @Test func anAnswerThatIsLostIsNoLostVPC() throws {
    try emulator.set(["tags_visible_seconds": 0.3])
    try emulator.loseAnswer(to: "CreateVpc")
    let first = try deployment.run(Self.step)
    #expect(first.status == 0, "\(first.transcript)")
    let vpcs = try emulator.inventory().filter { $0.type == "vpc" }
    #expect(vpcs.map(\.id) == [try deployment.value("RESOURCE_VPC_ID")])
  }
}
