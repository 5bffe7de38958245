/// What the reader of a template is inside of: the script, or a construct of bash that is not closed yet.
struct TemplateFrame {
  enum Kind: Hashable {
    // In these there are commands or words.
    case script
    /// `$( … )` and `<( … )`
    case substitution
    /// `( … )`
    case subshell
    /// `NAME=( … )`
    case array

    // In these a value would be read by other rules than a word's.
    /// `(( … ))` and `$(( … ))`
    case arithmetic(isExpansion: Bool)
    /// `$[ … ]`, the old form of `$(( … ))`
    case bracketArithmetic
    case doubleQuotes
    /// `${ … }`; whether `'` quotes in it, which it does not always inside double quotes.
    case expansion(hasSingleQuotes: Bool)
    case backticks

    var isCode: Bool {
      switch self {
      case .script, .substitution, .subshell, .array: true
      default: false
      }
    }

    /// Whether it is a command by itself, not a part of a word.
    var isCommand: Bool { self == .subshell || self == .arithmetic(isExpansion: false) }

    /// Its name in a diagnostic.
    var description: String {
      switch self {
      case .script: "the script"
      case .substitution: "$( … )"
      case .subshell: "( … )"
      case .array: "NAME=( … )"
      case .arithmetic: "(( … ))"
      case .bracketArithmetic: "$[ … ]"
      case .doubleQuotes: "double quotes"
      case .expansion: "${ … }"
      case .backticks: "backticks"
      }
    }
  }

  var kind: Kind
  /// Where it was opened.
  let opening: Range<Int>
  /// Where the word began that is being read.
  var wordStart: Int?
  /// The first word of the command that is being read; while nil, the next word would be run as one,
  /// but for assignments and keywords.
  var command: String?
  /// Whether the next word is the name of a function: `function NAME`.
  var namesFunction = false
  /// Whether the last word was `time` or an option of it.
  var isTimed = false
  /// Whether the command is `builtin` or `command`, which run another one.
  var runsAnother = false
  /// Whether the command, or the one that it runs, declares names.
  var declares = false
  /// Whether the next word names the file of a redirection.
  var isRedirection = false
  /// How many `case` are open: there a `)` ends a pattern.
  var openCases = 0
  /// How many `(` are open, in arithmetic; in `$[ … ]`, how many `[`.
  var openParentheses = 0

  /// What two places must have in common so that bash sees the same structure at both.
  struct Shape: Hashable {
    let kind: Kind
    let opening: Range<Int>
    let openCases: Int
  }

  var shape: Shape { Shape(kind: kind, opening: opening, openCases: openCases) }
}
