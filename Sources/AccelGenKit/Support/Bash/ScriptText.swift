/// A script, read with all that it includes.
public struct ScriptText: Sendable {
  struct Part: Sendable {
    let file: TemplateFile
    let outline: ScriptOutline
    /// The conditions under which it is included.
    let conditions: Set<ScriptOutline.Condition>
  }

  /// Itself, then what it includes.
  private(set) var parts: [Part] = []

  /// - Parameters:
  ///   - includes: finds the file that `#% include NAME` names.
  ///   - outline: reads a file, or remembers what was read.
  init(
    _ file: TemplateFile, includes: (String) -> TemplateFile?,
    outline: (TemplateFile) -> ScriptOutline
  ) {
    add(file, [], includes, outline)
  }

  /// A script without directives.
  init(_ text: String) {
    let file = TemplateFile(builtIn: text, path: "")
    parts = [Part(file: file, outline: ScriptReader.read(text), conditions: [])]
  }

  private mutating func add(
    _ file: TemplateFile, _ conditions: Set<ScriptOutline.Condition>,
    _ includes: (String) -> TemplateFile?, _ outline: (TemplateFile) -> ScriptOutline
  ) {
    // What includes itself is told by the reader of templates.
    guard !parts.contains(where: { $0.file.path == file.path }) else { return }
    let own = outline(file)
    parts.append(Part(file: file, outline: own, conditions: conditions))
    for include in own.includes {
      guard let next = includes(include.name) else { continue }
      add(next, conditions.union(own.conditions[include.condition]), includes, outline)
    }
  }

  /// Whether something in it cannot be read.
  var isUnreadable: Bool { parts.contains { !$0.outline.problems.isEmpty } }

  /// What keeps it from being read.
  var problems: [Diagnostic] {
    parts.flatMap { part in part.outline.problems.map { $0.diagnostic(in: part.file.source) } }
  }

  /// The files that it reads with `source`.
  var sources: [String] { parts.flatMap { $0.outline.sources.map(\.name) } }
}
