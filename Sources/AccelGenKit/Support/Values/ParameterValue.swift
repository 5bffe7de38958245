/// A type that an env template's value can have.
///
/// Parsing is the only way in, so a value that exists is one that the rest of the program, and the
/// scripts, can rely on.
public protocol ParameterValue: Sendable, Equatable {
  /// The type's name in template signatures and in `accelgen show`, for example `Region`.
  static var typeName: String { get }

  /// Reads a value; the text is never empty (see `Optional` and `Array` for types that have a none).
  ///
  /// - Throws: everything that is wrong with the text, with the place of each.
  static func parse(_ text: String) throws(InvalidValue) -> Self

  /// The value as an env template would hold it. `parse(text)` gives the value back.
  var text: String { get }

  /// The value as shell words, before quoting: one, except for a list.
  var words: [String] { get }

  /// What `#% if KEY` asks: false for `false`, for none and for an empty list.
  var isSet: Bool { get }

  /// The value that an empty text stands for, where there is one.
  static var none: Self? { get }
}

extension ParameterValue {
  public var words: [String] { [text] }
  public var isSet: Bool { true }
  public static var none: Self? { nil }
}

/// All that is wrong with one text.
public struct InvalidValue: Error, Sendable, Equatable {
  public struct Problem: Sendable, Equatable {
    public let code: DiagnosticCode
    public let message: String
    public let help: String?
    /// The part of the text that is to blame, in UTF-8 offsets; nil for all of it.
    public let part: Range<Int>?

    public init(
      _ code: DiagnosticCode, _ message: String, help: String? = nil, part: Range<Int>? = nil
    ) {
      self.code = code
      self.message = message
      self.help = help
      self.part = part
    }
  }

  public let problems: [Problem]

  public init(_ problems: [Problem]) { self.problems = problems }

  public init(
    _ code: DiagnosticCode, _ message: String, help: String? = nil, part: Range<Int>? = nil
  ) {
    problems = [Problem(code, message, help: help, part: part)]
  }
}
