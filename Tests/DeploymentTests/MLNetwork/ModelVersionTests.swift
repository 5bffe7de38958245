import Foundation
import TestSupport
import Testing

/// What servers are launched with changes: by a version on trial, or by a refresh that goes back when it must.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ModelVersionTests {
  private static let changed = ["SERVER_DISK_GIGABYTES": "30"]
  private static let alone = ["CANARY": "false"]
  private static let watched = alone.merging(["ALARM_EMAIL": "operations@example.com"]) { $1 }

  @Test func withACanaryTheStableVersionStays() throws {
    let models = try ModelServerNetwork()
    try models.change(to: Self.changed)
    let told = try models.network.deployment.run("status.sh")
    #expect(told.output.contains("! data of NETWORK_SERVER_TEMPLATE"), "\(told.transcript)")
    try models.network.succeed("deploy_all.sh")
    #expect(try models.versions() == ["1", "1", "1"])
    #expect(try models.group("stable", "LaunchTemplate.Version") == "1")
    #expect(try models.group("canary", "LaunchTemplate.Version") == "2")
    #expect(try models.network.value("NETWORK_STABLE_VERSION") == "1")
    #expect(try models.network.value("NETWORK_CANARY_VERSION") == "2")
    #expect(try models.group("stable", "MinSize") == "3")
    try models.network.succeed("status.sh")

    // What was before is there still.
    try models.change(to: [:])
    try models.network.succeed("deploy_all.sh")
    #expect(try models.group("canary", "LaunchTemplate.Version") == "1", "no third version")
  }

  @Test func aloneItIsRolledOutAFewServersAtATime() throws {
    let models = try ModelServerNetwork(Self.alone)
    let before = try models.instances()
    try models.change(to: Self.alone.merging(Self.changed) { $1 })
    try models.emulator.forgetCalls()
    try models.network.succeed("deploy_all.sh")
    #expect(
      try models.mutations() == ["CreateLaunchTemplateVersion", "StartInstanceRefresh"])
    #expect(try models.versions() == ["2", "2", "2"])
    #expect(try Set(models.instances()).isDisjoint(with: before))
    #expect(try models.network.value("NETWORK_STABLE_VERSION") == "2")
    try models.network.succeed("status.sh")
  }

  @Test func aVersionThatDoesNotComeUpIsRolledBackAndTold() throws {
    let models = try ModelServerNetwork(Self.alone)
    try models.emulator.set(["refresh_patience_seconds": 1])
    try models.emulator.set("servers_broken", to: ["ml-network-server:2"])
    try models.change(to: Self.alone.merging(Self.changed) { $1 })
    let refused = try models.network.fail("deploy_all.sh")
    #expect(refused.contains("to version 2 came to nothing: RollbackSuccessful"), "\(refused)")
    #expect(refused.contains("all servers are of the version before again"), "\(refused)")
    #expect(try models.versions() == ["1", "1", "1"])
    #expect(try models.network.deployment.run("status.sh").status == 1)

    // The values put back, all is as it was.
    try models.change(to: Self.alone)
    try models.network.succeed("deploy_all.sh")
    try models.network.succeed("status.sh")
  }

  /// Kills a run when AWS has begun to replace servers, which takes it until `letGo`.
  private func killInARefresh(_ models: ModelServerNetwork) throws {
    try models.emulator.set(["server_warmup_seconds": 3600])
    let run = try models.network.deployment.command("deploy_all.sh").start()
    try waitUntil { try models.emulator.calls().contains { $0.action == "StartInstanceRefresh" } }
    run.signalAll(SIGKILL)
    _ = try run.outcome()
  }

  /// The next run; the refresh gets no further until it has said these words.
  private func letGo(
    _ models: ModelServerNetwork, when words: String
  ) throws -> Command.Outcome {
    let run = try models.network.deployment.command("deploy_all.sh").start()
    try waitUntil { try !run.isRunning || run.text().contains(words) }
    try models.emulator.set(["server_warmup_seconds": 0])
    return try run.outcome()
  }

  /// A run that was killed while AWS replaces servers: the next one waits for the same refresh, with `env` or without.
  @Test(arguments: [true, false]) func aRefreshThatGoesOnIsTakenUp(withEnv: Bool) throws {
    let models = try ModelServerNetwork(Self.alone)
    try models.change(to: Self.alone.merging(Self.changed) { $1 })
    try killInARefresh(models)
    if !withEnv {
      try FileManager.default.removeItem(
        at: models.network.deployment.scripts.appending(path: "env"))
    }
    let words = "the refresh to version 2 goes on"
    let taken = try letGo(models, when: words)
    #expect(taken.status == 0 && taken.output.contains(words), "\(taken.transcript)")
    let begun = try models.emulator.calls().filter { $0.action == "StartInstanceRefresh" }
    #expect(begun.count == 1)
    #expect(try models.versions() == ["2", "2", "2"])
  }

  @Test func aRefreshToAnotherVersionIsCalledOff() throws {
    let models = try ModelServerNetwork(Self.alone)
    try models.change(to: Self.alone.merging(Self.changed) { $1 })
    try killInARefresh(models)
    try models.change(to: Self.alone.merging(["SERVER_DISK_GIGABYTES": "40"]) { $1 })
    let words = "a refresh to version 2 goes on, and is called off"
    let other = try letGo(models, when: words)
    #expect(other.status == 0 && other.output.contains(words), "\(other.transcript)")
    #expect(try models.versions() == ["3", "3", "3"])
  }

  /// How an alarm of the stable version is called.
  private func alarm(_ name: String) -> String {
    "accelgen:ml-network_ml-network:us-east-1:stable-\(name)"
  }

  /// What CloudWatch finds; of a new alarm it knows nothing yet.
  private func find(_ models: ModelServerNetwork, _ name: String, _ state: String) throws {
    try models.network.aws(
      "cloudwatch", "set-alarm-state", "--alarm-name", alarm(name), "--state-value", state,
      "--state-reason", "a test")
  }

  /// What the newest refresh was told: how long it bakes, and its alarms.
  private func told(_ models: ModelServerNetwork) throws -> String {
    try models.network.aws(
      "autoscaling", "describe-instance-refreshes", "--auto-scaling-group-name",
      "ml-network-stable", "--query",
      "InstanceRefreshes[0].Preferences.[BakeTime,join(' ',AlarmSpecification.Alarms||[''])]")
  }

  /// A run that has said that AWS looks at the alarms, with all servers new.
  private func bake(_ models: ModelServerNetwork) throws -> RunningCommand {
    let run = try models.network.deployment.command("deploy_all.sh").start()
    let words = "all servers are of version 2; AWS goes on looking at the alarms"
    try waitUntil { try !run.isRunning || run.text().contains(words) }
    return run
  }

  /// One that was killed in the middle of that is taken up.
  @Test func withAlarmsARefreshIsWatchedToItsEnd() throws {
    let models = try ModelServerNetwork(Self.watched)
    for name in ["errors", "latency"] { try find(models, name, "OK") }
    try models.change(to: Self.watched.merging(Self.changed) { $1 })
    let killed = try bake(models)
    #expect(try told(models) == "600\t\(alarm("errors")) \(alarm("latency"))")
    killed.signalAll(SIGKILL)
    _ = try killed.outcome()

    let run = try bake(models)
    try models.emulator.advance(seconds: 601)
    let outcome = try run.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("the refresh to version 2 goes on"), "\(outcome.transcript)")
    #expect(try models.versions() == ["2", "2", "2"])
    let begun = try models.emulator.calls().filter { $0.action == "StartInstanceRefresh" }
    #expect(begun.count == 1)
  }

  @Test func anAlarmThatGoesOffRollsARefreshBackAndIsTold() throws {
    let models = try ModelServerNetwork(Self.watched)
    // What is on already says nothing of the new version.
    try find(models, "errors", "OK")
    try find(models, "latency", "ALARM")
    try models.change(to: Self.watched.merging(Self.changed) { $1 })
    let run = try bake(models)
    #expect(try told(models) == "600\t\(alarm("errors"))")
    try find(models, "errors", "ALARM")
    // AWS looks again after a while.
    try models.emulator.advance(seconds: 11)
    let outcome = try run.outcome()
    #expect(outcome.status == 1, "\(outcome.transcript)")
    for words in [
      "this refresh does not go back for the alarm \(alarm("latency")), which is on already",
      "was rolled back because the alarm \(alarm("errors")) went off: RollbackSuccessful",
      "all servers are of the version before again",
    ] {
      #expect(outcome.errors.contains(words), "\(outcome.transcript)")
    }
    #expect(try models.versions() == ["1", "1", "1"])
  }

  /// They come after the servers: the run that makes them cannot name them yet.
  @Test func alarmsThatAreNotThereYetAreNotNamed() throws {
    let models = try ModelServerNetwork(Self.alone)
    try models.change(to: Self.watched.merging(Self.changed) { $1 })
    try models.network.succeed("deploy_all.sh")
    #expect(try models.versions() == ["2", "2", "2"])
    #expect(try told(models).hasPrefix("None"))
  }

  @Test func protectedServersAreReplacedAndThoseInStandbyLeftAlone() throws {
    let models = try ModelServerNetwork(Self.alone)
    let servers = try models.instances()
    let group = ["--auto-scaling-group-name", "ml-network-stable", "--instance-ids"]
    try models.network.deployment.aws(
      NetworkFolder.region,
      ["autoscaling", "set-instance-protection"] + group + [
        servers[0], "--protected-from-scale-in",
      ])
    try models.network.deployment.aws(
      NetworkFolder.region,
      ["autoscaling", "enter-standby"] + group
        + [servers[1], "--no-should-decrement-desired-capacity"])
    try models.change(to: Self.alone.merging(Self.changed) { $1 })
    try models.network.succeed("deploy_all.sh")
    #expect(try models.versions().sorted() == ["1", "2", "2", "2"])
    #expect(try models.instances().contains(servers[1]))
  }

  @Test func aVersionThatSomebodyChangedIsPutBack() throws {
    let models = try ModelServerNetwork(Self.alone)
    try models.network.aws(
      "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name", "ml-network-stable",
      "--launch-template",
      "LaunchTemplateId=\(models.network.value("NETWORK_SERVER_TEMPLATE_ID")),Version=$Latest")
    let told = try models.network.deployment.run("status.sh")
    #expect(told.output.contains("! version of NETWORK_STABLE_SERVERS"), "\(told.transcript)")
    try models.emulator.forgetCalls()
    try models.network.succeed("deploy_all.sh")
    #expect(try models.mutations() == ["UpdateAutoScalingGroup"])
    #expect(try models.group("stable", "LaunchTemplate.Version") == "1")
  }
}
