import Foundation
import TestSupport
import Testing

/// verify.sh with the real curl over ways of known length.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"), .serialized)
struct VerifyMeasurementTests {
  private static let (service, loadBalancer) = (VerifyFolder.service, VerifyFolder.loadBalancer)

  /// On a network of its own, where each packet is late: every phase is measured.
  @Test(
    .enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"),
    arguments: [(direct: 320, accelerated: 200), (direct: 200, accelerated: 320)])
  func everyPhaseIsMeasured(direct: Int, accelerated: Int) throws {
    let network = try Self.network(direct: direct, accelerated: accelerated, nameServer: 200)
    let folder = try VerifyFolder()
    let command = try network.command(
      folder.words(["7", "--json"]), environment: folder.environment())
    let report = try measure(command) { report in
      for (way, roundTrip) in [(report.direct, direct), (report.accelerated, accelerated)] {
        try expect(way.dns, 200)
        try expect(way.connect, roundTrip)
        try expect(way.tls, roundTrip)  // TLS 1.3 takes one round trip.
        try expect(way.firstByte, roundTrip)
        try expect(way.total, 200 + 3 * roundTrip)
      }
    }
    #expect(report.direct.failures == 0 && report.accelerated.failures == 0)
    #expect(report.verdict == (direct > accelerated ? "faster" : "slower"))
    let connections = try network.connections()
    #expect(connections.count >= 16 && connections.allSatisfy { $0.hasSuffix(" trusted") })
  }

  /// Once the hosts file sends the service's name to the load balancer, only a given address is direct.
  @Test(.enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"))
  func aHostsFileIsSeenThrough() throws {
    let address = VerifyFolder.serviceAddress
    let hosts = VerifyFolder.loadBalancerAddresses.map { "\($0) \(Self.service)" }
    let network = try Self.network(direct: 200, accelerated: 50, nameServer: 30, hosts: hosts)
    let folder = try VerifyFolder()
    let refused = try network.command(folder.words(["3"]), environment: folder.environment()).run()
    #expect(refused.status == 1)
    #expect(refused.errors.contains("this machine goes through the load balancer already"))

    let command = try network.command(
      folder.words(["3", "--json", "--direct-ip", address]), environment: folder.environment())
    let report = try measure(command) { try expect($0.direct.total, 600) }
    #expect(report.direct.addresses == [address])
    #expect(report.accelerated.dns.median == nil, "counted on neither way")
    #expect(report.verdict == "faster")
  }

  @Test(.enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"))
  func anotherCertificateIsNoAnswer() throws {
    let network = try Self.network(
      certificateFor: "somebody.else.example", direct: 20, accelerated: 10, nameServer: 5)
    try expectRefusal { folder in
      try network.command(folder.words(["3"]), environment: folder.environment())
    }
    #expect(try !network.connections().contains { $0.hasSuffix(" trusted") })
  }

  /// Where there is no network to be had: a proxy delays the connections as a whole.
  @Test(arguments: [(direct: 400, accelerated: 200), (direct: 200, accelerated: 400)])
  func theTotalIsMeasuredThroughARelay(direct: Int, accelerated: Int) throws {
    let relay = try TLSRelay(
      certificateFor: Self.service,
      delays: [Self.service: direct, Self.loadBalancer: accelerated])
    let folder = try VerifyFolder()
    let report = try measure(Self.relayed(folder, ["5", "--json"], relay)) { report in
      try expect(report.direct.total, direct)
      try expect(report.accelerated.total, accelerated)
    }
    #expect(report.verdict == (direct > accelerated ? "faster" : "slower"))

    let (host, through) = ("\(Self.service):443", "\(Self.loadBalancer):443")
    let turns = Array(repeating: [host, through], count: 5).flatMap { $0 }
    #expect(try Array(relay.asked().prefix(12)) == [through, host] + turns)
  }

  @Test func anotherCertificateIsNoAnswerThroughARelay() throws {
    let relay = try TLSRelay(certificateFor: "somebody.else.example")
    try expectRefusal { folder in try Self.relayed(folder, ["3"], relay) }
  }

  /// A ~/.curlrc that switches checking off has no say.
  private func expectRefusal(_ command: (VerifyFolder) throws -> Command) throws {
    let folder = try VerifyFolder()
    try folder.write(".curlrc", "insecure\n")
    let outcome = try command(folder).run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("error: no TLS handshake for \(Self.service)"),
      "\(outcome.transcript)")
    #expect(!outcome.output.contains("first byte"))
  }

  /// The report of a run in which the times are as they were set. A machine that is busy with something else
  /// makes a time longer, so there are three runs for it; what verify.sh gets wrong, it gets wrong in each.
  private func measure(
    _ command: Command, check: (VerifyReport) throws -> Void
  ) throws -> VerifyReport {
    var lastFailure: any Error = WrongTime(measured: 0, set: 0)
    for _ in 1...3 {
      let outcome = try command.run()
      try #require(outcome.status == 0, "\(outcome.transcript)")
      let report = try JSONDecoder().decode(VerifyReport.self, from: Data(outcome.output.utf8))
      do {
        try check(report)
        return report
      } catch {
        lastFailure = error
      }
    }
    throw lastFailure
  }

  private struct WrongTime: Error, CustomStringConvertible {
    let measured: Double
    let set: Int
    var description: String { "\(measured) ms instead of \(set) ms" }
  }

  /// Within 5 % or 2 ms of what was set.
  private func expect(_ phase: VerifyReport.Phase, _ wanted: Int) throws {
    let median = phase.median ?? 0
    if abs(median - Double(wanted)) > max(0.05 * Double(wanted), 2) {
      throw WrongTime(measured: median, set: wanted)
    }
  }

  private static func network(
    certificateFor name: String = service, direct: Int, accelerated: Int, nameServer: Int,
    hosts: [String] = []
  ) throws -> DelayedNetwork {
    var roundTrips = [
      "dns=192.0.2.53": nameServer, "\(service)=\(VerifyFolder.serviceAddress)": direct,
    ]
    for address in VerifyFolder.loadBalancerAddresses {
      roundTrips["\(loadBalancer)=\(address)"] = accelerated
    }
    return try DelayedNetwork(certificateFor: name, roundTrips: roundTrips, hosts: hosts)
  }

  private static func relayed(
    _ folder: VerifyFolder, _ arguments: [String], _ relay: TLSRelay
  ) throws -> Command {
    let curl = try #require(Command.program("curl"))
    let extra = relay.environment.merging(["ACCELGEN_CURL": curl.path(percentEncoded: false)]) {
      $1
    }
    return Command(
      folder.url.appending(path: "verify.sh"), arguments,
      environment: folder.environment(curl: "relayed_curl", extra), in: folder.url)
  }
}
