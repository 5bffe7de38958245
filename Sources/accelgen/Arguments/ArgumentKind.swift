/// What the value of an option, or an operand, can be: help, checks and shell completion all ask here.
enum ArgumentKind: Sendable {
  /// Anything.
  case text
  case file
  case folder
  /// One of these and nothing else.
  case choice([String])
  /// A stack's name.
  case stack
  /// What somebody can be given a policy for, in some stack.
  case purpose
  /// A Region's code.
  case region
  /// A Region's code, or part of anything else about a Region.
  case regionFilter
  /// The end of an endpoint service's name, or part of anything else about one.
  case serviceFilter
  /// A key of any stack's env template.
  case key
  /// A command of accelgen.
  case command
}
