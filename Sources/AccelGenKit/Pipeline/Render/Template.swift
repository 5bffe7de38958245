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
    let file: TemplateFile
    let range: Range<Int>

    public var span: SourceSpan { file.span(range) }

    public static func == (left: Self, right: Self) -> Bool {
      left.file.path == right.file.path && left.range == right.range
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(file.path)
      hasher.combine(range)
    }
  }

  /// A key that a template asks for: `#% if KEY`.
  struct Condition: Sendable {
    let key: String
    let file: TemplateFile
    let range: Range<Int>
  }

  /// Its own, then those of the files that it includes.
  public let parameters: [Parameter]
  let conditions: [Condition]
  /// Where the lines of its directives start, by the path of the file: its own, and those it includes.
  let directives: [String: [Range<Int>]]
  /// The script's first line, if it names an interpreter.
  private let shebang: ArraySlice<UInt8>
  /// What `GeneratedFile.header` says.
  private let header: [UInt8]
  private let nodes: [TemplateNode]
  /// The script, if no value changes it.
  private let constant: String?

  /// Reads a template and the files that it includes.
  ///
  /// - Parameters:
  ///   - file: the template; the script will tell its path.
  ///   - includes: finds the file that `#% include NAME` names.
  ///   - diagnostics: gets what is wrong with its directives.
  static func parse(
    _ file: TemplateFile, includes: (String) -> TemplateFile?, diagnostics: inout [Diagnostic]
  ) -> Template {
    var reader = TemplateReader(file)
    reader.read(includes: includes)
    diagnostics += reader.diagnostics
    return Template(reader)
  }

  private init(_ reader: TemplateReader) {
    parameters = reader.parameters
    conditions = reader.askedFor
    directives = reader.directives
    shebang = reader.shebang
    header = Array(GeneratedFile.header(path: reader.file.path).utf8)
    nodes = reader.nodes
    let isConstant = reader.parameters.isEmpty && reader.askedFor.isEmpty
    constant =
      isConstant ? Self.render(shebang, header, nodes) { _ in nil } : nil
  }

  /// The script for one configuration. Call only when nothing is wrong with the template.
  func render(_ configuration: Configuration) -> String {
    constant ?? Self.render(shebang, header, nodes) { configuration[$0]?.value }
  }

  private static func render(
    _ shebang: ArraySlice<UInt8>, _ header: [UInt8], _ nodes: [TemplateNode],
    _ value: (String) -> (any ParameterValue)?
  ) -> String {
    var output = TemplateOutput()
    output.append(shebang)
    output.append(header[...])
    output.append(nodes, value)
    output.finish()
    return String(decoding: output.bytes, as: UTF8.self)
  }
}
