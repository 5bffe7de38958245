import AccelGenKit
import Foundation
import TestSupport
import Testing

/// The scripts of each stack killed at a few of the calls that change something, and on bad days. Tests/sweep alone
/// kills them at every one.
@Suite(.serialized, .enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SweepTests {
  @Test(
    arguments: Stack.all.map(\.name),
    [
      (["--sample", "4"], "4 of 4 points passed: 100 %"),
      (["--faulty", "1"], "1 of 1 faulty trials passed: 100 %"),
    ])
  func nothingIsLost(stack: String, trials: (options: [String], verdict: String)) throws {
    try expect(trials.verdict, of: stack, trials.options)
  }

  /// In use, what else a stack's scripts do is killed, too: rotate.sh and failover.sh, or shift.sh.
  @Test(arguments: [
    ("gateway-endpoints", ["--sample", "4"], "4 of 4 points passed: 100 %"),
    ("ml-network", ["--only", "tenth/ModifyListener/*/after/*"], "2 of 2 points passed: 100 %"),
  ])
  func nothingIsLostInUse(stack: String, chosen: [String], verdict: String) throws {
    try expect(verdict, of: stack, ["--in-use"] + chosen)
  }

  /// The largest configurations are more than the shipped scripts: what a stack can do besides is in them.
  @Test(arguments: [("ml-network", "network"), ("ml-network", "serving")])
  func nothingIsLostOfTheLargest(stack: String, configuration: String) throws {
    try expect(
      "2 of 2 points passed: 100 %", of: stack, ["--largest", configuration, "--sample", "2"])
  }

  /// Tests/sweep ends well, with these words.
  private func expect(_ verdict: String, of stack: String, _ options: [String]) throws {
    let outcome = try Command(Repository.file("Tests/sweep"), ["--stack", stack] + options).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains(verdict), "\(outcome.transcript)")
  }

  /// How many calls a first deployment makes, and one that changes nothing: the program judges by its limits.
  @Test(arguments: Stack.all.map(\.name))
  func callsStayWithinTheirLimits(stack: String) throws {
    let outcome = try Command(
      Repository.file("Tests/benchmark-deployment"), ["--stack", stack, "--calls"]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let second = outcome.output.split(separator: "\n").last { $0.hasPrefix("second run, ") }
    #expect(second?.hasSuffix("   kept") == true, "\(outcome.transcript)")
  }

  /// The limits that were promised, wherever they stand.
  @Test func theLimitsAreThoseOfTheDesign() throws {
    let table = try Golden.text("Tests/ScriptRuns/script_runs/expectations.py")
    #expect(
      table.contains(
        "\"acceleration\": Expectation(150, 40, deploy_ratio=1.05, cleanup_ratio=1.10, "
          + "first_calls=48, second_calls=12)"))
  }
}
