import Foundation
import TestSupport

/// Everything that a deployment consists of, a line each, without what AWS chooses: what two deployments that
/// were made in different ways have in common. Names and the user's own tags are left out.
struct Portrait {
  static let golden = "Tests/Goldens/inventory/acceleration.txt"

  static func of(_ emulator: Emulator) throws -> String {
    let answer = try JSONSerialization.jsonObject(with: emulator.inventoryText())
    let resources = answer as? [[String: Any]] ?? []
    var portrait = Portrait()
    for resource in resources {
      if let id = resource["id"] as? String { portrait.keys[id] = key(of: resource) }
    }
    return resources.map { portrait.line(for: $0) + "\n" }.sorted().joined()
  }

  /// What ids stand for.
  private var keys: [String: String] = [:]

  /// Its key in `env`, which its tag says.
  private static func key(of resource: [String: Any]) -> String? {
    let tags = resource["tags"] as? [String: String]
    return tags?.first { $0.key.hasPrefix("accelgen:") }?.value
  }

  private func line(for resource: [String: Any]) -> String {
    var shown = resource
    for inFront in ["region", "type", "id"] { shown[inFront] = nil }
    for chosenByAWS in ["dnsName", "drawn", "publicAddress", "interface", "interfaces", "tags"] {
      shown[chosenByAWS] = nil
    }
    let isBalancers = resource["kind"] as? String == "network_load_balancer"
    if isBalancers || resource["type"] as? String == "elastic-ip" { shown["address"] = nil }
    let front = [resource["region"], resource["type"], Self.key(of: resource)]
      .compactMap { $0 as? String }
    return front.joined(separator: " ") + " " + text(of: shown)
  }

  private func text(of value: Any) -> String {
    switch value {
    case let members as [String: Any]:
      let words = members.sorted { $0.key < $1.key }.map { "\($0.key)=\(text(of: $0.value))" }
      return "{\(words.joined(separator: " "))}"
    case let elements as [Any]:
      return "[\(elements.map(text(of:)).sorted().joined(separator: " "))]"
    case let text as String: return named(text)
    case is NSNull: return "none"
    case let flag as Bool: return "\(flag)"
    default: return "\(value)"
    }
  }

  /// A text with keys for ids; the interfaces of a load balancer tell the end of its ARN.
  private func named(_ text: String) -> String {
    var text = text
    for (id, key) in keys { text = text.replacingOccurrences(of: id, with: key) }
    return text.replacing(/^ELB (net\/[A-Za-z0-9-]+)\/[0-9a-f]+$/) { "ELB \($0.output.1)/…" }
  }
}
