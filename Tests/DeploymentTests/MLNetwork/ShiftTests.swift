import Foundation
import TestSupport
import Testing

/// shift.sh: requests go to a new version little by little, and back when it is not well.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ShiftTests {
  private static let serving = ["SERVER_TYPE": "t3.large", "NAT": "single"]

  /// A network with two versions: what the servers start from was changed after the first deployment.
  private struct TwoVersions {
    let emulator: Emulator
    let network: NetworkFolder

    init(_ more: [String: String] = [:]) throws {
      emulator = try Emulator()
      try emulator.set("server_warmup_seconds", to: 0)
      let values = ShiftTests.serving.merging(more) { $1 }
      network = try NetworkFolder(values, on: emulator)
      try network.succeed("deploy_all.sh")
      try network.change(to: values.merging(["SERVER_TYPE": "t3.xlarge"]) { $1 })
      try network.succeed("deploy_all.sh")
    }

    /// "STABLE_WEIGHT CANARY_WEIGHT STICKY", from AWS.
    func weights() throws -> String {
      let arn = try network.value("NETWORK_LISTENER_ARN")
      let stable = try network.value("NETWORK_STABLE_TARGET_GROUP_ARN")
      let config = "Listeners[].DefaultActions[].ForwardConfig"
      let query =
        "\(config).[TargetGroups[?TargetGroupArn=='\(stable)'].Weight|[0],"
        + "TargetGroups[?TargetGroupArn!='\(stable)'].Weight|[0],"
        + "TargetGroupStickinessConfig.Enabled]"
      return try network.aws(
        "elbv2", "describe-listeners", "--listener-arns", arn, "--query", query
      )
      .replacingOccurrences(of: "\t", with: " ")
    }

    /// "VERSION MINIMUM DESIRED" of a group of servers.
    func servers(_ name: String) throws -> String {
      try network.aws(
        "autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names",
        "ml-network-\(name)", "--query",
        "AutoScalingGroups[].[LaunchTemplate.Version,MinSize,DesiredCapacity]"
      ).replacingOccurrences(of: "\t", with: " ")
    }

    /// Has the load balancer tell CloudWatch of a version's answers in this minute, and of as many in each of the next
    /// ones: a share is watched from the minute on in which it stands.
    func answer(_ version: String, requests: Int, errors: Int = 0, seconds: Double) throws {
      let balancer = try network.value("NETWORK_LOAD_BALANCER_ARN")
      let group = try network.value("NETWORK_\(version)_TARGET_GROUP_ARN")
      let dimensions = [
        "LoadBalancer": String(balancer.split(separator: "loadbalancer/")[1]),
        "TargetGroup": String(try #require(group.split(separator: ":").last)),
      ]
      // Of one time, or a minute's end between two of them would count more of one.
      let now = Date().timeIntervalSince1970
      for (metric, value, count) in [
        ("RequestCount", Double(requests), 1), ("HTTPCode_Target_5XX_Count", Double(errors), 1),
        ("TargetResponseTime", seconds, 10),
      ] {
        let points = (0..<10).flatMap { minute in
          Array(
            repeating: ["time": now + 60 * Double(minute), "value": value], count: count)
        }
        _ = try emulator.post(
          "metrics",
          [
            "region": NetworkFolder.region, "namespace": "AWS/ApplicationELB", "metric": metric,
            "dimensions": dimensions, "points": points,
          ])
      }
    }

    func shift(_ arguments: String...) throws -> Command.Outcome {
      try network.deployment.command("shift.sh", arguments).run()
    }

    /// The versions of a group's servers, one each.
    func versions(_ name: String) throws -> [String] {
      try network.aws(
        "autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names",
        "ml-network-\(name)", "--query",
        "AutoScalingGroups[].Instances[?LifecycleState=='InService'][].LaunchTemplate.Version"
      ).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    func resize(_ name: String, to count: Int) throws {
      try network.aws(
        "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name",
        "ml-network-\(name)", "--desired-capacity", String(count))
    }

    /// Begins to promote the new version, and kills the run once AWS has been asked to replace the servers.
    func promoteAndKill() throws {
      let all = try shift("100", "--bake", "0")
      #expect(all.status == 0, "\(all.transcript)")
      try answer("CANARY", requests: 50, seconds: 0.05)
      try network.deployment.kill("shift.sh", ["promote"], at: "StartInstanceRefresh")
    }

    /// Has an alarm of a version go off.
    func alarm(_ name: String) throws {
      let tag = try network.value("DEPLOYMENT_TAG")
      try network.aws(
        "cloudwatch", "set-alarm-state", "--alarm-name", "\(tag):\(name)", "--state-value",
        "ALARM", "--state-reason", "a test")
    }

    /// What a share comes to when these alarms go off after it was looked which are on already, and before it is watched.
    func outcome(ofTenPercentWith alarms: [String]) throws -> Command.Outcome {
      try emulator.forgetCalls()
      try emulator.hold("ModifyListener")
      let run = try network.deployment.command("shift.sh", ["10", "--bake", "1"]).start()
      try waitUntil { try emulator.calls().contains { $0.action == "UpdateAutoScalingGroup" } }
      for each in alarms { try alarm(each) }
      try emulator.forgetFaults()
      return try run.outcome()
    }
  }

  @Test func theWholeWayAndTheNewVersionIsTheStableOne() throws {
    let two = try TwoVersions()
    #expect(try two.servers("stable") == "1 3 3")
    #expect(try two.servers("canary") == "2 0 0")
    #expect(try two.weights() == "100 0 True")
    try two.answer("CANARY", requests: 50, seconds: 0.05)
    let way = try two.shift("--schedule", "10,50,100", "--bake", "1")
    #expect(way.status == 0, "\(way.transcript)")
    #expect(try two.weights() == "0 100 True")
    #expect(try two.servers("canary") == "2 3 3")
    // Each time the whole action, stickiness and all, and servers before requests.
    let changes = try two.emulator.calls().filter(\.mutating).map(\.action)
    #expect(
      changes.suffix(6) == [
        "UpdateAutoScalingGroup", "ModifyListener", "UpdateAutoScalingGroup", "ModifyListener",
        "UpdateAutoScalingGroup", "ModifyListener",
      ])
    // What is moved is nobody's to reset.
    try two.network.succeed("deploy_all.sh")
    #expect(try two.weights() == "0 100 True")
    #expect(try two.servers("canary") == "2 3 3")

    let promoted = try two.shift("promote")
    #expect(promoted.status == 0, "\(promoted.transcript)")
    // The canary's servers end, so nobody may be kept there.
    #expect(try two.weights() == "100 0 False")
    #expect(try two.servers("stable") == "2 3 3")
    #expect(try two.servers("canary") == "2 0 0")
    let again = try two.shift("10")
    #expect(again.status == 1 && again.errors.contains("there is nothing to try"))
    try two.network.succeed("status.sh")
    try two.network.succeed("cleanup.sh", "--yes")
    #expect(try two.emulator.inventory().isEmpty)
  }

  @Test func whatIsNotWellIsMovedBack() throws {
    let two = try TwoVersions()
    try two.answer("STABLE", requests: 900, seconds: 0.02)
    try two.answer("CANARY", requests: 100, errors: 9, seconds: 0.03)
    let wrong = try two.shift("10", "--bake", "2")
    #expect(wrong.status == 3, "\(wrong.transcript)")
    #expect(
      wrong.errors.contains(
        "the canary is not well: 9.0 % of its answers are errors, of the stable version 0.0 %"),
      "\(wrong.transcript)")
    // Whoever was kept at the canary is let go.
    #expect(try two.weights() == "100 0 False")
    #expect(try two.servers("canary") == "2 0 0")
    let lenient = try two.shift("10", "--bake", "1", "--errors", "10")
    #expect(lenient.status == 0, "\(lenient.transcript)")
    #expect(try two.weights() == "90 10 True")
  }

  @Test func slownessIsToldUnlessTheStableVersionIsAsSlow() throws {
    let two = try TwoVersions()
    try two.answer("STABLE", requests: 900, seconds: 0.5)
    try two.answer("CANARY", requests: 100, seconds: 0.3)
    let fair = try two.shift("10", "--bake", "1")
    #expect(fair.status == 0, "\(fair.transcript)")
    try two.answer("CANARY", requests: 100, seconds: 0.8)
    let slow = try two.shift("50", "--bake", "1")
    #expect(slow.status == 3, "\(slow.transcript)")
    #expect(slow.errors.contains("its p99 is 800 ms, LATENCY_MS is 100"), "\(slow.transcript)")
    #expect(try two.weights() == "100 0 False")
  }

  @Test(arguments: [["canary-errors"], ["stable-latency", "canary-latency"]])
  func anAlarmOfTheCanaryAloneMovesItBack(alarms: [String]) throws {
    let two = try TwoVersions(["ALARM_EMAIL": "operations@example.com"])
    try two.answer("CANARY", requests: 50, seconds: 0.05)
    let outcome = try two.outcome(ofTenPercentWith: alarms)
    if alarms.contains("stable-latency") {
      #expect(outcome.status == 0, "\(outcome.transcript)")
    } else {
      #expect(outcome.status == 3, "\(outcome.transcript)")
      #expect(outcome.errors.contains(":canary-errors is on"), "\(outcome.transcript)")
      #expect(try two.weights() == "100 0 False")
      #expect(try two.servers("canary") == "2 0 0")
    }
  }

  /// Servers that begin are not healthy for a while, and their alarm takes a while to be off again.
  @Test func anAlarmThatWasOnBeforeSaysNothingOfAShare() throws {
    let two = try TwoVersions(["ALARM_EMAIL": "operations@example.com"])
    try two.answer("CANARY", requests: 50, seconds: 0.05)
    try two.alarm("canary-unhealthy")
    let outcome = try two.shift("10", "--bake", "1")
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try two.weights() == "90 10 True")
  }

  @Test func asManyServersAsTheLoadNeedsAndNotOnlySERVER_COUNT() throws {
    let two = try TwoVersions(["SERVER_MAX": "12"])
    // The load has made the stable version grow.
    try two.resize("stable", to: 8)
    let half = try two.shift("50", "--bake", "0")
    #expect(half.status == 0, "\(half.transcript)")
    #expect(try two.servers("canary") == "2 4 4")
    let policies = try two.network.aws(
      "autoscaling", "describe-policies", "--auto-scaling-group-name", "ml-network-canary",
      "--query", "ScalingPolicies[].PolicyType")
    #expect(policies == "TargetTrackingScaling")
    // And made both go on: six servers answer the canary's half of it.
    try two.resize("stable", to: 5)
    try two.resize("canary", to: 6)
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    #expect(try two.servers("stable") == "1 3 12")
    #expect(try two.servers("canary") == "2 0 0")
  }

  /// While a version is on trial, what its servers may become at most is SERVER_MAX, as it is now.
  @Test func bothVersionsHaveAsManyServersAtMostAsSERVER_MAX() throws {
    let two = try TwoVersions(["SERVER_MAX": "3"])
    let all = try two.shift("100", "--bake", "0")
    #expect(all.status == 0, "\(all.transcript)")
    func most() throws -> String {
      try two.network.aws(
        "autoscaling", "describe-auto-scaling-groups", "--query", "AutoScalingGroups[].MaxSize")
    }
    for (count, largest, canary) in [("3", "12", "2 3 3"), ("2", "2", "2 2 2")] {
      try two.network.change(
        to: Self.serving.merging([
          "SERVER_TYPE": "t3.xlarge", "SERVER_COUNT": count, "SERVER_MAX": largest,
        ]) { $1 })
      let before = try two.network.deployment.command("status.sh").run()
      #expect(before.status == 1, "\(before.transcript)")
      for group in ["STABLE", "CANARY"] {
        #expect(before.output.contains("! max of NETWORK_\(group)_SERVERS"), "\(before.transcript)")
      }
      try two.network.succeed("deploy_all.sh")
      #expect(try most() == "\(largest)\t\(largest)")
      #expect(try two.servers("canary") == canary)
      try two.network.succeed("status.sh")
    }
  }

  /// A version that came while another one was on trial has been tried by nobody.
  @Test func whatNobodyTriedIsNotPromoted() throws {
    let two = try TwoVersions()
    let all = try two.shift("100", "--bake", "0")
    #expect(all.status == 0, "\(all.transcript)")
    try two.network.change(
      to: Self.serving.merging(["SERVER_TYPE": "t3.2xlarge"]) { $1 })
    try two.network.succeed("deploy_all.sh")
    for arguments in [["promote"], ["100", "--bake", "0"]] {
      let refused = try two.network.deployment.command("shift.sh", arguments).run()
      #expect(refused.status == 1, "\(refused.transcript)")
      #expect(
        refused.errors.contains(
          "the canary's servers are of version 2, and ./deploy_all.sh has brought version 3 since"),
        "\(refused.transcript)")
    }
    #expect(try two.versions("stable") == ["1", "1", "1"])
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    let next = try two.shift("10", "--bake", "0")
    #expect(next.status == 0, "\(next.transcript)")
    #expect(try two.versions("canary") == ["3"])
  }

  /// A share that was not watched, or of which nothing was known, is looked at before it becomes the stable version.
  @Test func whatNobodyKnowsToBeWellIsNotPromoted() throws {
    let two = try TwoVersions()
    let all = try two.shift("100", "--bake", "0")
    #expect(all.status == 0, "\(all.transcript)")
    let unknown = try two.shift("promote")
    #expect(unknown.status == 1, "\(unknown.transcript)")
    #expect(
      unknown.errors.contains(
        "CloudWatch knows of no request that the canary got in the last 15 minutes, so nobody knows whether it is well"
      ),
      "\(unknown.transcript)")
    try two.answer("CANARY", requests: 50, errors: 25, seconds: 0.05)
    let failing = try two.shift("promote")
    #expect(failing.status == 1, "\(failing.transcript)")
    #expect(
      failing.errors.contains("the canary is not well: 50.0 % of its answers are errors"),
      "\(failing.transcript)")
    #expect(try two.versions("stable") == ["1", "1", "1"])
    #expect(try two.weights() == "0 100 True")
  }

  /// A greater share than before needs the servers for it, whichever version it is.
  @Test func theStableVersionHasItsServersBeforeItsRequests() throws {
    let two = try TwoVersions(["SERVER_MAX": "12"])
    let all = try two.shift("100", "--bake", "0")
    #expect(all.status == 0, "\(all.transcript)")
    try two.resize("canary", to: 8)
    try two.emulator.forgetCalls()
    let half = try two.shift("50", "--bake", "0")
    #expect(half.status == 0, "\(half.transcript)")
    #expect(try two.servers("stable") == "1 3 4")
    let changes = try two.emulator.calls().filter(\.mutating).map(\.action)
    #expect(changes == ["UpdateAutoScalingGroup", "UpdateAutoScalingGroup", "ModifyListener"])
  }

  /// What AWS did not answer is nothing to go by.
  @Test(arguments: ["DescribeListeners", "DescribeAutoScalingGroups"])
  func anAnswerThatIsMissingStopsIt(action: String) throws {
    let two = try TwoVersions(["SERVER_MAX": "12"])
    try two.resize("stable", to: 9)
    for skip in [0, 2, 4] {
      try two.emulator.forgetFaults()
      try two.emulator.refuse(action, code: "AccessDenied", times: 1, after: skip)
      let outcome = try two.shift("50", "--bake", "0")
      if outcome.status == 0 { break }
      #expect(outcome.status == 1, "\(outcome.transcript)")
      #expect(!outcome.errors.contains("syntax error"), "\(outcome.transcript)")
      #expect(["2 0 0", "2 5 5"].contains(try two.servers("canary")), "\(outcome.transcript)")
    }
    try two.emulator.forgetFaults()
    let state = try two.shift("status", "--json")
    #expect(state.status == 0, "\(state.transcript)")
    try two.emulator.refuse(action, code: "AccessDenied", times: 1)
    let unknown = try two.shift("status", "--json")
    #expect(unknown.status == 1, "\(unknown.transcript)")
  }

  /// A promotion whose run was killed goes on in AWS, and is undone when it is through as well.
  @Test func rollbackUndoesAPromotionThatEndedWithoutItsRun() throws {
    let two = try TwoVersions()
    try two.promoteAndKill()
    try waitUntil { try two.servers("stable").hasPrefix("2 ") }
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    #expect(try two.weights() == "100 0 False")
    #expect(try two.servers("stable").hasPrefix("1 "))
    #expect(Set(try two.versions("stable")) == ["1"])
  }

  /// Or it is what its user wanted, and stays when the next version comes.
  @Test func aPromotionThatEndedWithoutItsRunStaysWhenTheNextVersionComes() throws {
    let two = try TwoVersions()
    try two.promoteAndKill()
    try waitUntil { try two.servers("stable").hasPrefix("2 ") }
    try two.network.change(
      to: Self.serving.merging(["SERVER_TYPE": "t3.2xlarge"]) { $1 })
    try two.network.succeed("deploy_all.sh", "--sequential")
    #expect(try two.servers("stable").hasPrefix("2 "))
    #expect(try two.servers("canary").hasPrefix("3 "))
  }

  @Test func rollbackCallsAPromotionOff() throws {
    let two = try TwoVersions()
    try two.emulator.set(["refresh_begins_seconds": 600])
    try two.promoteAndKill()
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    #expect(try two.weights() == "100 0 False")
    let refreshes = try two.network.aws(
      "autoscaling", "describe-instance-refreshes", "--auto-scaling-group-name",
      "ml-network-stable", "--query", "InstanceRefreshes[].Status")
    #expect(refreshes == "Cancelled")
    #expect(try two.versions("stable") == ["1", "1", "1"])
  }

  /// A promotion that was called off half way has left servers of the new version among the stable ones.
  @Test func rollbackLeavesNoServersOfTheNewVersion() throws {
    let two = try TwoVersions()
    for (version, count) in [("2", 4), ("1", 4)] {
      let template = try two.network.value("NETWORK_SERVER_TEMPLATE_ID")
      try two.network.aws(
        "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name",
        "ml-network-stable", "--desired-capacity", String(count), "--launch-template",
        "LaunchTemplateId=\(template),Version=\(version)")
      try waitUntil { try two.versions("stable").count == count }
    }
    #expect(try two.versions("stable").sorted() == ["1", "1", "1", "2"])
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    #expect(Set(try two.versions("stable")) == ["1"])
  }

  @Test func withoutRequestsNothingIsPromoted() throws {
    let two = try TwoVersions()
    let unknown = try two.shift("--schedule", "10,50", "--bake", "1")
    #expect(unknown.status == 4, "\(unknown.transcript)")
    #expect(unknown.errors.contains("CloudWatch knows of no request that the canary got"))
    #expect(try two.weights() == "90 10 True")
    let early = try two.shift("promote")
    #expect(
      early.status == 1 && early.errors.contains("the stable version still gets requests"),
      "\(early.transcript)")
    let back = try two.shift("rollback")
    #expect(back.status == 0, "\(back.transcript)")
    #expect(try two.weights() == "100 0 False")
  }

  @Test func serversThatAreNotHealthyGetNothing() throws {
    let two = try TwoVersions()
    try two.emulator.set(["instance_target_healthy_seconds": 100_000])
    let outcome = try two.network.deployment.command(
      "shift.sh", ["10"], with: ["ACCELGEN_TIMEOUT_SECONDS": "2"]
    ).run()
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(try two.weights() == "100 0 True")
    try two.emulator.set(["instance_target_healthy_seconds": 0])
    let later = try two.shift("10", "--bake", "0")
    #expect(later.status == 0, "\(later.transcript)")
    let state = try two.shift("status", "--json")
    #expect(state.status == 0, "\(state.transcript)")
    let shown = try #require(
      try JSONSerialization.jsonObject(with: Data(state.output.utf8)) as? [String: Any])
    let canary = try #require(shown["canary"] as? [String: Any])
    #expect(canary["weight"] as? Int == 10 && canary["healthy"] as? Int == 1)
    #expect(canary["p99Milliseconds"] is NSNull)
  }

  /// A run was killed at this call of the other one, before it took effect or when its answer was on the way.
  @Test(arguments: ["UpdateAutoScalingGroup", "ModifyListener"], [true, false])
  func killedAnywhereItIsRunAgain(action: String, before: Bool) throws {
    let two = try TwoVersions()
    try two.network.deployment.kill(
      "shift.sh", ["50", "--bake", "0"], at: action, before ? "halt-before" : "halt-after")
    let weights = try two.weights()
    #expect(weights.hasSuffix(" True"), "never without stickiness")
    if !weights.hasPrefix("100 0") {
      #expect(try two.servers("canary") == "2 2 2", "no requests to an empty group")
    }
    let again = try two.shift("50", "--bake", "0")
    #expect(again.status == 0, "\(again.transcript)")
    #expect(try two.weights() == "50 50 True")
    #expect(try two.servers("canary") == "2 2 2")
  }

  @Test(arguments: [
    [], ["0"], ["101"], ["10", "50"], ["--schedule", "50,10"],
    ["--schedule", "10,50", "--bake", "0"],
    ["10", "--errors", "100"], ["status", "rollback"], ["10", "--json"], ["--bake"], ["up"],
  ])
  func wrongUsageIsSaid(arguments: [String]) throws {
    let network = try NetworkFolder(Self.serving, on: Emulator())
    let outcome = try network.deployment.command("shift.sh", arguments).run()
    #expect(outcome.status == 2, "\(outcome.transcript)")
    #expect(outcome.errors.contains("shift.sh --help tells more"))
  }
}
