/// A bash script with a signature: which values it takes, by name and type.
///
/// Its first lines are its signature: `#% param KEY Type` becomes `readonly KEY=value`, the value as one
/// shell word, quoted when it must be, or `readonly KEY=(a b)` for a list. That is the only place where a
/// value enters a script. `#% if KEY`, `#% else`, `#% end` and `#% include FILE` are the other directives.
/// All of them are bash comments on a line of their own, so that a template is bash.
public struct Template: Sendable {
  /// The name and type of a value that a template takes: `#% param RESOURCE_REGION Region`.
  public struct Parameter: Sendable, Hashable {
    public let key: String
    public let typeName: String
    public let span: SourceSpan
  }

  /// A key that a template asks for: `#% if KEY`.
  struct Condition: Sendable, Hashable {
    let key: String
    let span: SourceSpan
  }

  public let source: SourceFile
  /// Its own, then those of the files that it includes.
  public let parameters: [Parameter]
  let conditions: [Condition]
  /// Itself, then the files that it includes, each once.
  let files: [SourceFile]
  /// The script's first line, if it names an interpreter.
  private let shebang: ArraySlice<UInt8>
  /// What `GeneratedFile.header` says.
  private let header: [UInt8]
  private let nodes: [TemplateNode]

  /// Reads a template and the files that it includes.
  ///
  /// - Parameters:
  ///   - entry: the template, and where it stands below templates/, which the script will tell.
  ///   - includes: finds the file that `#% include NAME` names.
  ///   - diagnostics: gets what is wrong with its directives.
  static func parse(
    _ entry: TemplateLibrary.Entry, includes: (String) -> TemplateLibrary.Entry?,
    diagnostics: inout [Diagnostic]
  ) -> Template {
    var reader = TemplateReader(entry.file)
    reader.read(includes: includes)
    diagnostics += reader.diagnostics
    return Template(
      source: entry.file, parameters: reader.parameters, conditions: reader.askedFor,
      files: [entry.file] + reader.includedFiles, shebang: reader.shebang,
      header: Array(GeneratedFile.header(path: entry.path).utf8), nodes: reader.nodes)
  }

  /// The script for one configuration. Call only when nothing is wrong with the template.
  func render(_ configuration: Configuration) -> String {
    var output = TemplateOutput()
    output.append(shebang)
    output.append(header[...])
    output.append(nodes, configuration)
    output.finish()
    return String(decoding: output.bytes, as: UTF8.self)
  }
}
