import Foundation
import TestSupport
import Testing

/// Training in capacity that was reserved: on demand, in a placement group, or as a Capacity Block.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ReservationTests {
  private static let type = "g6e.12xlarge"

  /// By hand, as everything here: no script reserves anything.
  private func reserve(
    _ deployment: Deployment, type: String = type, zone: String = "b", _ more: String...
  ) throws -> String {
    try deployment.aws(
      NetworkFolder.region,
      [
        "ec2", "create-capacity-reservation", "--instance-type", type, "--instance-platform",
        "Linux/UNIX", "--availability-zone", NetworkFolder.region + zone, "--instance-count", "2",
        "--query", "CapacityReservation.CapacityReservationId",
      ] + more)
  }

  private func values(_ reservation: String) -> [String: String] {
    ["TRAINING_TYPE": Self.type, "TRAINING_RESERVATION_ID": reservation]
  }

  /// The launch template's data, as it is now.
  private func launched(_ network: NetworkFolder, _ query: String) throws -> String {
    try network.aws(
      "ec2", "describe-launch-template-versions", "--launch-template-id",
      network.value("NETWORK_TRAINING_TEMPLATE_ID"), "--versions", "$Default", "--query",
      "LaunchTemplateVersions[].LaunchTemplateData.\(query)")
  }

  /// Its zone becomes training's, and what is launched takes of it and of nothing else.
  @Test func whatIsReservedIsUsedWhereItIs() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    let reservation = try reserve(network.deployment)
    try network.change(to: values(reservation))
    let deployed = try network.succeed("deploy_all.sh")
    #expect(deployed.output.contains("2 of 2 of \(Self.type) are free in us-east-1b"))
    #expect(try network.value("NETWORK_ZONE_1") == "us-east-1b")
    #expect(try emulator.inventory().allSatisfy { $0.type != "placement-group" })
    #expect(
      try launched(network, "CapacityReservationSpecification.CapacityReservationTarget[]")
        == reservation)
    let status = try network.succeed("status.sh").output
    #expect(status.contains("capacity for training free"), "\(status)")

    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.calls().filter(\.mutating).isEmpty, "a second run changes nothing")
    #expect(
      try emulator.calls().allSatisfy { $0.action != "DescribeCapacityReservations" },
      "it is asked once")

    let many = try network.fail("train.sh", "up", "3")
    #expect(many.contains("\(reservation) has 2 free instances, and 3 are asked for"), "\(many)")
    try network.succeed("train.sh", "up", "2")
    #expect(try network.succeed("status.sh").output.contains("0 of 2"))
    try network.succeed("train.sh", "down")

    try network.aws(
      "ec2", "cancel-capacity-reservation", "--capacity-reservation-id", reservation)
    let over = try network.fail("train.sh", "up", "1")
    #expect(over.contains("is cancelled: nothing can be launched into it any more"), "\(over)")
    let told = try network.deployment.run("status.sh")
    #expect(told.status == 1 && told.output.contains("! capacity for training"))
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  /// terraform-aws-modules/terraform-aws-eks#3730: in another group than its own, AWS has none of what is reserved.
  @Test func row31WhatIsReservedInNoGroupIsUsedInNone() throws {
    let network = try NetworkFolder(on: Emulator())
    try network.change(to: values(reserve(network.deployment)))
    try network.succeed("deploy_all.sh")
    try network.aws(
      "ec2", "create-placement-group", "--group-name", "mine", "--strategy", "cluster")
    let refused = try #require(throws: (any Error).self) {
      try network.aws(
        "ec2", "run-instances", "--launch-template",
        "LaunchTemplateId=\(network.value("NETWORK_TRAINING_TEMPLATE_ID"))", "--placement",
        "GroupName=mine")
    }
    #expect("\(refused)".contains("(InsufficientInstanceCapacity)"), "\(refused)")
    try network.succeed("train.sh", "up", "1")
  }

  /// Or in a group: then that one takes the place of ours.
  @Test func row31TheGroupIsThatOfTheReservation() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["TRAINING_TYPE": Self.type], on: emulator)
    try network.succeed("deploy_all.sh")
    try network.succeed("train.sh", "up", "1")
    let zone = try String(network.value("NETWORK_ZONE_1").suffix(1))
    let group = try network.aws(
      "ec2", "create-placement-group", "--group-name", "mine", "--strategy", "cluster", "--query",
      "PlacementGroup.GroupArn")
    let reservation = try reserve(
      network.deployment, zone: zone, "--placement-group-arn", group)
    try network.change(to: values(reservation))

    let told = try network.deployment.run("status.sh")
    #expect(told.output.contains("! NETWORK_TRAINING_PLACEMENT_GROUP_ID"), "\(told.transcript)")
    let first = try network.succeed("deploy_all.sh")
    #expect(first.errors.contains("stays as long as training instances are there"))
    #expect(try launched(network, "Placement.GroupName") == "mine")
    try network.succeed("train.sh", "down")
    try network.succeed("deploy_all.sh")
    let groups = try emulator.inventory().filter { $0.type == "placement-group" }.map(\.name)
    #expect(groups == ["mine"], "ours is gone")
    try network.succeed("train.sh", "up", "2")
    try network.succeed("train.sh", "down")
    try network.succeed("status.sh")

    // And back.
    try network.change(to: ["TRAINING_TYPE": Self.type])
    try network.succeed("deploy_all.sh")
    #expect(try launched(network, "Placement.GroupName") == "ml-network-training")
    try network.succeed("train.sh", "up", "1")
    try network.succeed("cleanup.sh", "--yes")
  }

  /// Minutes since 1970, whole ones, as the scripts count.
  private static func minute(_ date: Date) -> Int { Int(date.timeIntervalSince1970) / 60 }

  @Test func aCapacityBlockIsAMarketOfItsOwnAndEndsEarly() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    let offering = try network.aws(
      "ec2", "describe-capacity-block-offerings", "--instance-type", Self.type, "--instance-count",
      "2", "--capacity-duration-hours", "24", "--query",
      "CapacityBlockOfferings[].CapacityBlockOfferingId")
    let block = try network.aws(
      "ec2", "purchase-capacity-block", "--capacity-block-offering-id", offering,
      "--instance-platform", "Linux/UNIX", "--query", "CapacityReservation.CapacityReservationId")
    try network.change(to: values(block))
    try network.succeed("deploy_all.sh")
    #expect(try launched(network, "InstanceMarketOptions.MarketType") == "capacity-block")

    // The account may run none of these on demand.
    try emulator.set(["vcpu_limit": 0])
    let end = try network.aws(
      "ec2", "describe-capacity-reservations", "--capacity-reservation-ids", block, "--query",
      "CapacityReservations[].EndDate")
    let last = try Self.minute(Date("\(end.prefix(19))Z", strategy: .iso8601)) - 30
    let before = Self.minute(Date())
    let launched = try network.succeed("train.sh", "up", "1", "--hours", "24")
    let after = Self.minute(Date())
    let told = try #require(
      launched.errors.firstMatch(
        of: /AWS terminates them in (\d+) hours and (\d+) minutes already/),
      "\(launched.transcript)")
    let (hours, minutes) = (try #require(Int(told.1)), try #require(Int(told.2)))
    #expect((last - after...last - before).contains(hours * 60 + minutes), "\(told.0)")
    try network.succeed("train.sh", "down")
    try network.succeed("train.sh", "up", "1", "--hours", "23")
    try network.succeed("cleanup.sh", "--yes")
  }

  @Test func whatDoesNotFitIsRefusedBeforeAnythingIsMade() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    let other = try reserve(network.deployment, type: "g6.12xlarge")
    func reserved(for platform: String) throws -> String {
      try network.aws(
        "ec2", "create-capacity-reservation", "--instance-type", Self.type, "--instance-platform",
        platform, "--availability-zone", "us-east-1a", "--instance-count", "1", "--query",
        "CapacityReservation.CapacityReservationId")
    }
    let windows = try reserved(for: "Windows")
    let redHat = try reserved(for: "Red Hat Enterprise Linux")
    let gone = try reserve(network.deployment)
    try network.aws("ec2", "cancel-capacity-reservation", "--capacity-reservation-id", gone)
    for (reservation, words) in [
      (other, "is for g6.12xlarge, and TRAINING_TYPE is g6e.12xlarge"),
      (windows, "is for Windows, where instances would not end by themselves"),
      (redHat, "is for Red Hat Enterprise Linux, and Amazon Linux is Linux/UNIX"),
      (gone, "is cancelled: nothing can be launched into it any more"),
      ("cr-11111111111111111", "there is no capacity reservation cr-11111111111111111"),
    ] {
      try network.change(to: values(reservation))
      let told = try network.fail("deploy_all.sh")
      #expect(told.contains(words), "\(told)")
      #expect(try emulator.inventory().isEmpty)
    }

    // A network that stands already stays where it is.
    try network.change(to: ["TRAINING_TYPE": Self.type])
    try network.succeed("deploy_all.sh")
    for (zone, words) in [
      ("b", "set TRAINING_ZONE=\"2\""), ("d", "the network has no zone there"),
    ] {
      try network.change(to: values(reserve(network.deployment, zone: zone)))
      let told = try network.fail("deploy_all.sh")
      #expect(told.contains("is in us-east-1\(zone), and training stands in us-east-1a"), "\(told)")
      #expect(told.contains(words), "\(told)")
    }
  }
}
