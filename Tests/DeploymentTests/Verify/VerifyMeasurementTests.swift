import Foundation
import TestSupport
import Testing

/// verify.sh with the real curl: what it reports is what the other side measured for the same connections.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"), .serialized)
struct VerifyMeasurementTests {
  private static let (service, loadBalancer) = (VerifyFolder.service, VerifyFolder.loadBalancer)
  private let curl: TimedCurl
  private let folder: VerifyFolder

  init() throws {
    curl = try TimedCurl()
    folder = try VerifyFolder()
  }

  /// On a network of its own, where each packet is late: every phase is measured.
  @Test(
    .enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"),
    arguments: [(direct: 320, accelerated: 200), (direct: 200, accelerated: 320)])
  func everyPhaseIsMeasured(direct: Int, accelerated: Int) throws {
    let network = try Self.network(direct: direct, accelerated: accelerated, nameServer: 200)
    let report = try report(of: try command(["7", "--json"], on: network))
    let seen = try seen(on: network)
    try #require(seen.direct.count == 7 && seen.accelerated.count == 7)
    for (way, seen, roundTrip) in [
      (report.direct, seen.direct, direct), (report.accelerated, seen.accelerated, accelerated),
    ] {
      expect(way.dns, isWithin: seen.map(\.dns), atLeast: 200)
      expect(way.connect, isWithin: seen.map(\.connect), atLeast: roundTrip)
      // TLS 1.3 takes one round trip.
      expect(way.tls, isWithin: seen.map(\.tls), atLeast: roundTrip)
      expect(way.firstByte, isWithin: seen.map(\.firstByte), atLeast: roundTrip)
      expect(way.total, isWithin: seen.map(\.total), atLeast: 200 + 3 * roundTrip)
      expect(way.totals, areWithin: seen.map(\.total))
    }
    #expect(report.direct.failures == 0 && report.accelerated.failures == 0)
    #expect(report.verdict == VerifyReportTests.verdict(report))
  }

  /// Once the hosts file sends the service's name to the load balancer, only a given address is direct.
  @Test(.enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"))
  func aHostsFileIsSeenThrough() throws {
    let address = VerifyFolder.serviceAddress
    let hosts = VerifyFolder.loadBalancerAddresses.map { "\($0) \(Self.service)" }
    let network = try Self.network(direct: 200, accelerated: 50, nameServer: 30, hosts: hosts)
    let refused = try command(["3"], on: network).run()
    #expect(refused.status == 1)
    #expect(refused.errors.contains("this machine goes through the load balancer already"))

    let starts = try curl.starts().count
    let report = try report(of: try command(["3", "--json", "--direct-ip", address], on: network))
    let seen = try seen(on: network, after: starts)
    expect(report.direct.total, isWithin: seen.direct.map(\.total), atLeast: 600)
    expect(report.direct.totals, areWithin: seen.direct.map(\.total))
    #expect(report.direct.addresses == [address])
    #expect(report.accelerated.dns.median == nil, "counted on neither way")
    #expect(report.verdict == VerifyReportTests.verdict(report))
  }

  @Test(.enabled(if: DelayedNetwork.isPermitted, "\(DelayedNetwork.whyNot)"))
  func anotherCertificateIsNoAnswer() throws {
    let network = try Self.network(
      certificateFor: "somebody.else.example", direct: 20, accelerated: 10, nameServer: 5)
    try expectRefusal(command(["3"], on: network))
    let connections = try network.connections()
    #expect(!connections.isEmpty && !connections.contains { $0.trusted })
  }

  /// Where there is no network to be had: a proxy delays the connections as a whole.
  @Test(arguments: [(direct: 400, accelerated: 200), (direct: 200, accelerated: 400)])
  func theTotalIsMeasuredThroughARelay(direct: Int, accelerated: Int) throws {
    let relay = try TLSRelay(
      certificateFor: Self.service,
      delays: [Self.service: direct, Self.loadBalancer: accelerated])
    let report = try report(of: try relayed(["5", "--json"], relay))
    let (host, through) = ("\(Self.service):443", "\(Self.loadBalancer):443")
    let turns = Array(repeating: [host, through], count: 5).flatMap { $0 }
    try #require(try relay.asked() == [through, host] + turns)

    let starts = try curl.starts()
    let seen = zip(try relay.passages(starts.count), starts)
      .map { (host: $0.host, total: TimesSeen.total(of: $0, started: $1)) }
    for (way, host, delay) in [
      (report.direct, Self.service, direct), (report.accelerated, Self.loadBalancer, accelerated),
    ] {
      let totals = Array(seen.filter { $0.host == host }.map(\.total).dropFirst())
      expect(way.total, isWithin: totals, atLeast: delay)
      expect(way.totals, areWithin: totals)
    }
    #expect(report.verdict == VerifyReportTests.verdict(report))
  }

  @Test func anotherCertificateIsNoAnswerThroughARelay() throws {
    let relay = try TLSRelay(certificateFor: "somebody.else.example")
    try expectRefusal(relayed(["3"], relay))
  }

  /// A ~/.curlrc that switches checking off has no say.
  private func expectRefusal(_ command: Command) throws {
    try folder.write(".curlrc", "insecure\n")
    let outcome = try command.run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("error: no TLS handshake for \(Self.service)"),
      "\(outcome.transcript)")
    #expect(!outcome.output.contains("first byte"))
  }

  private func report(of command: Command) throws -> VerifyReport {
    let outcome = try command.run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
    return try JSONDecoder().decode(VerifyReport.self, from: Data(outcome.output.utf8))
  }

  /// What the network saw of the tries that are counted: all but the first of each way.
  ///
  /// - Parameter earlier: how often curl had been started before.
  private func seen(
    on network: DelayedNetwork, after earlier: Int = 0
  ) throws -> (direct: [TimesSeen], accelerated: [TimesSeen]) {
    let (connections, starts) = (try network.connections(), try curl.starts().dropFirst(earlier))
    try #require(connections.count == starts.count)
    #expect(connections.allSatisfy { $0.trusted })
    let direct = { (address: String) in address == VerifyFolder.serviceAddress }
    func times(_ isMine: (String) -> Bool) -> [TimesSeen] {
      zip(connections, starts).filter { isMine($0.0.address) }.dropFirst()
        .map { TimesSeen(of: $0, started: $1) }
    }
    return (times(direct), times { !direct($0) })
  }

  /// - Parameter wanted: what the way was set to take, which is the least on a slow machine, too.
  private func expect(
    _ phase: VerifyReport.Phase, isWithin seen: [TimesSeen.Bounds], atLeast wanted: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      seen.median.contains(phase.median), "\(phase) and \(seen)", sourceLocation: sourceLocation)
    #expect(
      seen.allSatisfy { $0.most >= Double(wanted) }, "\(seen)", sourceLocation: sourceLocation)
  }

  private func expect(
    _ totals: [Double?], areWithin seen: [TimesSeen.Bounds],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(totals.count == seen.count, sourceLocation: sourceLocation)
    for (total, seen) in zip(totals, seen) {
      #expect(
        seen.contains(total), "\(total ?? .nan) and \(seen)", sourceLocation: sourceLocation)
    }
  }

  private func command(_ arguments: [String], on network: DelayedNetwork) throws -> Command {
    try network.command(
      folder.words(arguments),
      environment: folder.environment(curl: "timed_curl", curl.environment))
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

  private func relayed(_ arguments: [String], _ relay: TLSRelay) throws -> Command {
    Command(
      folder.url.appending(path: "verify.sh"), arguments,
      environment: folder.environment(
        curl: "relayed_curl", relay.environment.merging(curl.environment) { $1 }),
      in: folder.url)
  }
}
