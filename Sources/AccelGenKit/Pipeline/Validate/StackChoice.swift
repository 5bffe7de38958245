/// Which stack an env template is for: the one that its key STACK names, else the one that the command line
/// names, else the default.
public struct StackChoice: Sendable {
  /// Those that there are, the default first.
  public let stacks: [Stack]
  /// The one that the command line names.
  public let named: Stack?

  public init(among stacks: [Stack], named: Stack? = nil) {
    self.stacks = stacks
    self.named = named
  }

  /// The one of an env template that names none.
  public var unlessNamed: Stack? { named ?? stacks.first }

  /// - Parameter diagnostics: gets what is wrong with the key.
  /// - Returns: nil when that is unclear: nothing else can be said of the file then.
  func stack(for env: EnvFile, diagnostics: inout [Diagnostic]) -> Stack? {
    guard let assignment = env.assignments.first(where: { $0.key == StackName.key }) else {
      // The parser has told why a value cannot be read.
      return env.unreadableKeys.contains(StackName.key) ? nil : unlessNamed
    }
    let names = stacks.map(\.name)
    guard let stack = stacks.first(where: { $0.name == assignment.value }) else {
      diagnostics.append(
        Diagnostic(
          .error, "unknown-stack",
          assignment.value.isEmpty
            ? "\(StackName.key) is empty" : "there is no stack \(assignment.value.shown)",
          at: assignment.span(ofPart: nil),
          help: Suggestion.question(near: assignment.value, among: names)
            ?? "accelgen stacks lists them: \(names.joined(separator: ", "))"))
      return nil
    }
    guard named == nil || named?.name == stack.name else {
      diagnostics.append(
        Diagnostic(
          .error, "other-stack",
          "this file is for the stack \(stack.name), and --stack says \(named?.name ?? "")",
          at: assignment.span(ofPart: nil),
          help: "leave out --stack, which is for files without STACK"))
      return nil
    }
    return stack
  }
}
