import Foundation
import TestSupport
import Testing

/// The model servers: what they are launched from, how they come, how they change, how they go.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ModelServerTests {
  @Test func theyComeStayAndGo() throws {
    let models = try ModelServerNetwork()
    #expect(try models.group("stable", "[MinSize,DesiredCapacity,MaxSize]") == "3 3 4")
    #expect(try models.group("canary", "[MinSize,DesiredCapacity,MaxSize]") == "0 0 4")
    #expect(try models.group("stable", "LaunchTemplate.Version") == "1")
    #expect(try models.group("stable", "[HealthCheckType,HealthCheckGracePeriod]") == "ELB 0")
    #expect(
      try models.launched("1", "MetadataOptions.[HttpTokens,HttpPutResponseHopLimit]")
        == "required\t1")
    #expect(
      try models.launched("1", "BlockDeviceMappings[].Ebs.[Encrypted,VolumeSize,VolumeType]")
        == "True\t20\tgp3")
    #expect(try models.launched("1", "KeyName") == "")
    #expect(try models.launched("1", "ImageId").hasPrefix("ami-"))
    let servers = try models.resources("instance")
    #expect(servers.count == 3)
    let tags = try #require(servers.first?["tags"] as? [String: String])
    #expect(tags["Name"] == "ml-network-stable")
    #expect(tags.values.contains("NETWORK_SERVER_INSTANCE_ID"))

    try models.emulator.forgetCalls()
    try models.network.succeed("deploy_all.sh")
    #expect(try models.mutations() == [])
    try models.network.succeed("status.sh")

    try models.change(to: ["SERVER_COUNT": "2", "SERVER_MAX": "6", "REQUESTS_PER_SERVER": "500"])
    let told = try models.network.deployment.run("status.sh")
    #expect(told.output.contains("! min of NETWORK_STABLE_SERVERS"), "\(told.transcript)")
    #expect(told.output.contains("! scaling of NETWORK_STABLE_SERVERS"), "\(told.transcript)")
    try models.network.succeed("deploy_all.sh")
    #expect(
      try models.group("stable", "[MinSize,DesiredCapacity,MaxSize]") == "2 3 6",
      "how many there are now is for what makes the group grow")

    try models.network.succeed("cleanup.sh", "--yes")
    #expect(try models.emulator.inventory().isEmpty)
  }

  @Test func theyGoWithTheirType() throws {
    let models = try ModelServerNetwork()
    try models.network.change(to: [:])
    let told = try models.network.deployment.run("status.sh")
    #expect(told.output.contains("! NETWORK_STABLE_SERVERS_ARN"), "\(told.transcript)")
    try models.network.succeed("deploy_all.sh")
    let left = Set(try models.emulator.inventory().map(\.type))
    for gone in ["auto-scaling-group", "instance", "load-balancer", "launch-template", "volume"] {
      #expect(!left.contains(gone), "\(gone)")
    }
    try models.network.succeed("status.sh")
    try models.emulator.forgetCalls()
    try models.network.succeed("deploy_all.sh")
    #expect(try models.mutations() == [])
  }

  /// What may have been made is looked for by its name and by what is written at its versions.
  @Test func withoutEnvNothingIsMadeTwiceAndNoImageIsTakenAnew() throws {
    let models = try ModelServerNetwork()
    let image = try models.launched("1", "ImageId")
    try models.emulator.set(
      "public_parameters",
      to: [
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64":
          "ami-0fedcba9876543210"
      ])
    try FileManager.default.removeItem(at: models.network.deployment.scripts.appending(path: "env"))
    try models.emulator.forgetCalls()
    try models.network.succeed("deploy_all.sh")
    let changes = try models.mutations()
    #expect(changes.allSatisfy { $0.contains("Tag") }, "\(changes)")
    #expect(try models.network.value("NETWORK_STABLE_VERSION") == "1")
    #expect(try models.network.value("NETWORK_SERVER_IMAGE").hasPrefix(image))

    // A newer one comes when it is asked for.
    try models.change(to: ["SERVER_IMAGE_DATE": "2026-11-28"])
    try models.network.succeed("deploy_all.sh")
    #expect(try models.launched("2", "ImageId") == "ami-0fedcba9876543210")
    #expect(try models.group("canary", "LaunchTemplate.Version") == "2")
    #expect(try models.group("stable", "LaunchTemplate.Version") == "1")
  }

  @Test func anImageThatDoesNotFitIsRefused() throws {
    let models = try ModelServerNetwork(["SERVER_IMAGE": "ami-0123456789abcdef0"], deployed: false)
    try models.emulator.set("image_architectures", to: ["ami-0123456789abcdef0": "arm64"])
    let other = try models.network.fail("deploy_all.sh")
    #expect(other.contains("is for arm64, and t3.large is x86_64"), "\(other)")
    try models.emulator.set("images_missing", to: ["ami-0123456789abcdef0"])
    let gone = try models.network.fail("deploy_all.sh")
    #expect(gone.contains("ami-0123456789abcdef0 is not there in us-east-1"), "\(gone)")
    #expect(try models.groups() == [])
  }

  @Test func theirPoliciesAreThoseThatAreNamed() throws {
    let policy = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    let models = try ModelServerNetwork(["SERVER_POLICY_ARNS": policy])
    let query = [
      "iam", "list-attached-role-policies", "--role-name", "accelgen-ml-network-us-east-1-server",
      "--query", "sort(AttachedPolicies[].PolicyName)",
    ]
    func policies() throws -> String {
      try models.network.deployment.aws(NetworkFolder.region, query)
    }
    #expect(try policies() == "AmazonS3ReadOnlyAccess\tAmazonSSMManagedInstanceCore")
    try models.change(to: [:])
    let told = try models.network.deployment.run("status.sh")
    #expect(told.output.contains("! managed policies of NETWORK_SERVER_ROLE"), "\(told.transcript)")
    try models.network.succeed("deploy_all.sh")
    #expect(try policies() == "AmazonSSMManagedInstanceCore")
  }

  /// What a server runs when it begins is a file's, a stand-in's, or the image's own.
  @Test func whatTheyRunIsTheFilesOrAStandIns() throws {
    let models = try ModelServerNetwork()
    let standIn = try #require(Data(base64Encoded: models.launched("1", "UserData")))
    #expect(String(decoding: standIn, as: UTF8.self).contains("readonly APP_PORT=8000"))
    try models.network.deployment.write("server.sh", "#!/bin/bash\necho model\n")
    try models.change(to: ["SERVER_USER_DATA_FILE": "server.sh", "CANARY": "false"])
    try models.network.succeed("deploy_all.sh")
    let own = try #require(Data(base64Encoded: models.launched("2", "UserData")))
    #expect(String(decoding: own, as: UTF8.self) == "#!/bin/bash\necho model\n")
    #expect(try Set(models.versions()) == ["2"])
    #expect(try models.groups() == ["ml-network-stable"], "no version is on trial any longer")
  }

  @Test func whatCannotBeLaunchedIsToldAtOnce() throws {
    for (code, words) in [
      ("InsufficientInstanceCapacity", "AWS has no room for this type there now"),
      ("VcpuLimitExceeded", "ask for a higher quota"),
      ("Unsupported", "a zone of the network has no such type"),
    ] {
      let models = try ModelServerNetwork(deployed: false)
      try models.emulator.set("instances_refused", to: code)
      let refused = try models.network.fail("deploy_all.sh")
      #expect(refused.contains("AWS cannot launch servers of ml-network-stable"), "\(refused)")
      #expect(refused.contains(words), "\(refused)")
      #expect(!refused.contains("after 30 s"), "at once")
      try models.emulator.set("instances_refused", to: "")
      try models.network.succeed("deploy_all.sh")
      #expect(try models.versions().count == 3)
    }
  }

  /// IAM tells EC2 of a new profile some seconds later: that passes, whether the group or its servers are refused.
  @Test(arguments: [0.0, 1.0]) func aProfileThatIsNotKnownYetPasses(refusedAtCreation: Double)
    throws
  {
    let models = try ModelServerNetwork(deployed: false)
    try models.emulator.set(["new_profiles_unknown_seconds": 2])
    try models.emulator.set("new_profiles_refused_at_creation", to: refusedAtCreation == 1)
    try models.network.succeed("deploy_all.sh")
    #expect(try models.versions().count == 3)
  }

  @Test func serversThatNeverAnswerAreToldWithTheReason() throws {
    var models = try ModelServerNetwork(deployed: false)
    models.network.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "6"
    try models.emulator.set("servers_broken", to: ["ml-network-server:1"])
    let late = try models.network.fail("deploy_all.sh")
    #expect(late.contains("of 3 servers of ml-network-stable"), "\(late)")
    #expect(
      late.contains("does what runs there answer the load balancer's health checks?"), "\(late)")
  }

  @Test func processesThatAreSuspendedAreNamed() throws {
    let models = try ModelServerNetwork()
    try models.network.aws(
      "autoscaling", "suspend-processes", "--auto-scaling-group-name", "ml-network-stable",
      "--scaling-processes", "Launch", "Terminate")
    let server = try #require(try models.instances().first)
    try models.network.aws("ec2", "terminate-instances", "--instance-ids", server)
    let refused = try models.network.fail("deploy_all.sh")
    #expect(refused.contains("the process Launch of ml-network-stable is suspended"), "\(refused)")
    #expect(refused.contains("resume-processes"), "\(refused)")
  }
}
