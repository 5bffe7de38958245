/// Something in a script that accelgen cannot read, or not for certain.
struct ScriptProblem: Error, Sendable {
  let code: DiagnosticCode
  let message: String
  let range: Range<Int>
  let help: String

  init(_ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String) {
    self.code = code
    self.message = message
    self.range = range
    self.help = help
  }

  func diagnostic(in file: SourceFile) -> Diagnostic {
    Diagnostic(.error, code, message, at: SourceSpan(file: file, range: range), help: help)
  }
}
