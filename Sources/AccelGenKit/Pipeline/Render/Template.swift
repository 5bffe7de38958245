/// A bash script with a signature: which values it takes, by name and type, and where they go.
///
/// Its first lines are its signature, `#% param KEY Type`; `{{KEY}}` stands for the value as one shell
/// word, quoted when it must be, or for the words of a list. `#% if KEY`, `#% else`, `#% end` and
/// `#% include FILE` are the other directives. All of them are bash comments, so that a template is bash.
public struct Template: Sendable {
  /// The name and type of a value that a template takes: `#% param RESOURCE_REGION Region`.
  public struct Parameter: Sendable, Hashable {
    public let key: String
    public let typeName: String
    public let span: SourceSpan
  }

  public let source: SourceFile
  /// Its own, then those of the files that it includes.
  public let parameters: [Parameter]
  /// The script's first line, if it names an interpreter.
  private let shebang: [UInt8]
  /// What `GeneratedFile.header` says.
  private let header: [UInt8]
  private let nodes: [TemplateNode]

  /// Reads a template and the files that it includes.
  ///
  /// - Parameters:
  ///   - file: the template.
  ///   - path: where it stands below templates/, which the script will tell; its name if nil.
  ///   - includes: finds the file that `#% include NAME` names.
  ///   - diagnostics: gets everything that is wrong: a directive that does not exist, a hole that is not
  ///     a whole shell word, a parameter that is undeclared or unused.
  public static func parse(
    _ file: SourceFile, path: String? = nil, includes: (String) -> SourceFile?,
    diagnostics: inout [Diagnostic]
  ) -> Template {
    var reader = TemplateReader(file)
    reader.read(includes: includes)
    reader.reportUnusedParameters()
    diagnostics += reader.diagnostics
    return Template(
      source: file, parameters: reader.parameters, shebang: reader.shebang,
      header: Array(GeneratedFile.header(path: path ?? file.name).utf8), nodes: reader.nodes)
  }

  /// Compares the signature with what a stack offers.
  ///
  /// - Parameter offered: the type name of each key that the stack has.
  public func check(offered: [String: String]) -> [Diagnostic] {
    parameters.compactMap { parameter in
      guard let typeName = offered[parameter.key] else {
        return Diagnostic(
          .error, "template-unknown-key", "the stack has no key \(parameter.key)",
          at: parameter.span,
          help: Suggestion.question(near: parameter.key, among: offered.keys)
            ?? "accelgen explain lists the keys")
      }
      guard typeName != parameter.typeName else { return nil }
      return Diagnostic(
        .error, "template-type-mismatch",
        "\(parameter.key) is declared as \(parameter.typeName), but the stack's is \(typeName)",
        at: parameter.span, help: "write #% param \(parameter.key) \(typeName)")
    }
  }

  /// The script for one configuration. Call only when `parse` and `check` found nothing wrong.
  public func render(_ configuration: Configuration) -> String {
    var output = TemplateOutput()
    output.append(shebang)
    output.append(header)
    output.append(nodes, configuration)
    output.finish()
    return String(decoding: output.bytes, as: UTF8.self)
  }
}
