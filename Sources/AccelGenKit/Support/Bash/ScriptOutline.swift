/// What a bash script runs: by function, the words that may name another function or script, and its calls
/// of the AWS CLI. Texts are ranges of the script's bytes, for most of them are never looked at.
struct ScriptOutline: Sendable {
  let bytes: [UInt8]
  /// Texts that stand in no single place, because quotes divide them: ranges past the script's end.
  var unquoted: [UInt8] = []

  /// The names of its functions, in the order of their definitions; the first is what stands outside them.
  var functions: [Range<Int>] = [0..<0]
  var steps: [Step] = []
  /// The sets of conditions of the template that steps are under; the first is none.
  var conditions: [Set<Condition>] = [[]]
  var sources: [Source] = []
  /// The files that a template includes.
  var includes: [Include] = []
  /// `$NAME` and `${NAME…}`.
  var uses: [Use] = []
  /// Where the lines of the template's directives start that stand where bash sees a comment.
  var directives: Set<Int> = []
  /// What is wrong with it. With an error among them, the rest may be incomplete.
  var problems: [ScriptProblem] = []

  struct Step: Sendable {
    enum Kind: Sendable {
      /// A word that bash expands nothing in and that may be the name of a function or of scripts.
      case word
      /// The literal end of a word that is expanded: `::delete` of `"$KIND::delete"`.
      case suffix
      /// The literal beginning of one: `vpc::` of `"vpc::$question"`.
      case prefix
      /// `"$KIND::$question"`
      case anyName
      /// `SERVICE OPERATION` of the AWS CLI.
      case call
    }

    let kind: Kind
    /// An index of `functions`.
    let function: Int
    /// An index of `conditions`.
    let condition: Int
    // There are many of them.
    private let textBounds: (UInt32, UInt32)
    private let operationBounds: (UInt32, UInt32)
    private let bounds: (UInt32, UInt32)

    init(
      _ kind: Kind, text: Range<Int>, operation: Range<Int>, range: Range<Int>, function: Int,
      condition: Int
    ) {
      self.kind = kind
      self.function = function
      self.condition = condition
      textBounds = (UInt32(text.lowerBound), UInt32(text.upperBound))
      operationBounds = (UInt32(operation.lowerBound), UInt32(operation.upperBound))
      bounds = (UInt32(range.lowerBound), UInt32(range.upperBound))
    }

    /// Its text; of a call, the service.
    var text: Range<Int> { Int(textBounds.0)..<Int(textBounds.1) }
    /// Of a call, the operation.
    var operation: Range<Int> { Int(operationBounds.0)..<Int(operationBounds.1) }
    /// Where it stands.
    var range: Range<Int> { Int(bounds.0)..<Int(bounds.1) }
  }

  /// A file that it reads with `source`.
  struct Source: Sendable {
    let name: String
    let range: Range<Int>
  }

  struct Include: Sendable {
    let name: String
    let condition: Int
  }

  struct Use: Sendable {
    let name: Range<Int>
    /// `${NAME-…}`, `${NAME:-…}`, `${NAME+…}` and such: it need not be set.
    let isGuarded: Bool
  }

  /// `#% if KEY`, or its `#% else`.
  struct Condition: Sendable, Hashable {
    let key: String
    let isSet: Bool

    var opposite: Condition { Condition(key: key, isSet: !isSet) }
  }

  func text(_ range: Range<Int>) -> ArraySlice<UInt8> {
    guard range.upperBound > bytes.count else { return bytes[range] }
    return unquoted[(range.lowerBound - bytes.count)..<(range.upperBound - bytes.count)]
  }

  func string(_ range: Range<Int>) -> String { String(decoding: text(range), as: UTF8.self) }

  func call(_ step: Step) -> AWSCall {
    AWSCall(service: string(step.text), operation: string(step.operation))
  }
}
