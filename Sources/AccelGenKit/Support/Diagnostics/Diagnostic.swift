/// One thing to tell the user about their input: data first, rendered once (see `Reports/`).
public struct Diagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable, Comparable {
    /// For information.
    case note
    /// Legal, but probably not what the user wants, or with a risk that they should know.
    case warning
    /// Nothing is generated.
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// Another place that the user should see, for example where a key was first set.
  public struct Related: Sendable, Hashable {
    public let message: String
    public let span: SourceSpan

    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  public let severity: Severity
  public let code: DiagnosticCode
  /// What is wrong, in one line without a full stop.
  public let message: String
  /// Where; nil when no place in a file is to blame (a key that is missing, say, names the file's end).
  public let span: SourceSpan?
  /// The path of the file that it is about, as the user would type it; nil when it is about none: about the
  /// command line, say, or a text that is built in.
  public let path: String?
  /// What to do about it, in one line.
  public let help: String?
  public let related: [Related]
  /// How many problems it stands for: more than one only where a list was cut.
  public let count: Int

  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, at span: SourceSpan?,
    help: String? = nil, related: [Related] = [], count: Int = 1
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    path = span?.file.path
    self.help = help
    self.related = related
    self.count = count
  }

  /// - Parameter path: that of a file as a whole, for example one that cannot be read; nil for none.
  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, about path: String?,
    help: String? = nil, count: Int = 1
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    span = nil
    self.path = path
    self.help = help
    related = []
    self.count = count
  }

  /// What its file is called; nil when it is about none.
  var fileName: String? { span?.file.name ?? path }
}

/// The stable name of a kind of diagnostic, for example `vpc-cidr-size`: tools match on it.
public struct DiagnosticCode: Sendable, Hashable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let description: String
  public init(stringLiteral value: String) { description = value }
}

extension Sequence<Diagnostic> {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// By file, then place, then code: the order in which a reader walks through their files. What has no place
  /// comes first.
  public func sortedByPlace() -> [Diagnostic] {
    sorted { left, right in
      let (leftFile, rightFile) = (left.span?.file.name ?? "", right.span?.file.name ?? "")
      if leftFile != rightFile { return leftFile < rightFile }
      let (leftStart, rightStart) = (
        left.span?.range.lowerBound ?? 0, right.span?.range.lowerBound ?? 0
      )
      if leftStart != rightStart { return leftStart < rightStart }
      return (left.code.description, left.message) < (right.code.description, right.message)
    }
  }
}
