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
    let kinds = try Self.kinds(of: stack)
    for (kind, keys) in kinds {
      // Alarms and dashboards are named otherwise than by a key.
      let isTried = lines.contains { line in
        line.hasPrefix("  \(kind)") || keys.contains { line.contains(" \($0): ") }
      }
      #expect(isTried, "no drift of \(kind): \(outcome.transcript)")
    }
    let repaired = lines.count { $0.hasSuffix(": repaired") }
    #expect(repaired >= 2 * kinds.count, "\(outcome.transcript)")
  }

  /// Each kind in a stack's table of resources, with the keys of its resources.
  private static func kinds(of stack: String) throws -> [String: [String]] {
    let table = try Golden.text("generated/\(stack)/resources.sh")
    let rows = table.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.first == "has_resource" && $0.count > 2 }
    let kinds = Dictionary(grouping: rows) { String($0[2]) }
    return kinds.mapValues { $0.map { String($0[1]) } }
  }
}
