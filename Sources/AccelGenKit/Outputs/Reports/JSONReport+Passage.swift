extension JSONReport {
  /// Whether a request may pass: `passes` is null where that depends on what is not known.
  public static func passage(_ passage: Passage, deployment: String) -> JSONValue {
    let passes: JSONValue =
      switch passage.answer {
      case .yes: .bool(true)
      case .no: .bool(false)
      case .open: .null
      }
    return [
      "deployment": .string(deployment),
      "action": .string(passage.request.action),
      "resource": .string(passage.request.resource),
      "passes": passes,
      "reason": .string(passage.reason),
      "statements": .array(
        passage.statements.map { ["number": .number($0.number), "id": .optional($0.id)] }),
      "unknown": .array(passage.open.map(JSONValue.string)),
      "remarks": .array(passage.remarks.map(JSONValue.string)),
    ]
  }
}
