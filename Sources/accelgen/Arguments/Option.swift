import AccelGenKit

/// What a command takes: an option of whatever type.
protocol CommandOption: Sendable {
  var description: OptionDescription { get }
}

extension OptionDescription: CommandOption {
  var description: OptionDescription { self }
}

/// An option with the type of its value: declared once, read by `Invocation`.
struct Option<Value: Sendable>: CommandOption {
  let description: OptionDescription
  /// From what is given for it, in order; every text has been looked at by the parser.
  let value: @Sendable ([String]) -> Value
}

extension Option {
  /// An option that is there or not.
  init(flag name: String, _ summary: String) where Value == Bool {
    description = OptionDescription(
      name: name, owner: nil, valueName: nil, impliedValue: nil, summary: summary, kind: .text,
      isRepeatable: false, problems: { _ in [] })
    value = { !$0.isEmpty }
  }

  /// An option that has one value, or none.
  ///
  /// - Parameters:
  ///   - owner: the command that has it for itself, where another means something else by the name.
  ///   - implied: the text that it has when it is given without one.
  ///   - read: reads a text; a choice's, which the parser has looked at, it need only find.
  init<Element: Sendable>(
    _ name: String, of owner: String? = nil, _ valueName: String, _ kind: ArgumentKind,
    implied: String? = nil, _ summary: String,
    read: @escaping @Sendable (String) throws(InvalidValue) -> Element?
  ) where Value == Element? {
    description = OptionDescription(
      name: name, owner: owner, valueName: valueName, impliedValue: implied, summary: summary,
      kind: kind, isRepeatable: false, problems: Self.problems(name, read))
    value = { texts in
      guard let text = texts.last, let element = try? read(text) else { return nil }
      return element
    }
  }

  /// An option that can be given several times.
  init<Element: Sendable>(
    repeatable name: String, _ valueName: String, _ kind: ArgumentKind, _ summary: String,
    read: @escaping @Sendable (String) throws(InvalidValue) -> Element?
  ) where Value == [Element] {
    description = OptionDescription(
      name: name, owner: nil, valueName: valueName, impliedValue: nil, summary: summary,
      kind: kind, isRepeatable: true, problems: Self.problems(name, read))
    value = { texts in texts.compactMap { (try? read($0)) ?? nil } }
  }

  private static func problems<Element>(
    _ name: String, _ read: @escaping @Sendable (String) throws(InvalidValue) -> Element?
  ) -> @Sendable (String) -> [Diagnostic] {
    { text in
      do throws(InvalidValue) {
        _ = try read(text)
        return []
      } catch {
        return error.problems.map { .usage($0.code, "\(name): \($0.message)", help: $0.help) }
      }
    }
  }
}
