/// A value that follows from others, for example a subnet of a VPC's block.
public struct Derivation<Value: ParameterValue>: Sendable {
  public let key: String
  /// What it is, in one sentence.
  public let summary: String
  /// The keys of the parameters that decide it.
  public let keys: [String]
  /// How it follows from them, in one sentence.
  public let rule: String
  /// Where the rule comes from, as in `ParameterDocumentation`; nil where it is nobody else's.
  public let source: String?
  /// Nil when a value that it needs is absent.
  let derive: @Sendable (Configuration) -> Value?

  public init(
    _ key: String, _ summary: String, from keys: [String], rule: String, source: String? = nil,
    _ derive: @escaping @Sendable (Configuration) -> Value?
  ) {
    self.key = key
    self.summary = summary
    self.keys = keys
    self.rule = rule
    self.source = source
    self.derive = derive
  }
}

/// A `Derivation` whose value type is known to itself only, so that a stack can list all of its own.
public struct AnyDerivation: Sendable {
  public let key: String
  public let typeName: String
  public let summary: String
  public let keys: [String]
  public let rule: String
  public let source: String?
  let derive: @Sendable (Configuration) -> (any ParameterValue)?

  public init<Value>(_ derivation: Derivation<Value>) {
    key = derivation.key
    typeName = Value.typeName
    summary = derivation.summary
    keys = derivation.keys
    rule = derivation.rule
    source = derivation.source
    derive = { derivation.derive($0) }
  }
}
