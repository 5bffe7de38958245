/// Diagnostics as a SARIF log, which code scanning services read.
///
/// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
public enum SARIFReport {
  /// - Parameter version: the version of accelgen.
  public static func log(_ diagnostics: [Diagnostic], version: String) -> JSONValue {
    var codes: [String] = []
    var indexes: [String: Int] = [:]
    for code in diagnostics.map(\.code.description) where indexes[code] == nil {
      indexes[code] = codes.count
      codes.append(code)
    }
    let driver: JSONValue = [
      "name": "accelgen",
      "version": .string(version),
      "rules": .array(codes.map { ["id": .string($0)] }),
    ]
    let results = diagnostics.map { result($0, ruleIndex: indexes[$0.code.description]) }
    return [
      "$schema":
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver],
          "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
  }

  private static func result(_ diagnostic: Diagnostic, ruleIndex: Int?) -> JSONValue {
    let text = [diagnostic.message, diagnostic.help].compactMap { $0 }.joined(separator: "\n")
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.description)),
      .init("ruleIndex", .number(ruleIndex ?? -1)),
      .init("level", .string(diagnostic.severity.rawValue)),
      .init("message", ["text": .string(text)]),
    ]
    if let span = diagnostic.span {
      members.append(.init("locations", [["physicalLocation": location(span)]]))
    }
    if !diagnostic.related.isEmpty {
      let related = diagnostic.related.map { related -> JSONValue in
        [
          "physicalLocation": location(related.span),
          "message": ["text": .string(related.message)],
        ]
      }
      members.append(.init("relatedLocations", .array(related)))
    }
    return .object(members)
  }

  private static func location(_ span: SourceSpan) -> JSONValue {
    let (start, end) = (span.start, span.end)
    return [
      "artifactLocation": ["uri": .string(uri(of: span.file.name))],
      "region": [
        "startLine": .number(start.line),
        "startColumn": .number(start.column),
        "endLine": .number(end.line),
        "endColumn": .number(end.column),
      ],
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
