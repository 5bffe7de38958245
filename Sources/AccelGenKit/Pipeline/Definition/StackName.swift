/// The name of a stack: the value of the key STACK, which every env template may have. Whether there is a
/// stack of that name, `StackChoice` tells.
public struct StackName: ParameterValue, Hashable {
  public static var typeName: String { "StackName" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> StackName {
    StackName(text: text)
  }

  /// The key by which an env template names its stack.
  static let key = "STACK"

  /// The parameter of the stack of a name.
  static func parameter(of name: String) -> Parameter<StackName> {
    Parameter(
      key, default: name, initially: "\"\(name)\"",
      ParameterDocumentation(
        summary: "What this file deploys: the name of a stack",
        rule:
          "A name that accelgen stacks lists; a file without this key is for the stack that --stack "
          + "names, or else for the default one",
        example: name, source: "the table of stacks in accelgen's README"))
  }
}
