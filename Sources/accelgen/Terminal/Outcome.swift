import AccelGenKit

/// What a command has to say, before it is known in which form.
struct Outcome: Sendable {
  /// What is wrong with the input.
  var diagnostics: [Diagnostic] = []
  /// What a check found, as diagnostics for tools; people are shown `text` instead.
  var findings: [Diagnostic] = []
  /// The result, for standard output.
  var text = ""
  /// What to do next, for standard error.
  var hint = ""
  /// The result as members of the JSON object; worked out only when they are asked for.
  var members: @Sendable () -> [JSONValue.Member] = { [] }
  var exitCode: ExitCode = .done
}

extension Outcome {
  /// A text that is all there is to say, under a name in JSON.
  static func text(_ text: String, named name: String) -> Outcome {
    Outcome(text: text, members: { [.init(name, .string(text))] })
  }
}

/// What accelgen ends with.
enum ExitCode: Int32, Sendable {
  case done = 0
  case invalidInput = 1
  case wrongUsage = 2
  case stale = 3
}
