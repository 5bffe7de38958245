import Foundation
import TestSupport
import Testing

/// What diagnose.sh says of model servers that do not answer or cannot be launched, of the types that the deployment has,
/// and of where its training stands.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DiagnoseServerTests {
  /// Servers that AWS does not replace when they are not healthy: what is told of them stays.
  private static let lasting = ["SERVER_GRACE_SECONDS": "3600"]
  private static let training = "g6e.12xlarge"

  private func found(_ models: ModelServerNetwork, _ check: String, by symptom: String = "timeouts")
    throws -> [Diagnosis.Finding]
  {
    try models.network.deployment.diagnose(symptom).findings.filter { $0.check == check }
  }

  /// Its policy allows all that it asks, and none of that changes anything.
  @Test func whereServersAnswerThereIsNoProblem() throws {
    let models = try ModelServerNetwork(["SERVER_TYPE": "m5.large", "TRAINING_TYPE": Self.training])
    let deployment = models.network.deployment
    let folder = deployment.scripts.deletingLastPathComponent().deletingLastPathComponent()
    let policy = try Command(
      Repository.accelgen, ["policy", "diagnose", "--stack", "ml-network"], in: folder
    ).run()
    try #require(policy.status == 0, "\(policy.transcript)")
    for action in [
      "elasticloadbalancing:DescribeTargetHealth", "autoscaling:DescribeScalingActivities",
    ] {
      #expect(policy.output.contains(action), "\(policy.output)")
    }
    #expect(!policy.output.contains("Create") && !policy.output.contains("Update"))
    try models.emulator.forgetCalls()
    try models.emulator.givePolicy(Data(policy.output.utf8))
    let all = try deployment.diagnose("all")
    #expect(all.problems.map(\.found) == [])
    for symptom in ["latency", "timeouts", "intermittent"] {
      let told = try deployment.diagnose(symptom)
      #expect(told.problems.map(\.found) == [], "\(symptom)")
      #expect(told.verdicts(of: "targets") == ["ok"], "\(symptom)")
      #expect(told.verdicts(of: "launches") == ["ok"], "\(symptom)")
    }
    try models.emulator.takePolicy()
    #expect(try models.mutations() == [])
    #expect(try models.emulator.calls().compactMap(\.error) == [])
    #expect(
      try found(models, "targets").map(\.found) == [
        "3 servers of the stable version are healthy", "there is no server of the canary",
      ])
    #expect(try found(models, "targets", by: "bandwidth").isEmpty)
  }

  @Test func aTargetThatIsNotHealthyIsToldWithItsReason() throws {
    let models = try ModelServerNetwork(Self.lasting)
    let servers = try models.instances()
    let server = try #require(servers.first)
    func problems() throws -> [Diagnosis.Finding] {
      try models.network.deployment.diagnose("timeouts").problems
    }
    for (code, words, remedy) in [
      ("Target.ResponseCodeMismatch", "it answers, but not its health check", "HEALTH_PATH"),
      ("Target.FailedHealthChecks", "its port 8000 takes no connection", "not HTTPS?"),
    ] {
      try models.emulator.set("unhealthy_targets", to: [server: code])
      let told = try problems()
      #expect(told.map(\.check) == ["targets"], "\(code)")
      let first = try #require(told.first)
      #expect(first.found.hasPrefix("\(server) of the stable version is unhealthy: \(words)"))
      #expect(first.found.contains("(AWS says: \(code), "), "\(first.found)")
      #expect(first.remedy.contains(remedy), "\(first.remedy)")
      let session = "aws ssm start-session --target \(server) --region us-east-1"
      #expect(first.remedy.contains(session), "\(first.remedy)")
    }

    // None at all is an error of its own, where requests go there.
    try models.emulator.set("unhealthy_targets", to: ["ml-network-stable": "Target.Timeout"])
    let none = try problems()
    #expect(none.count == servers.count + 1)
    #expect(none.first?.found.contains("no answer from port 8000 in time") == true)
    #expect(
      none.first?.remedy.hasPrefix("./diagnose.sh timeouts --from load-balancer --to app") == true)
    #expect(
      none.last?.found
        == "requests go to the stable version (its weight is 100), which has no healthy server")
  }

  /// The path that the code speaks of is closed, and both ends of it are told.
  @Test func aWallBeforeTheServersIsToldWithThem() throws {
    let models = try ModelServerNetwork(Self.lasting)
    let app = try models.network.value("NETWORK_APP_GROUP_ID")
    let balancer = try models.network.value("NETWORK_LOAD_BALANCER_GROUP_ID")
    let rule = #"[{"IpProtocol":"tcp","FromPort":8000,"ToPort":8000,"#
    try models.network.aws(
      "ec2", "revoke-security-group-ingress", "--group-id", app, "--ip-permissions",
      rule + #""UserIdGroupPairs":[{"GroupId":"\#(balancer)"}]}]"#)
    let told = try models.network.deployment.diagnose("timeouts")
    #expect(told.problems(of: "targets").count == 4)
    #expect(
      told.problems(of: "security-groups").map(\.found) == [
        "\(app) (app) does not let TCP 8000 in from load-balancer"
      ])
  }

  @Test func whatIsCheckedForTheFirstTimeIsNoFault() throws {
    let models = try ModelServerNetwork(Self.lasting)
    try models.emulator.set(["instance_target_healthy_seconds": 3600])
    let told = try found(models, "targets")
    #expect(
      told.map(\.found) == [
        "requests go to the stable version (its weight is 100), which has no healthy server",
        "3 servers of the stable version are new, and being checked for the first time",
        "there is no server of the canary",
      ])
    #expect(told.first?.remedy.contains("look again in a minute") == true)
  }

  @Test func requestsThatGoWhereNobodyIsAreTold() throws {
    let models = try ModelServerNetwork()
    let listener = try models.network.value("NETWORK_LISTENER_ARN")
    let groups = try ["STABLE", "CANARY"].map {
      try models.network.value("NETWORK_\($0)_TARGET_GROUP_ARN")
    }
    let targets = zip(groups, [0, 100]).map { #"{"TargetGroupArn":"\#($0)","Weight":\#($1)}"# }
    try models.network.aws(
      "elbv2", "modify-listener", "--listener-arn", listener, "--default-actions",
      #"[{"Type":"forward","ForwardConfig":{"TargetGroups":[\#(targets.joined(separator: ","))]}}]"#
    )
    let empty = try models.network.deployment.diagnose("intermittent").problems
    #expect(
      empty.map(\.found) == [
        "requests go to the canary (its weight is 100), which has no healthy server"
      ])
    #expect(empty.first?.remedy.contains("./shift.sh rollback") == true)

    try models.network.aws("elbv2", "delete-listener", "--listener-arn", listener)
    let gone = try found(models, "targets").filter { $0.verdict == "problem" }
    #expect(
      gone.last?.found
        == "the load balancer's listener is gone, or sends requests to none of these servers")
  }

  @Test(arguments: [
    ("InsufficientInstanceCapacity", "We currently do not have sufficient", "AWS has no room"),
    ("VcpuLimitExceeded", "You have requested more vCPU capacity", "ask for a higher quota"),
    ("Unsupported", "The requested configuration is currently not", "a zone of the network has"),
  ])
  func whatAWSCannotLaunchIsTold(code: String, words: String, remedy: String) throws {
    let models = try ModelServerNetwork()
    try models.emulator.set("instances_refused", to: code)
    try models.network.aws(
      "autoscaling", "set-desired-capacity", "--auto-scaling-group-name", "ml-network-stable",
      "--desired-capacity", "4")
    let told = try models.network.deployment.diagnose("timeouts").problems
    #expect(told.map(\.check) == ["launches"])
    let first = try #require(told.first)
    #expect(first.found.hasPrefix("AWS cannot launch servers of ml-network-stable: \(words)"))
    #expect(first.remedy.contains(remedy), "\(first.remedy)")

    // It tried again, and there was room.
    try models.emulator.set("instances_refused", to: "")
    try models.emulator.advance(seconds: 5)
    #expect(try Set(found(models, "launches").map(\.verdict)) == ["ok"])
  }

  /// A refusal is no word of health.
  @Test func whatAWSDoesNotTellOfServersIsNotWell() throws {
    let models = try ModelServerNetwork()
    try models.emulator.refuse("DescribeTargetHealth")
    try models.emulator.refuse("DescribeScalingActivities")
    let told = try models.network.deployment.diagnose("timeouts", isWholly: false)
    #expect(told.verdicts(of: "targets") == ["unknown"])
    #expect(told.verdicts(of: "launches") == ["unknown"])
    #expect(told.problems.map(\.found) == [])
  }

  @Test func withoutATypeTheDeploymentsOwnAreLookedAt() throws {
    let models = try ModelServerNetwork(["TRAINING_TYPE": Self.training])
    let slow = try found(models, "instance-type", by: "latency")
    #expect(
      slow.filter { $0.verdict == "problem" }.map(\.found) == [
        "t3.large is burstable: it slows down when its credits are used up, "
          + "and cannot be in a cluster placement group"
      ])
    #expect(slow.contains { $0.found.hasPrefix("\(Self.training) has EFA") })
    let narrow = try models.network.deployment.diagnose("bandwidth").problems(of: "instance-type")
    #expect(narrow.last?.found.hasPrefix("t3.large has 'Up to 5 Gigabit'") == true)
    #expect(
      try models.network.deployment.diagnose("all").problems.map(\.found) == [],
      "nobody says that something is slow")

    let other = try models.network.deployment.diagnose("latency", "--type", "m5.large").findings
      .filter { $0.check == "instance-type" }
    #expect(!other.isEmpty && other.allSatisfy { $0.found.hasPrefix("m5.large ") })

    // The same for both is looked at once.
    try models.change(to: ["SERVER_TYPE": "m5.large", "TRAINING_TYPE": "m5.large"])
    let same = try found(models, "instance-type", by: "latency").map(\.found)
    #expect(same.count { $0.hasPrefix("m5.large has enhanced networking") } == 1, "\(same)")
  }

  @Test func whereTrainingStandsIsTold() throws {
    let models = try ModelServerNetwork(["TRAINING_TYPE": Self.training])
    #expect(try found(models, "placement", by: "latency").isEmpty, "none is there")
    try models.network.succeed("train.sh", "up", "2")
    #expect(
      try found(models, "placement", by: "latency").map(\.found) == [
        "2 training instances stand in the placement group ml-network-training: "
          + "near to each other, in one zone"
      ])

    // One that was launched otherwise passes for training's.
    let server = try #require(try models.instances().first)
    let tags = try #require(
      try models.resources("instance").first { $0["id"] as? String == server }?["tags"]
        as? [String: String])
    let tag = try #require(tags.first { $0.value == "NETWORK_SERVER_INSTANCE_ID" }?.key)
    try models.network.aws(
      "ec2", "create-tags", "--resources", server, "--tags",
      "Key=\(tag),Value=NETWORK_TRAINING_INSTANCE_ID")
    let apart = try found(models, "placement", by: "bandwidth")
    #expect(apart.map(\.verdict) == ["problem"])
    #expect(apart.first?.found.hasSuffix(": \(server)") == true, "\(apart)")
    #expect(apart.first?.remedy.hasPrefix("./train.sh down") == true)
  }
}
