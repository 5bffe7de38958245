/// One key of a stack's env template: its type, its default and its documentation.
///
/// The list of these is the one source for env.template, `accelgen explain`, the README's table and
/// the validation.
public struct Parameter<Value: ParameterValue>: Sendable {
  public let key: String
  /// The text of the default; nil when the user must give the key.
  public let defaultText: String?
  /// What env.template sets it to at first, as bash source with its quotes; nil for a key that stands
  /// there with its default, commented out.
  public let initialSource: String?
  /// Whether that is a choice made for the user, who may as well leave the key to its default.
  public let isSuggestion: Bool
  /// Whether an empty text is an error even though the type has a none: a list that needs an element.
  public let isNeverEmpty: Bool
  public let documentation: ParameterDocumentation

  public init(
    _ key: String, default defaultText: String?, initially initialSource: String? = nil,
    isSuggestion: Bool = false, isNeverEmpty: Bool = false, _ documentation: ParameterDocumentation
  ) {
    self.key = key
    self.defaultText = defaultText
    self.initialSource = initialSource
    self.isSuggestion = isSuggestion
    self.isNeverEmpty = isNeverEmpty
    self.documentation = documentation
  }
}

/// What a parameter means, for people.
public struct ParameterDocumentation: Sendable {
  /// What it is, in one sentence.
  public let summary: String
  /// What a value must satisfy, in one sentence.
  public let rule: String
  /// A value that a user could have, for example `10.1.0.0/16`.
  public let example: String
  /// Where the rule comes from: a page of AWS's documentation, or this project's design.
  public let source: String

  public init(summary: String, rule: String, example: String, source: String) {
    self.summary = summary
    self.rule = rule
    self.example = example
    self.source = source
  }
}

/// A `Parameter` whose value type is known to itself only, so that a stack can list all of its own.
public struct AnyParameter: Sendable {
  public let key: String
  public let typeName: String
  public let defaultText: String?
  public let initialSource: String?
  public let isSuggestion: Bool
  public let documentation: ParameterDocumentation
  /// The value that an empty text stands for; nil where an empty text is an error.
  let none: (any ParameterValue)?
  let parse: @Sendable (String) -> Result<any ParameterValue, InvalidValue>

  public init<Value>(_ parameter: Parameter<Value>) {
    key = parameter.key
    typeName = Value.typeName
    defaultText = parameter.defaultText
    initialSource = parameter.initialSource
    isSuggestion = parameter.isSuggestion
    documentation = parameter.documentation
    none = parameter.isNeverEmpty ? nil : Value.none
    parse = { text in
      do throws(InvalidValue) {
        return .success(try Value.parse(text))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Whether a user's file must set it.
  public var isRequired: Bool { defaultText == nil }
}
