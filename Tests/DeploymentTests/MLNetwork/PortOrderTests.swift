import Foundation
import TestSupport
import Testing

/// dx_order.sh of ml-network: a port is paid for by the hour, AWS has no token for it, and so it is ordered once.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PortOrderTests {
  private static let place = ["--location", "EqDC2", "--speed", "1Gbps"]
  private static let order = place + ["--yes"]

  private func network(on emulator: Emulator) throws -> NetworkFolder {
    var network = try NetworkFolder(NetworkFolder.directConnect, on: emulator)
    network.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "4"
    return network
  }

  private func run(_ network: NetworkFolder, _ arguments: [String]) throws -> Command.Outcome {
    try network.deployment.command("dx_order.sh", arguments).run()
  }

  private func ports(_ emulator: Emulator) throws -> Int {
    try emulator.inventory().filter { $0.type == "dx-connection" }.count
  }

  @Test func itIsShownThenOrderedOnceAndCancelled() throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    let list = try run(network, ["--list"])
    #expect(list.status == 0, "\(list.transcript)")
    #expect(list.output.contains("CSVA1            1G 10G"), "\(list.transcript)")

    let shown = try run(network, Self.place)
    #expect(shown.status == 0, "\(shown.transcript)")
    #expect(shown.output.contains("a port of 1Gbps at EqDC2, Equinix DC1"))
    #expect(shown.output.contains("nothing was ordered"))
    #expect(try ports(emulator) == 0)
    #expect(try network.deployment.value("NETWORK_DX_PORT_ASKED") == nil)

    let ordered = try run(network, Self.order)
    #expect(ordered.status == 0, "\(ordered.transcript)")
    #expect(ordered.output.contains("requested: AWS looks at the order"))
    #expect(try network.deployment.value("NETWORK_DX_PORT_ASKED") == nil)
    let again = try run(network, Self.order)
    #expect(again.status == 0, "\(again.transcript)")
    #expect(again.output.contains("nothing was ordered: this deployment has its port"))
    let other = try run(network, ["--location", "CSVA1", "--speed", "10Gbps", "--yes"])
    #expect(other.status == 1)
    #expect(other.errors.contains("a second one is not ordered"), "\(other.transcript)")
    // Nor without `env`.
    try FileManager.default.removeItem(at: network.deployment.env)
    #expect(try run(network, Self.order).status == 0)
    #expect(try emulator.calls().filter { $0.action == "CreateConnection" }.count == 1)

    let early = try run(network, ["--loa"])
    #expect(early.status == 1)
    #expect(early.errors.contains("aws directconnect describe-loa was refused"))
    try emulator.advance(seconds: 300_000)
    let status = try run(network, ["--status"])
    #expect(status.output.contains("LOA to be had"), "\(status.transcript)")
    let letter = try run(network, ["--loa"])
    #expect(letter.status == 0, "\(letter.transcript)")
    let file = network.deployment.scripts.appending(path: "direct_connect_loa.pdf")
    #expect(try Data(contentsOf: file).starts(with: Data("%PDF".utf8)))
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    try emulator.set("direct_connect_port", to: "available")
    let next = try run(network, ["--status"])
    #expect(next.output.contains("create-private-virtual-interface"), "\(next.transcript)")

    let asked = try run(network, ["--cancel"])
    #expect(asked.output.contains("nothing was deleted"), "\(asked.transcript)")
    #expect(try ports(emulator) == 1)
    let cancelled = try run(network, ["--cancel", "--yes"])
    #expect(cancelled.status == 0, "\(cancelled.transcript)")
    #expect(try ports(emulator) == 0)
    #expect(try run(network, ["--status"]).output.contains("no port was ordered"))
  }

  enum Moment: CaseIterable { case before, after }

  /// Killed at any of its calls, just before it took effect or just after, with `env` kept, and run again and again: one
  /// port, or none and the word that it is not known.
  @Test(arguments: Moment.allCases) func killedAtAnyCallItOrdersOneAtMost(_ moment: Moment) throws {
    let calls = ["get-caller-identity", "describe-connections", "describe-locations"]
    for call in calls {
      let (emulator, network) = try killed(at: call, moment)
      #expect(try ports(emulator) == 0)
      let next = try run(network, Self.order)
      #expect(next.status == 0, "\(call): \(next.transcript)")
      _ = try run(network, Self.order)
      #expect(try ports(emulator) == 1, "\(call)")
    }
  }

  @Test func killedJustAfterTheOrderItFindsThePort() throws {
    let (emulator, network) = try killed(at: "create-connection", .after)
    #expect(try ports(emulator) == 1)
    for _ in 1...2 {
      let next = try run(network, Self.order)
      #expect(next.status == 0, "\(next.transcript)")
      #expect(next.output.contains("nothing was ordered: this deployment has its port"))
    }
    #expect(try ports(emulator) == 1)
    #expect(try network.deployment.value("NETWORK_DX_PORT_ASKED") == nil)
  }

  @Test func killedJustBeforeTheOrderItTakesNothingButTheUsersWord() throws {
    let (emulator, network) = try killed(at: "create-connection", .before)
    for _ in 1...2 {
      let next = try run(network, Self.order)
      #expect(next.status == 1)
      #expect(next.errors.contains("what came of it is not known"), "\(next.transcript)")
      #expect(next.errors.contains("./dx_order.sh --forget"))
    }
    #expect(try ports(emulator) == 0)
    #expect(try run(network, ["--forget"]).status == 0)
    #expect(try run(network, Self.order).status == 0)
    #expect(try ports(emulator) == 1)
  }

  /// An order that was killed at a call, in a cloud that shows a port later than the next run looks first.
  private func killed(
    at call: String, _ moment: Moment
  ) throws -> (Emulator, NetworkFolder) {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    try emulator.set(["direct_connect_visible_seconds": 2])
    var dying = network
    try dying.deployment.standIn(
      for: dying.deployment.awsCLI(),
      """
      case " $* " in *" \(call) "*) \(moment == .after ? "next \"$@\" >/dev/null;" : "") kill -9 0 ;; esac
      next "$@"
      """)
    let outcome = try dying.deployment.command("dx_order.sh", Self.order).start().outcome()
    #expect(outcome.status == 128 + SIGKILL, "\(call): \(outcome.transcript)")
    return (emulator, network)
  }

  @Test(arguments: ["reset-after", "page-after", "internal", "reset-before"])
  func anAnswerThatIsLostIsLookedFor(_ fault: String) throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    try emulator.strike(fault, "CreateConnection")
    let first = try run(network, Self.order)
    let isThere = fault.hasSuffix("after")
    #expect(first.status == (isThere ? 0 : 1), "\(fault): \(first.transcript)")
    #expect(try ports(emulator) == (isThere ? 1 : 0), "\(fault): \(first.transcript)")
    let second = try run(network, Self.order)
    #expect(second.status == (isThere ? 0 : 1), "\(fault): \(second.transcript)")
    #expect(try emulator.calls().filter { $0.action == "CreateConnection" }.count == 1)
  }

  @Test func aRefusalIsNoOrder() throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    try emulator.refuse("CreateConnection", in: NetworkFolder.region)
    #expect(try run(network, Self.order).status == 1)
    #expect(try network.deployment.value("NETWORK_DX_PORT_ASKED") == nil)
    try emulator.forgetFaults()
    #expect(try run(network, Self.order).status == 0)
    #expect(try ports(emulator) == 1)
  }

  @Test func whatNobodyOrderedIsRefused() throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    for wrong in [
      [], ["--location", "EqDC2"], ["--speed", "1Gbps", "--yes"], Self.place + ["--list"],
      ["--location", "-x", "--speed", "1Gbps"], ["--location", "EqDC2", "--speed", "2Gbps"],
      ["--location", "x'][0]", "--speed", "1Gbps"], ["--status", "--loa"], ["--forget", "--yes"],
    ] {
      #expect(try run(network, wrong).status == 2, "\(wrong)")
    }
    let slow = try run(network, ["--location", "CSVA1", "--speed", "100Gbps", "--yes"])
    #expect(slow.errors.contains("CSVA1 has no port of 100Gbps, but: 1G 10G"), "\(slow.transcript)")
    let nowhere = try run(network, ["--location", "EqLD5", "--speed", "1Gbps", "--yes"])
    #expect(nowhere.errors.contains("us-east-1 has no Direct Connect location EqLD5"))
    try network.change(to: [:])
    #expect(try run(network, ["--list"]).status == 0)
    #expect(try run(network, Self.order).errors.contains("this network has no Direct Connect"))
    #expect(try ports(emulator) == 0)
  }

  /// cleanup.sh takes no port away, and loses no order.
  @Test func cleanupLeavesAPortAndSaysSo() throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    try network.succeed("deploy_all.sh")
    #expect(try run(network, Self.order).status == 0)
    let status = try network.succeed("status.sh")
    #expect(status.output.contains("Direct Connect port, 1Gbps at EqDC2"), "\(status.transcript)")
    let port = try #require(
      try emulator.inventory().first { $0.type == "dx-connection" }?.id)

    try network.change(to: [:])
    let without = try network.succeed("deploy_all.sh")
    #expect(without.errors.contains("\(port), a Direct Connect port, is paid for"))
    try network.change(to: NetworkFolder.directConnect)
    let cleanup = try network.succeed("cleanup.sh", "--yes")
    #expect(cleanup.errors.contains("left alone: \(port), a Direct Connect port"))
    #expect(cleanup.errors.contains("./dx_order.sh --cancel --yes"), "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id) == [port])

    try network.succeed("deploy_all.sh")
    #expect(try run(network, Self.order).output.contains("nothing was ordered"))
    #expect(try run(network, ["--cancel", "--yes"]).status == 0)
    try emulator.strike("reset-before", "CreateConnection")
    #expect(try run(network, Self.order).status == 1)
    let kept = try network.deployment.run("cleanup.sh", "--yes")
    #expect(kept.status == 1)
    #expect(kept.errors.contains("what came of it is not known"), "\(kept.transcript)")
    #expect(try emulator.inventory().contains { $0.type == "vpc" })
  }

  /// Whose tags are gone, and what has the name, is there and paid for; it is nobody's to delete by this script.
  @Test func whatHasTheNameAloneIsAPortAndIsNotDeleted() throws {
    let emulator = try Emulator()
    let network = try network(on: emulator)
    #expect(try run(network, Self.order).status == 0)
    let port = try #require(
      try emulator.inventory().first { $0.type == "dx-connection" }?.id)
    try network.deployment.aws(
      NetworkFolder.region, "directconnect", "untag-resource", "--resource-arn",
      "arn:aws:directconnect:us-east-1:123456789012:dxcon/\(port)", "--tag-keys",
      "accelgen:ml-network_ml-network:us-east-1")
    #expect(try run(network, Self.order).output.contains("nothing was ordered"))
    #expect(try run(network, ["--cancel", "--yes"]).status == 1)
    #expect(try ports(emulator) == 1)
  }
}
