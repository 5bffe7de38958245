/// What a bash script runs: by function, the words that may name another function or script, and its calls
/// of the AWS CLI.
struct ScriptOutline: Sendable {
  /// By the function's name; what stands outside functions is under `top`.
  var steps: [String: [Step]] = [top: []]
  /// The names of the files that it reads with `source`.
  var sources: [String] = []

  static let top = ""

  struct Step: Sendable {
    enum Content: Sendable, Hashable {
      /// A word that bash expands nothing in and that may be the name of a function or script.
      case word(String)
      /// A call of the AWS CLI, and where it stands in the text.
      case call(AWSCall, at: Range<Int>)
    }

    let content: Content
    /// The conditions of the template under which it is in the script.
    let conditions: Set<Condition>
  }

  /// `#% if KEY`, or its `#% else`.
  struct Condition: Sendable, Hashable {
    let key: String
    let isSet: Bool

    var opposite: Condition { Condition(key: key, isSet: !isSet) }
  }
}
