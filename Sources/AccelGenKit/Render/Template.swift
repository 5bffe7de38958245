/// A bash script with a signature: which values it takes, by name and type, and where they go.
public struct Template: Sendable {
  /// The name and type of a value that a template takes: `#% param RESOURCE_REGION Region`.
  public struct Parameter: Sendable, Hashable {
    public let key: String
    public let typeName: String
    public let span: SourceSpan
  }

  public let source: SourceFile
  public let parameters: [Parameter]

  /// Reads a template and the files that it includes.
  ///
  /// - Parameters:
  ///   - file: the template.
  ///   - includes: finds the file that `#% include NAME` names.
  ///   - diagnostics: gets everything that is wrong: a directive that does not exist, a hole that is not
  ///     a whole shell word, a parameter that is undeclared or unused.
  public static func parse(
    _ file: SourceFile, includes: (String) -> SourceFile?, diagnostics: inout [Diagnostic]
  ) -> Template {
    Template(source: file, parameters: [])
  }

  /// Compares the signature with what a stack offers.
  ///
  /// - Parameter offered: the type name of each key that the stack has.
  public func check(offered: [String: String]) -> [Diagnostic] { [] }

  /// The script for one configuration. Call only when `parse` and `check` found nothing wrong.
  public func render(_ configuration: Configuration) -> String { source.text }
}
