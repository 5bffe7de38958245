import AccelGenKit
import TestSupport
import Testing

/// The scripts under the policies that `accelgen policy` prints.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PermittedTests {
  @Test(arguments: Stack.all.map(\.name))
  func nothingIsMissingInThePoliciesAndNothingSpare(stack: String) throws {
    let accelgen = Repository.accelgen.path(percentEncoded: false)
    let outcome = try Command(
      Repository.file("Tests/permitted"), ["--stack", stack, "--accelgen", accelgen]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }
}
