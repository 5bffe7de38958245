import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What verify.sh says of known times: to the byte, and against figures that are worked out anew.
@Suite struct VerifyReportTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let plan: CurlPlan
    var status: Int32 = 0
    var testDescription: String { name }
  }

  private static func plan(
    _ count: Int, direct: Int, accelerated: Int, spread: Int = 9_000
  ) -> CurlPlan {
    CurlPlan(
      direct: CurlPlan.tries(
        count + 1, roundTrip: direct, spread: spread, addresses: [VerifyFolder.serviceAddress]),
      accelerated: CurlPlan.tries(
        count + 1, roundTrip: accelerated, spread: spread / 3,
        addresses: VerifyFolder.loadBalancerAddresses))
  }

  static let cases: [Case] = {
    let address = VerifyFolder.serviceAddress
    var failures = plan(20, direct: 118_000, accelerated: 47_000)
    failures.direct[4] = .timedOut
    failures.accelerated[7] = .wrongCertificate
    failures.accelerated[8] = .timedOut
    failures.direct[11] = .times(
      dns: 2_000, connect: 1_000_000, tls: 120_000, firstByte: 121_000, address: address)
    var silent = plan(5, direct: 118_000, accelerated: 47_000)
    silent.direct = Array(repeating: .timedOut, count: 6)
    return [
      Case(name: "faster", arguments: [], plan: plan(20, direct: 118_000, accelerated: 47_000)),
      Case(name: "slower", arguments: ["8"], plan: plan(8, direct: 31_000, accelerated: 44_000)),
      Case(
        name: "noise", arguments: ["10"],
        plan: plan(10, direct: 47_200, accelerated: 47_900, spread: 12_000)),
      Case(name: "failures", arguments: ["20"], plan: failures),
      Case(name: "no-direct-answer", arguments: ["5"], plan: silent, status: 1),
      Case(
        name: "direct-ip", arguments: ["3", "--direct-ip", address],
        plan: plan(3, direct: 118_000, accelerated: 47_000)),
    ]
  }()

  @Test(arguments: cases)
  func isSaidInThreeForms(_ known: Case) throws {
    let folder = try VerifyFolder()
    let text = try folder.run(known.arguments + ["--svg", "plot.svg"], plan: known.plan)
    #expect(text.status == known.status, "\(text.transcript)")
    try Golden.expect(
      text.output + text.errors, equals: "Tests/Goldens/verify/\(known.name).txt")
    let picture = try folder.text("plot.svg")
    try Golden.expect(picture, equals: "Tests/Goldens/verify/\(known.name).svg")
    #expect(XMLParser(data: Data(picture.utf8)).parse(), "well-formed")

    let json = try folder.run(known.arguments + ["--json", "--svg", "again.svg"], plan: known.plan)
    #expect(json.status == known.status, "\(json.transcript)")
    try Golden.expect(json.output, equals: "Tests/Goldens/verify/\(known.name).json")
    #expect(try folder.text("again.svg") == picture, "the same times, the same bytes")
    _ = try JSONDecoder().decode(VerifyReport.self, from: Data(json.output.utf8))
  }

  /// The same of the other stack that has a load balancer for its clients: its scripts share verify.sh and have a
  /// library and a table of their own.
  @Test func ofTheServiceAcrossRegionsTheSameIsSaid() throws {
    let known = try #require(Self.cases.first)
    let folder = try VerifyFolder(of: "native-acceleration")
    let text = try folder.run(known.arguments + ["--svg", "plot.svg"], plan: known.plan)
    #expect(text.status == 0, "\(text.transcript)")
    let expected = "Tests/Goldens/verify/\(known.name)"
    #expect(try text.output + text.errors == Golden.text("\(expected).txt"))
    #expect(try folder.text("plot.svg") == Golden.text("\(expected).svg"))
  }

  @Test func theReadmeShowsIt() throws {
    let text = try Golden.text("Tests/Goldens/verify/faster.txt")
    let table = try #require(text.range(of: "milliseconds")?.lowerBound)
    #expect(try Golden.text("docs/acceleration.md").contains("```\n\(text[table...])```\n"))
  }

  /// Bars are for people: on a terminal, in its characters.
  @Test(
    .enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"), arguments: ["C.UTF-8", "C"])
  func aTerminalGetsBars(locale: String) throws {
    let folder = try VerifyFolder()
    let plan = Self.plan(5, direct: 118_000, accelerated: 47_000)
    try plan.write(below: folder.url)
    let terminal =
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    let extra = plan.environment(below: folder.url).merging(["LC_ALL": locale]) { $1 }
    let outcome = try Command(
      TestTools.tool("python"),
      ["-c", terminal, "bash", "-c", "exec \"$@\" 2>/dev/null", "bash"] + folder.words(["5"]),
      environment: folder.environment(curl: "planned_curl", extra), in: folder.url
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    try Golden.expect(
      outcome.output.replacingOccurrences(of: "\r\n", with: "\n"),
      equals: "Tests/Goldens/verify/terminal-\(locale).txt")
  }

  /// With random times, against the textbook.
  @Test(arguments: [1, 2, 5, 6, 7, 20, 31, 50])
  func theFiguresAreRight(count: Int) throws {
    var random = SystemRandomNumberGenerator()
    func answers(_ address: String) -> [CurlPlan.Answer] {
      (0...count).map { index in
        // Even counts without failures, so that round numbers of values occur for sure.
        if count % 2 == 1 && index > 1 && Int.random(in: 0..<8, using: &random) == 0 {
          return .timedOut
        }
        func phase() -> Int { Int.random(in: 1...90_000, using: &random) }
        return .times(
          dns: phase(), connect: phase(), tls: phase(), firstByte: phase(), address: address)
      }
    }
    let plan = CurlPlan(
      direct: answers(VerifyFolder.serviceAddress),
      accelerated: answers(VerifyFolder.loadBalancerAddresses[0]))
    let outcome = try VerifyFolder().run(["\(count)", "--json"], plan: plan)
    try #require(outcome.status == 0, "\(outcome.transcript)")
    let report = try JSONDecoder().decode(VerifyReport.self, from: Data(outcome.output.utf8))

    for (way, answers) in [(report.direct, plan.direct), (report.accelerated, plan.accelerated)] {
      let totals = answers.dropFirst().map(\.total)
      #expect(way.failures == totals.count { $0 == nil })
      #expect(way.totals.map(Self.microseconds) == totals)
      let sorted = totals.compactMap { $0 }.sorted()
      let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      #expect(Self.microseconds(way.total.median) == middle)
      let p90 = sorted.first { value in
        10 * sorted.count { $0 <= value } >= 9 * sorted.count
      }
      #expect(Self.microseconds(way.total.p90) == p90)
      #expect(Self.microseconds(way.total.worst) == sorted.last)
      let range = way.total.medianRange.map(Self.microseconds)
      #expect(range == Self.medianRange(sorted), "\(sorted)")
    }
    #expect(report.verdict == Self.verdict(report), "\(outcome.output)")
  }

  /// What must be said of the ways' ranges.
  static func verdict(_ report: VerifyReport) -> String {
    let direct = report.direct.total.medianRange.map { $0 ?? 0 }
    let accelerated = report.accelerated.total.medianRange.map { $0 ?? 0 }
    if accelerated[1] < direct[0] { return "faster" }
    return accelerated[0] > direct[1] ? "slower" : "noise"
  }

  /// The narrowest pair of values, as far from both ends, that encloses the median of the distribution in
  /// 95 cases of 100: both tails of the binomial distribution outside of it. The script's formula may give
  /// the next wider pair.
  private static func medianRange(_ sorted: [Int]) -> [Int?] {
    let count = sorted.count
    let rank = max(
      1, Int((Double(count + 1) / 2 - 0.98 * Double(count).squareRoot()).rounded(.down)))
    if count > 5 {
      #expect(coverage(rank: rank, of: count) >= 0.95, "\(count) values, rank \(rank)")
      #expect(coverage(rank: rank + 2, of: count) < 0.95, "not much wider than it must be")
    }
    return [sorted[rank - 1], sorted[count - rank]]
  }

  private static func coverage(rank: Int, of count: Int) -> Double {
    var tail = 0.0
    var term = pow(0.5, Double(count))
    for index in 0..<rank {
      tail += term
      term *= Double(count - index) / Double(index + 1)
    }
    return 1 - 2 * tail
  }

  private static func microseconds(_ milliseconds: Double?) -> Int? {
    milliseconds.map { Int(($0 * 1000).rounded()) }
  }
}

/// The object that verify.sh prints with --json.
struct VerifyReport: Decodable {
  let host: String
  let loadBalancer: String
  let tries: Int
  let direct: Way
  let accelerated: Way
  let verdict: String
  let gain: Double?

  struct Way: Decodable {
    let addresses: [String]
    let failures: Int
    let dns: Phase
    let connect: Phase
    let tls: Phase
    let firstByte: Phase
    let total: Phase
    let totals: [Double?]
  }

  struct Phase: Decodable {
    let median: Double?
    let medianRange: [Double?]
    let p90: Double?
    let worst: Double?
  }
}
