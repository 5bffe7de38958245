import AccelGenKit
import Foundation
import TestSupport
import Testing

/// Whatever deploy_all.sh would repair, status.sh tells: each kind of change, made behind the back of a deployment, of
/// each resource one at a time. Tests/drift alone makes each of them to every resource, and nothing beside it.
@Suite(.serialized, .enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DriftTests {
  @Test(arguments: Stack.all.map(\.name))
  func whatIsChangedIsToldAndRepaired(stack: String) throws {
    let accelgen = Repository.accelgen.path(percentEncoded: false)
    let outcome = try Command(
      Repository.file("Tests/drift"),
      ["--stack", stack, "--each-kind", "--together", "--accelgen", accelgen]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix(" drifts passed") }, "\(outcome.transcript)")
    let kinds = try Self.kinds(of: stack)
    for (kind, keys) in kinds {
      // Alarms and dashboards are named otherwise than by a key.
      let isTried = lines.contains { line in
        line.hasPrefix("  \(kind)") || keys.contains { Self.names(line, $0) }
      }
      #expect(isTried, "no drift of \(kind): \(outcome.transcript)")
    }
    let repaired = lines.count { $0.hasSuffix(": repaired") }
    #expect(repaired >= 2 * kinds.count, "\(outcome.transcript)")
  }

  /// Whether a line names a resource of a key, of which these are the parts between its stars.
  private static func names(_ line: Substring, _ parts: [String]) -> Bool {
    guard let key = line.split(separator: " ").first(where: { $0.hasSuffix(":") })?.dropLast()
    else {
      return false
    }
    if parts.count == 1 { return key == parts[0] }
    var rest = key
    for part in parts {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return key.hasPrefix(parts[0]) && key.hasSuffix(parts[parts.count - 1])
  }

  /// Each kind in a stack's table of resources, with the keys of its resources, each as its parts between stars.
  private static func kinds(of stack: String) throws -> [String: [[String]]] {
    let table = try Golden.text("generated/\(stack)/resources.sh")
    let rows = table.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.first == "has_resource" && $0.count > 2 }
    var kinds = Dictionary(grouping: rows) { String($0[2]) }
    // Instances are launched by hand, or by their group, and their disks come with them: deploy_all.sh repairs none. And
    // nobody can change a VPC origin that a distribution uses.
    for kind in ["instance", "volume", "vpc_origin"] { kinds[kind] = nil }
    // A key with a * in it, which stands in quotes, is known by what stands before and after.
    return kinds.mapValues { rows in
      rows.map { $0[1].filter { $0 != "'" }.split(separator: "*").map(String.init) }
    }
  }
}
