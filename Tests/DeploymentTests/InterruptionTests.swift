import Foundation
import TestSupport
import Testing

/// What stops a run, and the run after it.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct InterruptionTests {
  @Test func aRunThatWasStoppedIsGoneOnWith() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)

    try aStepIsRefused(deployment)
    try emulator.set(["load_balancer_active_seconds": 1000])
    try ctrlCInTheMiddleOfACall(deployment)
    try termInTheMiddleOfAWait(deployment)
    try theTimeIsOver(deployment)

    let last = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(last.status == 0, "\(last.transcript)")
    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)

    try cleanupIsStoppedAndKilled(deployment)
  }

  private func aStepIsRefused(_ deployment: Deployment) throws {
    // On the load balancer's side: what comes after it there is left for what follows, however far the other
    // side comes in the meantime.
    try deployment.emulator.refuse("CreateSecurityGroup", in: EnvTemplate.exposeRegion)
    let run = try deployment.command("deploy_all.sh", ["--no-verify"]).start()
    let outcome = try run.outcome()
    #expect(try run.processes() == [])
    #expect(outcome.status == 1, "\(outcome.transcript)")
    let errors = outcome.errors.split(separator: "\n").filter { $0.contains("error: ") }
    #expect(errors.count == 2, "the call and its step: \(outcome.transcript)")
    #expect(
      errors.first?.hasSuffix("aws ec2 create-security-group was refused in ap-southeast-1") == true
    )
    #expect(errors.last == "error: 3.expose_vpc_deploy.sh did not finish")
    #expect(outcome.errors.contains("You are not authorized to perform this operation."))
    #expect(outcome.errors.contains("run ./deploy_all.sh again: it goes on from here"))
    try deployment.emulator.forgetFaults()
  }

  /// The call that is on its way is finished, and its id saved.
  private func ctrlCInTheMiddleOfACall(_ deployment: Deployment) throws {
    try deployment.emulator.hold("CreateTargetGroup")
    let run = try deployment.command("deploy_all.sh", ["--no-verify"]).start()
    try waitUntil { try deployment.emulator.held() == 1 }
    run.signalAll(SIGINT)
    try deployment.emulator.forgetFaults()

    let outcome = try run.outcome()
    #expect(try run.processes() == [])
    #expect(outcome.status == 130, "\(outcome.transcript)")
    #expect(outcome.errors.contains("stopped: run ./deploy_all.sh again to go on, or ./cleanup.sh"))
    let group = try deployment.emulator.inventory().first { $0.type == "target-group" }
    #expect(try deployment.value("EXPOSE_TARGET_GROUP_ARN") == group?.id)
    #expect(group != nil, "the call was on its way")
  }

  private func termInTheMiddleOfAWait(_ deployment: Deployment) throws {
    let run = try deployment.command("deploy_all.sh", ["--no-verify"]).start()
    try waitUntil { try run.text().contains("load balancer: provisioning") }
    run.signal(SIGTERM)
    let outcome = try run.outcome()
    #expect(try run.processes() == [])
    #expect(outcome.status == 143, "\(outcome.transcript)")
    #expect(outcome.errors.contains("stopped: run ./deploy_all.sh again to go on, or ./cleanup.sh"))
  }

  private func theTimeIsOver(_ deployment: Deployment) throws {
    let impatient = ["ACCELGEN_TIMEOUT_SECONDS": "3"]
    let balancer = try deployment.run("deploy_all.sh", "--no-verify", with: impatient)
    #expect(balancer.status == 1, "\(balancer.transcript)")
    #expect(balancer.errors.contains("error: load balancer: still provisioning after 3 s"))

    try deployment.emulator.advance(seconds: 2000)
    try deployment.emulator.set(["target_healthy_seconds": 1000])
    let targets = try deployment.run("deploy_all.sh", "--no-verify", with: impatient)
    #expect(targets.status == 1, "\(targets.transcript)")
    #expect(
      targets.errors.contains(
        "error: the targets are not healthy after 3 s: "
          + "10.1.0.10:443 initial, 10.1.16.10:443 initial"),
      "\(targets.transcript)")
    #expect(targets.errors.contains("- no network ACL stands in between"))
    #expect(targets.errors.contains("- the target group's preserve_client_ip.enabled is false"))
    try deployment.emulator.advance(seconds: 2000)
  }

  private func cleanupIsStoppedAndKilled(_ deployment: Deployment) throws {
    let emulator = deployment.emulator
    try emulator.set(["load_balancer_linger_seconds": 1000])
    for signal in [SIGINT, SIGKILL] {
      let run = try deployment.command("cleanup.sh", ["--yes"]).start()
      try waitUntil { try run.text().contains("waiting until AWS has taken its interfaces out of") }
      run.signalAll(signal)
      let outcome = try run.outcome()
      #expect(try run.processes() == [])
      #expect(outcome.status == 128 + signal, "\(outcome.transcript)")
      #expect(outcome.errors.contains("stopped: run ./cleanup.sh again") == (signal == SIGINT))
      #expect(FileManager.default.fileExists(atPath: deployment.env.path))
    }
    try emulator.advance(seconds: 2000)
    let last = try deployment.run("cleanup.sh", "--yes")
    #expect(last.status == 0, "\(last.transcript)")
    #expect(last.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: deployment.env.path))
  }
}
