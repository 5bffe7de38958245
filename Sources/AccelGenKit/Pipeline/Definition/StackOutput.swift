/// What a stack gives besides the files of a deployment: a picture of it, what it costs, …
///
/// The pipeline carries these and knows none of them: each has its type, and what is done with it, in a
/// folder of `Outputs/`.
public protocol StackOutput: Sendable {}

extension Stack {
  /// The output of a type; nil for a stack that gives none.
  func output<Output: StackOutput>(_ type: Output.Type = Output.self) -> Output? {
    outputs.lazy.compactMap { $0 as? Output }.first
  }
}
