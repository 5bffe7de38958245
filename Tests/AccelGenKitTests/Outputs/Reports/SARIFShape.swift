import Foundation

/// What a JSON value must look like: the few words of JSON Schema that the SARIF schema uses for what
/// accelgen writes.
///
/// The schema itself comes with no package that the tests could pin, so `SARIFShape.log` repeats the part of
/// sarif-schema-2.1.0.json (OASIS, 2.1.0) that is about the members that accelgen writes, and refuses all
/// others: a new member of the report must be looked up there and added here.
indirect enum SARIFShape: Sendable {
  case object(required: [String], [String: SARIFShape])
  case array(SARIFShape, isUnique: Bool = false)
  case text
  case flag
  case choice([String])
  case integer(from: Int)
  case uriReference

  static let log = object(
    required: ["version", "runs"],
    ["$schema": uriReference, "version": choice(["2.1.0"]), "runs": array(run)])
  private static let run = object(
    required: ["tool"],
    [
      "tool": object(required: ["driver"], ["driver": driver]),
      "invocations": array(invocation),
      "columnKind": choice(["utf16CodeUnits", "unicodeCodePoints"]), "results": array(result),
    ])
  private static let driver = object(
    required: ["name"],
    [
      "name": text, "version": text,
      "rules": array(descriptor, isUnique: true),
      "notifications": array(descriptor, isUnique: true),
    ])
  private static let descriptor = object(required: ["id"], ["id": text])
  private static let invocation = object(
    required: ["executionSuccessful"],
    ["executionSuccessful": flag, "toolExecutionNotifications": array(notification)])
  private static let notification = object(
    required: ["message"],
    [
      "descriptor": object(required: [], ["id": text, "index": integer(from: -1)]),
      "level": choice(["none", "note", "warning", "error"]), "message": message,
    ])
  private static let result = object(
    required: ["message"],
    [
      "ruleId": text, "ruleIndex": integer(from: -1),
      "level": choice(["none", "note", "warning", "error"]), "message": message,
      "locations": array(location), "relatedLocations": array(location, isUnique: true),
    ])
  private static let message = object(required: ["text"], ["text": text])
  private static let location = object(
    required: [],
    [
      "message": message,
      "physicalLocation": object(
        required: ["artifactLocation"],
        [
          "artifactLocation": object(required: [], ["uri": uriReference]),
          "region": region,
        ]),
    ])
  private static let region = object(
    required: ["startLine"],
    [
      "startLine": integer(from: 1), "startColumn": integer(from: 1), "endLine": integer(from: 1),
      "endColumn": integer(from: 1),
    ])

  /// What is wrong with a value, each with its path.
  func problems(_ value: Any, at path: String = "$") -> [String] {
    switch self {
    case .object(let required, let members):
      guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
      return required.filter { object[$0] == nil }.map { "\(path) lacks \($0)" }
        + object.sorted { $0.key < $1.key }.flatMap { name, value in
          members[name]?.problems(value, at: "\(path).\(name)") ?? ["\(path).\(name) is unknown"]
        }
    case .array(let shape, let isUnique):
      guard let array = value as? [Any] else { return ["\(path) is no array"] }
      let isTwice = isUnique && Set(array.compactMap { $0 as? NSObject }).count < array.count
      return (isTwice ? ["\(path) holds something twice"] : [])
        + array.enumerated().flatMap { shape.problems($1, at: "\(path)[\($0)]") }
    case .flag: return value is Bool ? [] : ["\(path) is no truth value"]
    case .text: return value is String ? [] : ["\(path) is no text"]
    case .choice(let words):
      return (value as? String).map(words.contains) == true ? [] : ["\(path) is none of \(words)"]
    case .integer(let least):
      guard let number = value as? Int else { return ["\(path) is no integer"] }
      return number >= least ? [] : ["\(path) is less than \(least)"]
    case .uriReference:
      let characters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:%")
      let isURI = (value as? String).map { !$0.isEmpty && $0.allSatisfy(characters.contains) }
      return isURI == true ? [] : ["\(path) is no URI reference"]
    }
  }
}
