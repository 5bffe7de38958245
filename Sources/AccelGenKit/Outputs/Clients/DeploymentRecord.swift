/// What a run of the scripts has left in `env`: plain KEY=value lines, without quotes, of which the first
/// of a key counts (lib.sh's `remember` and `recall`). Nothing in it is run, and a value is nobody's word
/// for anything until it has been parsed.
public struct DeploymentRecord: Sendable {
  private let source: SourceFile

  /// The file's name in the deployment's folder.
  public static let fileName = "env"

  /// - Parameter source: the file, under the path that a user would type.
  public init(_ source: SourceFile) { self.source = source }

  /// The file's path as the user would type it.
  var path: String { source.name }

  /// The value of a key, read as a type.
  ///
  /// - Parameter diagnostics: gets what is wrong with the value, at its place.
  /// - Returns: nil when the key is not there, has an empty value or a wrong one.
  func value<Value: ParameterValue>(
    of key: String, as type: Value.Type = Value.self, diagnostics: inout [Diagnostic]
  ) -> Value? {
    guard let span = span(ofValueOf: key), !span.range.isEmpty else { return nil }
    do throws(InvalidValue) {
      return try Value.parse(String(source[span.range]))
    } catch {
      diagnostics += error.problems.map { problem in
        let start = span.range.lowerBound
        let part = problem.part.map { start + $0.lowerBound..<start + $0.upperBound } ?? span.range
        return Diagnostic(
          .error, problem.code, "\(key): \(problem.message)",
          at: SourceSpan(file: source, range: part),
          help: "run deploy_all.sh again, which writes the value anew")
      }
      return nil
    }
  }

  private func span(ofValueOf key: String) -> SourceSpan? {
    let bytes = Array(source.text.utf8)
    let wanted = Array("\(key)=".utf8)
    var start = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: wanted) {
        return SourceSpan(file: source, range: start + wanted.count..<start + line.count)
      }
      start += line.count + 1
    }
    return nil
  }
}
