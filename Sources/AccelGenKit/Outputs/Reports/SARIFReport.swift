/// Diagnostics as a SARIF log, which code scanning services read.
///
/// What is about a file is a result; the rest, a mistake on the command line or what is said of a built-in
/// text, is a notification of the run, since GitHub's code scanning refuses a whole log for one result without
/// a location.
///
/// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
public enum SARIFReport {
  /// - Parameter version: the version of accelgen.
  public static func log(_ diagnostics: [Diagnostic], version: String) -> JSONValue {
    let results = Part(diagnostics.filter { $0.path != nil })
    let notifications = Part(diagnostics.filter { $0.path == nil })
    let driver: JSONValue = [
      "name": "accelgen",
      "version": .string(version),
      "rules": results.descriptors,
      "notifications": notifications.descriptors,
    ]
    let invocation: JSONValue = [
      "executionSuccessful": .bool(!notifications.diagnostics.hasErrors),
      "toolExecutionNotifications": .array(notifications.map(notification)),
    ]
    return [
      "$schema":
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver],
          "invocations": [invocation],
          "columnKind": "unicodeCodePoints",
          "results": .array(results.map(result)),
        ]
      ],
    ]
  }

  /// Diagnostics and the kinds of them, each once, to which they refer by its index.
  private struct Part {
    let diagnostics: [Diagnostic]
    private var codes: [String] = []
    private var indexes: [String: Int] = [:]

    init(_ diagnostics: [Diagnostic]) {
      self.diagnostics = diagnostics
      for code in diagnostics.map(\.code.description) where indexes[code] == nil {
        indexes[code] = codes.count
        codes.append(code)
      }
    }

    var descriptors: JSONValue { .array(codes.map { ["id": .string($0)] }) }

    func map(_ value: (Diagnostic, _ index: Int) -> JSONValue) -> [JSONValue] {
      diagnostics.map { value($0, indexes[$0.code.description] ?? -1) }
    }
  }

  private static func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.description)),
      .init("ruleIndex", .number(ruleIndex)),
      .init("level", .string(diagnostic.severity.rawValue)),
      .init("message", message(diagnostic)),
    ]
    if let path = diagnostic.path {
      members.append(.init("locations", [["physicalLocation": location(path, diagnostic.span)]]))
    }
    let related = diagnostic.related.compactMap { related -> JSONValue? in
      guard let path = related.span.file.path else { return nil }
      return [
        "physicalLocation": location(path, related.span),
        "message": ["text": .string(related.message.visible())],
      ]
    }
    if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
    return .object(members)
  }

  private static func notification(_ diagnostic: Diagnostic, index: Int) -> JSONValue {
    [
      "descriptor": ["id": .string(diagnostic.code.description), "index": .number(index)],
      "level": .string(diagnostic.severity.rawValue),
      "message": message(diagnostic),
    ]
  }

  private static func message(_ diagnostic: Diagnostic) -> JSONValue {
    let text = [diagnostic.message, diagnostic.help].compactMap { $0?.visible() }.joined(
      separator: "\n")
    return ["text": .string(text)]
  }

  /// - Parameter span: nil for the file as a whole.
  private static func location(_ path: String, _ span: SourceSpan?) -> JSONValue {
    .object(
      [.init("artifactLocation", ["uri": .string(uri(of: path))])]
        + (span.map { [.init("region", region($0))] } ?? []))
  }

  private static func region(_ span: SourceSpan) -> JSONValue {
    let (start, end) = (span.start, span.end)
    return [
      "startLine": .number(start.line),
      "startColumn": .number(start.column),
      "endLine": .number(end.line),
      "endColumn": .number(end.column),
    ]
  }

  /// A path as a URI reference (RFC 3986): relative for a relative path.
  private static func uri(of path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
  }
}
