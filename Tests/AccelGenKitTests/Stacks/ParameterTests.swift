import Testing

@testable import AccelGenKit

@Suite struct ParameterTests {
  /// The command takes the first stack as the default; help names `Stack.default`.
  @Test func theDefaultStackIsTheFirst() {
    #expect(Stack.all.first?.name == Stack.default.name)
  }

  static let keys = Stack.acceleration.parameters.map(\.key)

  @Test(arguments: keys)
  func everyDefaultAndExampleCanBeRead(key: String) throws {
    let parameter = try #require(Stack.acceleration.parameters.first { $0.key == key })
    #expect(throws: Never.self) { try parameter.parse(parameter.documentation.example).get() }
    if let defaultText = parameter.defaultText {
      let value = try #require(parameter.defaultValue)
      #expect(value.text == defaultText)
    }
  }

  @Test func theSixOfTheSeedAreRequired() {
    #expect(Stack.acceleration.parameters.filter(\.isRequired).map(\.key) == Array(Self.keys[1...6]))
    #expect(
      Stack.acceleration.parameters.filter(\.isRequired).allSatisfy { $0.initialSource != nil })
  }

  @Test func noKeyIsThereTwice() {
    let all = Self.keys + Stack.acceleration.derivations.map(\.key) + Stack.acceleration.retiredKeys
    #expect(Set(all).count == all.count)
  }

  @Test func sourcesArePages() {
    for parameter in Stack.acceleration.parameters {
      let source = parameter.documentation.source
      #expect(source.hasPrefix("https://") || parameter.key == StackName.key, "\(parameter.key)")
    }
  }
}
