import Foundation

/// What a resource may say, as a description of ours or a published schema (OpenAPI v3) has it; what neither has is
/// refused.
struct MeshSchema {
  private let root: [String: Any]

  init(json: Data) throws {
    root = try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:]
  }

  /// What of a document does not fit, each with its place.
  func problems(of document: MeshYAML) -> [String] { Self.problems(document, root, at: "") }

  private static func problems(_ node: MeshYAML, _ schema: [String: Any], at place: String)
    -> [String]
  {
    let wrong = "\(place) is no \(schema["type"] ?? "value that is known")"
    switch (schema["type"] as? String, node) {
    case ("object", .map(let members)): return problems(members, schema, at: place)
    case ("array", .list(let items)):
      guard let each = schema["items"] as? [String: Any] else { return [wrong] }
      return items.enumerated().flatMap { problems($1, each, at: "\(place)[\($0)]") }
    case ("string", .string(let text)):
      return rules(schema).flatMap { rule in
        rule == "duration"
          ? isDuration(text) ? [] : ["\(place) is no duration"] : ["\(place): unknown rule \(rule)"]
      }
    case ("integer", .integer(let number)):
      let least = schema["minimum"] as? Int ?? Int(Int32.min)
      let most = schema["maximum"] as? Int ?? Int(Int32.max)
      return (least...most).contains(number) ? [] : ["\(place) is out of range"]
    default: return [wrong]
    }
  }

  private static func problems(
    _ members: [MeshYAML.Member], _ schema: [String: Any], at place: String
  ) -> [String] {
    let known = schema["properties"] as? [String: Any] ?? [:]
    let each = (schema["values"] ?? schema["additionalProperties"]) as? [String: Any]
    let names = Set(members.map(\.name))
    let missing = (schema["required"] as? [String] ?? []).filter { !names.contains($0) }
    let chosen = choices(schema)
    return missing.map { "\(place) lacks \($0)" }
      + (chosen.isEmpty || names.intersection(chosen).count == 1
        ? [] : ["\(place) must have one of \(chosen.sorted())"])
      + members.flatMap { member in
        guard let schema = known[member.name] as? [String: Any] ?? each else {
          return ["\(place).\(member.name) is unknown"]
        }
        return problems(member.value, schema, at: "\(place).\(member.name)")
      }
  }

  /// Of which members there must be exactly one.
  private static func choices(_ schema: [String: Any]) -> Set<String> {
    if let names = schema["oneOf"] as? [String] { return Set(names) }
    let ways = schema["oneOf"] as? [[String: Any]] ?? []
    return Set(ways.flatMap { $0["required"] as? [String] ?? [] })
  }

  /// The rules of a text, in our words.
  private static func rules(_ schema: [String: Any]) -> [String] {
    let published = (schema["x-kubernetes-validations"] as? [[String: Any]] ?? [])
      .map { $0["rule"] as? String ?? "" }
      .map { $0 == "duration(self) >= duration('1ms')" ? "duration" : $0 }
    return published + ((schema["rule"] as? String).map { [$0] } ?? [])
  }

  /// A duration of Go's, of a millisecond at least: `30s`, `1m30s`, `0.5s`.
  private static func isDuration(_ text: String) -> Bool {
    guard let parts = text.wholeMatch(of: /((\d+(\.\d+)?)(ms|h|m|s))+/) else { return false }
    let milliseconds = parts.output.0.matches(of: /(\d+(?:\.\d+)?)(ms|h|m|s)/).map { part in
      let unit = ["h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0][String(part.output.2)]
      return (unit ?? 0) * (Double(String(part.output.1)) ?? 0)
    }
    return milliseconds.reduce(0, +) >= 1
  }

  /// What of this description the published schema has otherwise.
  func differences(from published: MeshSchema) -> [String] {
    Self.differences(root, published.root, at: "")
  }

  private static func differences(
    _ own: [String: Any], _ other: [String: Any], at place: String
  ) -> [String] {
    // Kubernetes itself checks these; a schema has no more of them than their names.
    if [".apiVersion", ".kind", ".metadata"].contains(place) { return [] }
    var found: [String] = []
    if own["type"] as? String != other["type"] as? String { found.append("\(place): type") }
    if rules(own) != rules(other) { found.append("\(place): rules") }
    if choices(own) != choices(other) { found.append("\(place): choices") }
    for bound in ["minimum", "maximum"] where own[bound] as? Int != other[bound] as? Int {
      found.append("\(place): \(bound)")
    }
    let required = { (schema: [String: Any]) in Set(schema["required"] as? [String] ?? []) }
    if !place.isEmpty, required(own) != required(other) { found.append("\(place): required") }
    let members = own["properties"] as? [String: [String: Any]] ?? [:]
    let others = other["properties"] as? [String: [String: Any]] ?? [:]
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      let inner = "\(place).\(name)"
      if ["apiVersion", "kind", "metadata"].contains(name), place.isEmpty { continue }
      guard let published = others[name] else {
        found.append("\(inner): not published")
        continue
      }
      found += differences(member, published, at: inner)
    }
    for (ours, theirs) in [("items", "items"), ("values", "additionalProperties")] {
      guard let inner = own[ours] as? [String: Any] else { continue }
      found += differences(inner, other[theirs] as? [String: Any] ?? [:], at: "\(place)[]")
    }
    return found
  }
}
