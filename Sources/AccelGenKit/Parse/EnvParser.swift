/// Reads an env template: the part of bash that is plain assignment, and nothing that bash would have
/// to execute or guess.
public enum EnvParser {
  /// - Parameter diagnostics: gets everything that is wrong with the text, in the order of the text.
  /// - Returns: the assignments that could be read.
  public static func parse(_ source: SourceFile, diagnostics: inout [Diagnostic]) -> EnvFile {
    EnvFile(source: source, assignments: [])
  }
}
