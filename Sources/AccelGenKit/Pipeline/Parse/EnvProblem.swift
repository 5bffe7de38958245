/// Why a line of an env template cannot be read: one for each thing that bash would have to execute or
/// guess, with what to write in its place.
struct EnvProblem: Error {
  let code: DiagnosticCode
  let message: String
  let help: String
  /// The part of the file that is to blame, in UTF-8 offsets.
  let range: Range<Int>
  /// Whether the lines below may be a part of what this line left open.
  let mayGoOn: Bool
  /// The name, where the problem is that it is not set: the help then depends on what lines below set.
  let unsetName: String?
  let related: [Diagnostic.Related]

  init(
    _ code: DiagnosticCode, _ message: String, help: String, at range: Range<Int>,
    mayGoOn: Bool = false, unsetName: String? = nil, related: [Diagnostic.Related] = []
  ) {
    self.code = code
    self.message = message
    self.help = help
    self.range = range
    self.mayGoOn = mayGoOn
    self.unsetName = unsetName
    self.related = related
  }
}

/// Problems of a value.
extension EnvProblem {
  static func unterminatedQuote(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "unterminated-quote", "the quote is not closed in this line",
      help: "close it; a value cannot hold a line end", at: range, mayGoOn: true)
  }

  static func lineContinuation(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "line-continuation", "a backslash at the end of a line would join the next line to this one",
      help: "write the assignment in one line", at: range, mayGoOn: true)
  }

  static func commandSubstitution(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "command-substitution", "bash would run a command here; accelgen runs nothing",
      help: "write the value itself, or put single quotes around it if it is meant literally",
      at: range)
  }

  static func unsupportedExpansion(_ text: String, help: String? = nil, at range: Range<Int>)
    -> EnvProblem
  {
    EnvProblem(
      "unsupported-expansion", "\(text) is not the value of a key above",
      help: help
        ?? "only $KEY and ${KEY} can be used; put single quotes around a $ that belongs to the value",
      at: range)
  }

  static func unsetVariable(_ name: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "unset-variable", "\(name) is not set above this line",
      help:
        "set \(name) in a line above, or put single quotes around a $ that belongs to the value",
      at: range, unsetName: name)
  }

  static func glob(_ character: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "glob", "\(character) outside quotes is a pattern of file names",
      help: "put double quotes around the value", at: range)
  }

  /// Where bash expands a tilde differs between its versions and between `KEY=` and `export KEY=`.
  static func tilde(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "tilde", "~ outside quotes can become the path of a home directory",
      help: "write the path itself, or put double quotes around a ~ that belongs to the value",
      at: range)
  }

  /// bash leaves `KEY={a,b}` alone, but makes two words of it after `export`.
  static func braceExpansion(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "brace-expansion", "{ outside quotes can become several words",
      help: "put double quotes around the value", at: range)
  }

  static func controlCharacter(_ scalar: Unicode.Scalar, at range: Range<Int>) -> EnvProblem {
    let name = scalar == "\t" ? "a tab" : "the control character \(scalar.number)"
    return EnvProblem(
      "control-character", "\(name) stands in the line",
      help: scalar.isDeceptive
        ? "delete it: whoever reads the line sees another text than bash" : "delete it", at: range)
  }

  /// Without a limit, forty lines of `B=$A$A`, `C=$B$B` and so on would fill any memory.
  static func expansionTooLarge(at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "expansion-too-large",
      "the values that $KEY stands for add up to more than \(SourceFile.sizeLimit) bytes",
      help: "write shorter values", at: range)
  }
}
