import Foundation
import TestSupport
import Testing

/// verify.sh of ml-network, which asks real HTTP servers behind a relay that plays the load balancer. What it measured
/// is compared with what the relay saw.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ServingTimesTests {
  struct Report: Decodable {
    struct Row: Decodable {
      let tries: Int
      let answers: Int
      /// By code.
      let turnedAway: [String: Int]
      let failed: Int
      let p50: Double?
      let p99: Double?
      let worst: Double?
      let connecting: Double?
    }
    let url: String
    let limitMilliseconds: Int
    let httpLeadsToHttps: Bool?
    let clients: Row
    let canary: Row?
    let well: Bool
  }

  static func folder(_ values: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let serving = ["SERVER_TYPE": "t3.large", "LATENCY_MS": "60000"]
    try folder.write(
      "env.template", NetworkFolder.template(serving.merging(values) { $1 }))
    let written = try Command(Repository.accelgen, ["--stack", "ml-network"], in: folder.url).run()
    try #require(written.status == 0, "\(written.transcript)")
    return folder
  }

  func run(
    _ folder: TemporaryFolder, _ arguments: String..., with extra: [String: String] = [:]
  ) throws -> Command.Outcome {
    try run(folder, arguments, with: extra)
  }

  /// - Parameter extra: what the environment holds besides, or holds instead.
  func run(
    _ folder: TemporaryFolder, _ arguments: [String], with extra: [String: String] = [:]
  ) throws -> Command.Outcome {
    let scripts = folder.url.appending(path: "generated/ml-network")
    let environment = [
      "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.url.path(percentEncoded: false),
    ]
    return try Command(
      scripts.appending(path: "verify.sh"), arguments,
      environment: environment.merging(extra) { $1 }, in: scripts
    ).run()
  }

  /// Puts a program of the test's own, for sh, in curl's place.
  ///
  /// - Returns: an environment in which it is found first.
  func standIn(in folder: TemporaryFolder, _ script: String) throws -> [String: String] {
    let curl = try folder.write("bin/curl", "#!/bin/sh\n\(script)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: curl.path)
    return ["PATH": "\(curl.deletingLastPathComponent().path):/usr/bin:/bin"]
  }

  func report(_ outcome: Command.Outcome) throws -> Report {
    try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }

  @Test func bothVersionsAreMeasuredAsTheRelaySawThem() throws {
    let relay = try ModelRelay("--stable", "3", "--canary", "40")
    let clock = ContinuousClock()
    let begun = clock.now
    let outcome = try run(
      Self.folder(), "25", "--json", "--path", "/predict", "--url", relay.url)
    let elapsed = (clock.now - begun) / .milliseconds(1)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let report = try report(outcome)
    #expect(report.url == relay.url + "/predict")
    #expect(report.well && report.httpLeadsToHttps == nil)
    // The first is not counted.
    let passages = Array(try relay.passages().dropFirst())
    for (name, row) in [("stable", report.clients), ("canary", try #require(report.canary))] {
      let seen = passages.filter { $0.by == name }.map(\.milliseconds).sorted()
      #expect(seen.count == 25 && row.tries == 25 && row.answers == 25 && row.failed == 0)
      // Each try took at least what the relay saw of it, so each rank did, too: the 13th and the 25th of 25.
      #expect(try #require(row.p50) >= seen[12], "\(name)")
      #expect(try #require(row.p99) >= seen[24], "\(name)")
      #expect(row.p99 == row.worst, "of 25")
      // Half of the tries took p50 or more, one after the other.
      #expect(try #require(row.p50) * 13 <= elapsed)
    }
    #expect(try #require(report.canary?.p50) >= 40)
  }

  /// The time is from when the connection is there, whatever curl does between that and having sent the request.
  @Test(arguments: [("https", 0.030, 40.0), ("http", 0, 60)])
  func aRequestBeginsWhenTheConnectionIsThere(scheme: String, handshake: Double, expected: Double)
    throws
  {
    let folder = try Self.folder()
    let times = ["connect": 0.010, "appconnect": handshake, "pretransfer": 0.050, "total": 0.070]
    let known = times.map { "-e 's/%{time_\($0)}/\($1)/'" }.sorted().joined(separator: " ")
    let curl = try standIn(
      in: folder,
      """
      while [ "$1" != --write-out ]; do shift; done
      printf '%s\\n' "$2" | sed -e 's/%{http_code}/200/' -e 's/%{redirect_url}//' -e 's/^.n//' \(known)
      """)
    let outcome = try run(folder, "2", "--json", "--url", "\(scheme)://host", with: curl)
    let report = try report(outcome)
    #expect(report.clients.p50 == expected, "\(outcome.transcript)")
  }

  @Test func whatIsSentArrives() throws {
    let relay = try ModelRelay()
    let folder = try Self.folder()
    try folder.write("generated/ml-network/body.json", #"{"text": "hello"}"#)
    let outcome = try run(
      folder, "2", "--data", "body.json", "--path", "/predict", "--url", relay.url)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("the canary has no servers now\n"), "\(outcome.transcript)")
    #expect(outcome.output.contains("of fewer than 100 tries"))
  }

  @Test func errorsOfTheServersAreNotWell() throws {
    let relay = try ModelRelay("--failing", "3")
    let outcome = try run(Self.folder(), "4", "--url", relay.url)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.output.contains("200 × 2, 500 × 2"), "\(outcome.transcript)")
    #expect(outcome.output.contains("clients: not every answer was a server's\n"))
  }

  @Test func answersThatTakeTooLongAreNotWell() throws {
    let relay = try ModelRelay("--stable", "30")
    let outcome = try run(Self.folder(["LATENCY_MS": "20"]), "2", "--url", relay.url)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.output.contains("ms, more than the 20 ms of LATENCY_MS\n"))
  }

  @Test func withoutAnAnswerThereIsNothingToMeasure() throws {
    let outcome = try run(Self.folder(), "2", "--url", "http://127.0.0.1:1")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error: no answer from http://127.0.0.1:1: curl: "))
  }

  @Test(arguments: [
    ["0"], ["x"], ["--path", "predict"], ["--path", "/a b"], ["--url", "ftp://host"],
    ["--url", "http://host/path"], ["--url"], ["--data", "missing.json"], ["--json", "2", "--no"],
  ])
  func wrongUsageIsSaid(arguments: [String]) throws {
    let folder = try Self.folder()
    let scripts = folder.url.appending(path: "generated/ml-network")
    let outcome = try Command(
      scripts.appending(path: "verify.sh"), arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/"], in: scripts
    ).run()
    #expect(outcome.status == 2, "\(outcome.transcript)")
    #expect(outcome.errors.contains("verify.sh --help tells more"))
  }
}
