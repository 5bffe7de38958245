import Foundation
import TestSupport
import Testing

/// The scripts killed at a few of the calls that change something, and on bad days. Tests/sweep alone kills them
/// at every one.
@Suite(.serialized, .enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SweepTests {
  @Test(arguments: [
    (["--sample", "10"], "10 of 10 points passed: 100 %"),
    (["--faulty", "2"], "2 of 2 faulty trials passed: 100 %"),
  ])
  func nothingIsLost(options: [String], verdict: String) throws {
    let outcome = try Command(Repository.file("Tests/sweep"), options).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains(verdict), "\(outcome.transcript)")
  }

  /// How many calls a first deployment makes, and one that changes nothing: the program judges by its limits.
  @Test func callsStayWithinTheirLimits() throws {
    let outcome = try Command(Repository.file("Tests/benchmark-deployment"), ["--calls"]).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    for limit in ["first deployment ", "second run, nothing to change "] {
      let line = outcome.output.split(separator: "\n").first { $0.hasPrefix(limit) }
      #expect(line?.hasSuffix(": kept)") == true, "\(outcome.transcript)")
    }
    #expect(outcome.output.contains("(limit 48: "))
    #expect(outcome.output.contains("(limit 12: "))
  }
}
