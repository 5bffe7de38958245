import Foundation
import TestSupport
import Testing

/// The instances that train: what they are launched with, how they end, and that nobody loses sight of them.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct TrainingTests {
  private static let type = "g6e.12xlarge"

  /// The ids of those that are there.
  private func instances(_ network: NetworkFolder) throws -> [String] {
    try network.aws(
      "ec2", "describe-instances", "--filters", "Name=instance-state-name,Values=pending,running",
      "--query", "Reservations[].Instances[].InstanceId"
    ).split(separator: "\t").map(String.init)
  }

  /// The adapters of the launch template as it is now, a line each: card, device, type.
  private func adapters(_ network: NetworkFolder) throws -> [String] {
    try network.aws(
      "ec2", "describe-launch-template-versions", "--launch-template-id",
      network.value("NETWORK_TRAINING_TEMPLATE_ID"), "--versions", "$Default", "--query",
      "LaunchTemplateVersions[].LaunchTemplateData.NetworkInterfaces[]"
        + ".[NetworkCardIndex,DeviceIndex,InterfaceType]"
    ).split(separator: "\n").map { $0.replacingOccurrences(of: "\t", with: " ") }
  }

  /// The first adapter is for everything else, and each network card has one for EFA alone.
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
  @Test func eachNetworkCardHasAnAdapterForEFA() throws {
    let network = try NetworkFolder(["TRAINING_TYPE": "p4d.24xlarge"], on: Emulator())
    try network.succeed("deploy_all.sh")
    #expect(
      try adapters(network) == [
        "0 0 interface", "0 1 efa-only", "1 0 efa-only", "2 0 efa-only", "3 0 efa-only",
      ])
    // All in training's subnet and group, which lets itself in and out, and gone with the instance.
    let places = try network.aws(
      "ec2", "describe-launch-template-versions", "--launch-template-id",
      network.value("NETWORK_TRAINING_TEMPLATE_ID"), "--versions", "$Default", "--query",
      "LaunchTemplateVersions[].LaunchTemplateData.NetworkInterfaces[]"
        + ".[SubnetId,join(',',Groups),DeleteOnTermination,AssociatePublicIpAddress]")
    let subnet = try network.value("NETWORK_TRAINING_SUBNET_1_ID")
    let group = try network.value("NETWORK_TRAINING_GROUP_ID")
    #expect(
      Set(places.split(separator: "\n").map(String.init)) == ["\(subnet)\t\(group)\tTrue\tNone"])
    try network.succeed("train.sh", "up", "1")
    try network.succeed("train.sh", "down")

    // A type with one takes it for everything, and a type without EFA has a plain one.
    for (type, expected) in [(Self.type, "0 0 efa"), ("g4dn.xlarge", "0 0 interface")] {
      try network.change(to: ["TRAINING_TYPE": type])
      try network.succeed("deploy_all.sh")
      #expect(try adapters(network) == [expected], "\(type)")
    }
  }

  @Test func allComeInOneRequestAndEndByThemselves() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["TRAINING_TYPE": Self.type], on: emulator)
    try network.succeed("deploy_all.sh")
    try emulator.forgetCalls()
    try network.succeed("train.sh", "up", "3", "--hours", "12")
    #expect(
      try emulator.calls().count { $0.action == "RunInstances" && $0.error == nil } == 1)
    let ids = try instances(network)
    #expect(ids.count == 3)
    func ofAll(_ attribute: String, _ query: String) throws -> Set<String> {
      try Set(
        ids.map { id in
          try network.aws(
            "ec2", "describe-instance-attribute", "--instance-id", id, "--attribute", attribute,
            "--query", query)
        })
    }
    #expect(
      try ofAll("instanceInitiatedShutdownBehavior", "InstanceInitiatedShutdownBehavior.Value")
        == ["terminate"])
    let userData = try ofAll("userData", "UserData.Value")
    #expect(userData.count == 1, "the same for all, or AWS would not know the request again")
    let script = try #require(userData.first.flatMap { Data(base64Encoded: $0) })

    let before = Date()
    let machine = try FirstBoot(String(decoding: script, as: UTF8.self))
    let after = Date()
    #expect(machine.outcome.status == 0, "\(machine.outcome.transcript)")
    #expect(
      try machine.calls() == [
        "shutdown -h +720", "systemctl enable accelgen-end.timer",
        "systemctl restart accelgen-end.timer",
      ])
    try expectTheEnd(of: machine, from: before, to: after, hours: 12)
  }

  /// What is left of it after a reboot: the time is absolute, and one that went by meanwhile is caught up on.
  private func expectTheEnd(
    of machine: FirstBoot, from before: Date, to after: Date, hours: Double
  ) throws {
    let timer = try machine.unit("accelgen-end.timer")
    #expect(timer.contains("Persistent=true\n"), "\(timer)")
    #expect(timer.contains("WantedBy=timers.target\n"), "\(timer)")
    let time = try #require(
      timer.firstMatch(of: /OnCalendar=(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC\n/), "\(timer)")
    let end = try Date("\(time.1)T\(time.2)Z", strategy: .iso8601)
    // It has whole seconds.
    let seconds = hours * 3600
    #expect((before + (seconds - 1)...after + (seconds + 1)).contains(end), "\(timer)")

    let service = try machine.unit("accelgen-end.service")
    #expect(service.contains("ExecStart=/sbin/shutdown -h now\n"), "\(service)")
    // An image made of the instance has both files, and is not to end what starts from it.
    let mark = try #require(
      service.firstMatch(of: #/ConditionPathExists=(.*/var/lib/cloud/instance/.*)\n/#))
    #expect(FileManager.default.fileExists(atPath: String(mark.1)), "\(service)")
    #expect(service.contains("After=cloud-config.target\n"), "\(service)")
  }

  @Test func noRoomIsToldInPlainWordsAndNothingIsLaunched() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["TRAINING_TYPE": Self.type], on: emulator)
    try network.succeed("deploy_all.sh")
    try emulator.set("instances_refused", to: "InsufficientInstanceCapacity")
    let told = try network.fail("train.sh", "up", "2")
    #expect(told.contains("(InsufficientInstanceCapacity)"), "\(told)")
    #expect(told.contains("AWS has no room for all of them there now: ask for fewer"), "\(told)")
    for key in ["TRAINING_ZONE", "TRAINING_TYPE", "TRAINING_RESERVATION_ID"] {
      #expect(told.contains(key), "\(told)")
    }
    #expect(try instances(network) == [], "all of them or none")
    let status = try network.succeed("train.sh", "status").output
    #expect(status.contains("no training instance is there"), "\(status)")

    // It was a no: the next one is a new request, and may be for another number.
    try emulator.set("instances_refused", to: "")
    try network.succeed("train.sh", "up", "1")
    #expect(try instances(network).count == 1)
  }

  /// Without what they were launched with, nothing would tell of them any longer. AWS itself refuses that for a
  /// placement group alone, which there is none of where capacity is reserved.
  @Test(arguments: [false, true])
  func trainingDoesNotGoWhileItsInstancesAreThere(isReserved: Bool) throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    var values = ["TRAINING_TYPE": Self.type]
    if isReserved {
      values["TRAINING_RESERVATION_ID"] = try network.aws(
        "ec2", "create-capacity-reservation", "--instance-type", Self.type, "--instance-platform",
        "Linux/UNIX", "--availability-zone", "\(NetworkFolder.region)a", "--instance-count", "2",
        "--query", "CapacityReservation.CapacityReservationId")
    }
    try network.change(to: values)
    try network.succeed("deploy_all.sh")
    try network.succeed("train.sh", "up", "2")
    let ids = try instances(network)
    #expect(ids.count == 2)

    try network.change(to: [:])
    let before = try emulator.inventory()
    let told = try network.fail("deploy_all.sh")
    for words in ids + ["training instances are there, and are paid for", "./train.sh down"] {
      #expect(told.contains(words), "\(told)")
    }
    #expect(try emulator.inventory() == before, "nothing of training is taken away")
    let looked = try network.deployment.run("status.sh")
    #expect(looked.status == 1)
    #expect(looked.output.contains("! training instances"), "\(looked.transcript)")

    let shown = try network.succeed("train.sh", "status").output
    for id in ids { #expect(shown.contains(id), "\(shown)") }
    let more = try network.fail("train.sh", "up")
    #expect(more.contains("this deployment has no training"), "\(more)")
    try network.succeed("train.sh", "down")
    try network.succeed("deploy_all.sh")
    let ofTraining: Set = ["launch-template", "placement-group", "instance-profile", "role"]
    let left = try emulator.inventory().map(\.type).filter(ofTraining.contains)
    #expect(left == [])
    try network.succeed("status.sh")
    try network.succeed("train.sh", "down")
  }

  /// AWS may not show yet what a run that was killed has asked for a moment ago.
  @Test func whatAKilledRunAskedForIsNotTakenForGone() throws {
    let emulator = try Emulator()
    var network = try NetworkFolder(["TRAINING_TYPE": Self.type], on: emulator)
    network.deployment.settings["ACCELGEN_SETTLE_SECONDS"] = "120"
    try network.succeed("deploy_all.sh")
    // What was deployed is known by now; what is launched is not.
    try emulator.advance(seconds: 10)
    try emulator.set(["not_found_yet_seconds": 5])
    try network.deployment.kill("train.sh", ["up", "2"], at: "RunInstances")
    try network.succeed("train.sh", "down")
    #expect(try emulator.calls().contains { $0.action == "TerminateInstances" && $0.error == nil })
    #expect(try emulator.inventory().count { $0.type == "instance" } == 0)
  }

  /// What had no answer may have been launched: until AWS shows it, it is asked for by the same token, as what it was.
  @Test func whatHadNoAnswerIsNotLaunchedTwice() throws {
    let emulator = try Emulator()
    var network = try NetworkFolder(["TRAINING_TYPE": Self.type], on: emulator)
    network.deployment.settings["ACCELGEN_SETTLE_SECONDS"] = "120"
    try network.succeed("deploy_all.sh")
    // What was deployed is known by now; what is launched is not.
    try emulator.advance(seconds: 10)
    try emulator.set(["not_found_yet_seconds": 5])
    try emulator.answer("RunInstances", withPage: "text")
    let lost = try network.fail("train.sh", "up", "2")
    #expect(lost.contains("AWS gave no answer, and may have launched them"), "\(lost)")
    let other = try network.fail("train.sh", "up", "3")
    #expect(
      other.contains("another number, or other hours, were asked for a moment ago"), "\(other)")
    try network.succeed("train.sh", "up", "2")
    #expect(try instances(network).count == 2)

    // Then it is known what came of it.
    let more = try network.fail("train.sh", "up", "2")
    #expect(more.contains("there are 2 training instances already"), "\(more)")
    try network.succeed("train.sh", "down")
    #expect(try instances(network) == [])
  }
}

/// What an instance's user data does at its first boot, on a machine where `shutdown` and `systemctl` only note that
/// they were called.
private struct FirstBoot {
  let outcome: Command.Outcome
  private let disk: TemporaryFolder

  init(_ userData: String) throws {
    disk = try TemporaryFolder()
    let root = disk.url.path
    for program in ["shutdown", "systemctl"] {
      let file = try disk.write(
        "bin/\(program)", "#!/bin/sh\necho \(program) \"$@\" >>'\(root)/calls'\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    for folder in ["etc/systemd/system", "var/lib/cloud/instance"] {
      try FileManager.default.createDirectory(
        at: disk.url.appending(path: folder), withIntermediateDirectories: true)
    }
    let script = userData.replacing("/etc/systemd/", with: "\(root)/etc/systemd/")
      .replacing("/var/lib/", with: "\(root)/var/lib/")
    outcome = try Command(
      try #require(Command.program("bash")), [disk.write("user-data", script).path],
      environment: ["PATH": "\(root)/bin:/usr/bin:/bin"], in: disk.url
    ).run()
  }

  /// What was called, a line each, in its order.
  func calls() throws -> [String] {
    try String(contentsOf: disk.url.appending(path: "calls"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  func unit(_ name: String) throws -> String {
    try String(
      contentsOf: disk.url.appending(path: "etc/systemd/system/\(name)"), encoding: .utf8)
  }
}
