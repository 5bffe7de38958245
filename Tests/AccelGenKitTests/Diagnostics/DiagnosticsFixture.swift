import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// A folder of Tests/Fixtures/diagnostics: env templates with a mistake, and diagnostics.txt, all that
/// accelgen says of them.
struct DiagnosticsFixture {
  static let path = "Tests/Fixtures/diagnostics"

  /// The folders' names, sorted.
  static let names: [String] = {
    let folder = Repository.file(path).path
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).sorted()
  }()

  /// Made once: to read the templates takes longer than all the rest.
  private static let pipeline: Pipeline = {
    var templateProblems: [Diagnostic] = []
    return Pipeline(
      stacks: Stack.all, templates: .embedded,
      diagnostics: &templateProblems)
  }()

  let name: String
  var expectationPath: String { "\(Self.path)/\(name)/diagnostics.txt" }
  private var folder: URL { Repository.file("\(Self.path)/\(name)") }

  func report() throws -> String {
    let (names, diagnostics) = try run()
    let lines = diagnostics.map { $0.line(withFile: names.count > 1) }
    return (lines.isEmpty ? ["(nothing)"] : lines).joined(separator: "\n") + "\n"
  }

  /// Runs the whole pipeline on the folder's env templates (`*env.template`, sorted), in one run.
  func run() throws -> (names: [String], diagnostics: [Diagnostic]) {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("env.template") }.sorted()
    var diagnostics: [Diagnostic] = []
    let inputs = try names.map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return Pipeline.Input(source: SourceFile(name: name, text: text), context: context)
    }
    let plans = Self.pipeline.plans(for: inputs, diagnostics: &diagnostics)
    diagnostics += plans.flatMap(\.costFindings)
    return (names, diagnostics.sortedByPlace())
  }

  /// Files beside the env templates, as the command reads them.
  private var context: RuleContext {
    RuleContext { [folder] path in
      let file = folder.appending(path: path)
      guard file.standardizedFileURL.path.hasPrefix(folder.standardizedFileURL.path) else {
        return .outside
      }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
        return .missing
      }
      // Not String(contentsOf:encoding:): that takes away a byte-order mark.
      guard !isFolder.boolValue, let data = try? Data(contentsOf: file) else {
        return .unreadable("\(path) cannot be read: Is a directory")
      }
      return .file(SourceFile(name: path, text: String(decoding: data, as: UTF8.self)))
    }
  }
}

extension Diagnostic {
  /// `line:column-endLine:endColumn severity[code] message / help`, and a line for each related place.
  /// The file's name stands before that when it is not the only env template.
  fileprivate func line(withFile: Bool) -> String {
    let place = span.map { $0.place(withFile: withFile) } ?? "(nowhere)"
    let help = help.map { " / \($0)" } ?? ""
    let related = related.map { "\n  \($0.span.place(withFile: withFile)) \($0.message)" }.joined()
    return "\(place) \(severity.rawValue)[\(code)] \(message)\(help)\(related)"
  }
}

extension SourceSpan {
  fileprivate func place(withFile: Bool) -> String {
    (withFile || file.name != "env.template" ? "\(file.name):" : "")
      + "\(start.line):\(start.column)-\(end.line):\(end.column)"
  }
}
