import AccelGenKit
import Foundation
import TestSupport
import Testing

/// Whatever deploy_all.sh would repair, status.sh tells: each kind of change, made behind the back of a deployment,
/// one at a time. Tests/drift alone makes each of them to every resource.
@Suite(.serialized, .enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DriftTests {
  @Test(arguments: Stack.all.map(\.name))
  func whatIsChangedIsToldAndRepaired(stack: String) throws {
    let accelgen = Repository.accelgen.path(percentEncoded: false)
    let outcome = try Command(
      Repository.file("Tests/drift"), ["--stack", stack, "--each-kind", "--accelgen", accelgen]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix(" drifts passed") }, "\(outcome.transcript)")
    #expect(lines.count { $0.hasSuffix(": repaired") } > 20, "\(outcome.transcript)")
  }
}
