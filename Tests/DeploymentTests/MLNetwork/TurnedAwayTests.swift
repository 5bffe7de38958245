import Foundation
import TestSupport
import Testing

/// What verify.sh says of requests that came back without having been answered by the model.
extension ServingTimesTests {
  /// What a folder's values are behind a CDN.
  static let behindACDN = ["CDN": "true", "CLIENT_CIDRS": "0.0.0.0/0"]

  /// A path that takes no POST is answered by the CDN itself: no server sees the request.
  @Test func whatTheCDNTurnsAwayIsNotMeasured() throws {
    let relay = try ModelRelay("--canary", "1", "--reading", "/embeddings/")
    let folder = try Self.folder(Self.behindACDN)
    try folder.write("generated/ml-network/body.json", #"{"text": "hello"}"#)
    let sent = ["--data", "body.json", "--path", "/embeddings/7", "--url", relay.url]
    let outcome = try run(folder, ["3", "--json"] + sent)
    #expect(outcome.status == 4, "\(outcome.transcript)")
    let report = try report(outcome)
    #expect(!report.well)
    for row in [report.clients, try #require(report.canary)] {
      #expect(row.tries == 3 && row.answers == 0 && row.failed == 0)
      #expect(row.turnedAway == ["403": 3])
      #expect(row.p50 == nil && row.p99 == nil && row.worst == nil)
    }

    let told = try run(folder, ["3"] + sent)
    #expect(told.status == 4, "\(told.transcript)")
    let which = "3 of 3 requests were turned away (403 × 3)"
    #expect(told.output.contains("clients: \(which)"), "\(told.transcript)")
    #expect(told.output.contains("canary: \(which)"), "\(told.transcript)")
    #expect(!told.output.contains("is within"), "\(told.transcript)")
    // The paths that take no POST are those of the distribution's settings.
    let settings = try String(
      contentsOf: folder.url.appending(path: "generated/ml-network/6.cdn_deploy.sh"),
      encoding: .utf8)
    let reading = settings.matches(of: /path_behavior '([^']+)' .* read ""/).map(\.output.1)
    #expect(reading.count == 3)
    for path in reading { #expect(told.output.contains(path), "\(path): \(told.transcript)") }

    let got = try run(folder, "3", "--path", "/embeddings/7", "--url", relay.url)
    #expect(got.status == 0, "\(got.transcript)")
    let passages = try relay.passages()
    #expect(passages.count { $0.by == "-" && $0.code == 403 } == 14)
    #expect(passages.count { $0.by == "stable" } == 4)
  }

  /// As by a web ACL that lets no more than so many through.
  @Test func wherePartIsTurnedAwayItIsNotKnownHowFastAllWouldBe() throws {
    let relay = try ModelRelay("--blocking", "2")
    // The first is not counted.
    let outcome = try run(Self.folder(), "4", "--json", "--url", relay.url)
    #expect(outcome.status == 4, "\(outcome.transcript)")
    let report = try report(outcome)
    #expect(!report.well)
    #expect(report.clients.answers == 3 && report.clients.turnedAway == ["403": 1])
    #expect(report.clients.failed == 0 && report.clients.p99 != nil)
  }

  /// What is known to be wrong counts more than what is not known.
  @Test(arguments: [
    (["--stable", "30"], "ms, more than the 20 ms of LATENCY_MS\n"),
    (["--failing", "1"], "clients: not every answer was a server's\n"),
  ])
  func whatIsWrongBesidesIsToldAndCounts(options: [String], words: String) throws {
    let relay = try ModelRelay(["--blocking", "2"] + options)
    let outcome = try run(Self.folder(["LATENCY_MS": "20"]), "3", "--url", relay.url)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.output.contains(words), "\(outcome.transcript)")
    #expect(outcome.output.contains("clients: 1 of 3 requests were turned away (403 × 1)"))
    #expect(outcome.output.contains("  403: a web ACL of AWS WAF blocks it (WEB_ACL_ARN)"))
  }

  @Test(arguments: [
    (200, 0, "clients: p99 is within"), (204, 0, "clients: p99 is within"),
    (301, 4, "  3xx: it is somewhere else"), (401, 4, "  4xx: the servers, or what"),
    (403, 4, "  403: a web ACL"), (429, 4, "  4xx: the servers, or what"),
    (500, 1, "clients: not every answer was a server's"),
    (503, 1, "clients: not every answer was a server's"),
  ])
  func whatACodeMeansIsTold(code: Int, status: Int, words: String) throws {
    let folder = try Self.folder()
    let curl = try standIn(in: folder, "printf '\\n\(code) 0.010000 0.000000 0.020000'")
    let outcome = try run(folder, "2", "--url", "http://host", with: curl)
    #expect(Int(outcome.status) == status, "\(outcome.transcript)")
    #expect(outcome.output.contains(words), "\(outcome.transcript)")
  }
}
