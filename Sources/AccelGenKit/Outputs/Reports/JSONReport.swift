/// Diagnostics and configurations for programs, as JSON.
///
/// Lines and columns count from 1, columns in characters (Unicode scalars); an end is the place just
/// after the last character.
public enum JSONReport {
  /// The one object that a command prints: what is wrong, then what else it has to say.
  public static func object(_ diagnostics: [Diagnostic], _ members: [JSONValue.Member]) -> JSONValue
  {
    .object([.init("diagnostics", .array(diagnostics.map(value)))] + members)
  }

  /// The settings of a configuration, in its order.
  ///
  /// - Parameter deployment: whose configuration it is, where there are several; each setting then tells.
  public static func configuration(
    _ configuration: Configuration, deployment: String? = nil
  ) -> [JSONValue] {
    configuration.settings.map { setting in
      .object(
        (deployment.map { [.init("deployment", .string($0))] } ?? []) + [
          .init("key", .string(setting.key)),
          .init("value", .string(setting.value.text)),
          .init("type", .string(type(of: setting.value).typeName)),
          .init("source", source(setting.origin)),
        ])
    }
  }

  private static func source(_ origin: Configuration.Origin) -> JSONValue {
    switch origin {
    case .file(let assignment):
      [
        "kind": "file",
        "file": .string(assignment.keySpan.file.name),
        "line": .number(assignment.keySpan.start.line),
      ]
    case .default: ["kind": "default", "file": .null, "line": .null]
    case .derived: ["kind": "derived", "file": .null, "line": .null]
    }
  }

  private static func value(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("code", .string(diagnostic.code.description)),
      .init("severity", .string(diagnostic.severity.rawValue)),
      .init("message", .string(diagnostic.message)),
    ]
    members += place(diagnostic)
    members.append(.init("help", .optional(diagnostic.help)))
    return .object(members)
  }

  private static func place(_ diagnostic: Diagnostic) -> [JSONValue.Member] {
    let (start, end) = (diagnostic.span?.start, diagnostic.span?.end)
    return [
      .init("file", .optional(diagnostic.fileName)),
      .init("line", .optional(start?.line)),
      .init("column", .optional(start?.column)),
      .init("endLine", .optional(end?.line)),
      .init("endColumn", .optional(end?.column)),
    ]
  }
}
