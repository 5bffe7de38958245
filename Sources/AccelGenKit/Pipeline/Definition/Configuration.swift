/// The values of one deployment: each key of the stack with its typed value and where that came from.
///
/// While rules run, a key whose text was wrong is absent; they pass over what they cannot see, so that
/// all problems are found in one run.
public struct Configuration: Sendable {
  public struct Setting: Sendable {
    public let key: String
    public let value: any ParameterValue
    public let origin: Origin

    public init(key: String, value: any ParameterValue, origin: Origin) {
      self.key = key
      self.value = value
      self.origin = origin
    }
  }

  /// Where a value came from.
  public enum Origin: Sendable {
    /// The user's file.
    case file(EnvFile.Assignment)
    /// The parameter's default.
    case `default`
    /// Worked out from other values.
    case derived
  }

  /// The env template that the values came from.
  public let source: SourceFile
  /// In the stack's order: parameters, then derived values.
  public private(set) var settings: [Setting]
  private var indexes: [String: Int]

  public init(source: SourceFile, settings: [Setting] = []) {
    self.source = source
    self.settings = []
    self.indexes = [:]
    for setting in settings { append(setting) }
  }

  public mutating func append(_ setting: Setting) {
    indexes[setting.key] = settings.count
    settings.append(setting)
  }

  public subscript(key: String) -> Setting? {
    indexes[key].map { settings[$0] }
  }

  /// Nil where the key is absent: also of a parameter that may be left empty, whose none is a value.
  public subscript<Value>(parameter: Parameter<Value>) -> Value? { value(of: parameter.key) }

  public subscript<Value>(derivation: Derivation<Value>) -> Value? { value(of: derivation.key) }

  private func value<Value>(of key: String) -> Value? {
    // Not `self[key]?.value as? Value`: to an optional type, no value at all is its none.
    guard let setting = self[key] else { return nil }
    return setting.value as? Value
  }

  /// Where to point when a parameter's value is to blame: the value in the file, or, for a part of it,
  /// that part (UTF-8 offsets in the value). A value that is not from the file is shown at the end of
  /// the file's last line, after which the user would add the key.
  public func span<Value>(of parameter: Parameter<Value>, part: Range<Int>? = nil) -> SourceSpan {
    span(ofKey: parameter.key, part: part)
  }

  func span(ofKey key: String, part: Range<Int>? = nil) -> SourceSpan {
    guard case .file(let assignment) = self[key]?.origin else {
      return source.endOfLastLine
    }
    return assignment.span(ofPart: part)
  }
}

extension SourceFile {
  /// The end of the last line that is not blank: a place that has a line to show.
  var endOfLastLine: SourceSpan {
    let blanks = Set(" \t\r\n".utf8)
    let end = text.utf8.count - text.utf8.reversed().prefix { blanks.contains($0) }.count
    return SourceSpan(file: self, range: end..<end)
  }
}

extension EnvFile.Assignment {
  /// The place of a part of the value, or, without one, of the whole value inside its quotes.
  func span(ofPart part: Range<Int>?) -> SourceSpan {
    if let part { return span(of: part) }
    return value.isEmpty ? valueSpan : span(of: 0..<value.utf8.count)
  }
}
