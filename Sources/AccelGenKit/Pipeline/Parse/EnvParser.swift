/// Reads an env template: the part of bash that is plain assignment, and nothing that bash would have
/// to execute or guess.
///
/// What it accepts, bash reads to the same value; what it refuses, it never runs. It reads a line at a
/// time, tells the first problem of each and goes on with the next.
public enum EnvParser {
  /// - Parameter diagnostics: gets everything that is wrong with the text, in the order of the text.
  /// - Returns: the assignments that could be read.
  public static func parse(_ source: SourceFile, diagnostics: inout [Diagnostic]) -> EnvFile {
    var reader = EnvReader(source)
    reader.readLines()
    diagnostics += reader.sortedDiagnostics()
    return EnvFile(
      source: source, assignments: reader.assignments, unreadableKeys: reader.unreadableKeys)
  }
}
