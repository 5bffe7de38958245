import Dispatch

/// A value that is made when it is first asked for, once, whoever asks.
final class Lazy<Value: Sendable>: Sendable {
  private let queue = DispatchQueue(label: "Lazy")
  private let make: @Sendable () -> Value
  // Only touched on the queue.
  nonisolated(unsafe) private var made: Value?

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  var value: Value {
    queue.sync {
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
