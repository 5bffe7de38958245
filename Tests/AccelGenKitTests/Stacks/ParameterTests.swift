import Testing

@testable import AccelGenKit

/// A key of a stack.
struct StackKey: CustomTestStringConvertible {
  let stack: Stack
  let key: String
  var testDescription: String { "\(stack.name) \(key)" }

  static let parameters = Stack.all.flatMap { stack in
    stack.parameters.map { StackKey(stack: stack, key: $0.key) }
  }
  static let derivations = Stack.all.flatMap { stack in
    stack.derivations.map { StackKey(stack: stack, key: $0.key) }
  }
}

@Suite struct ParameterTests {
  /// The command takes the first stack as the default; help names `Stack.default`.
  @Test func theDefaultStackIsTheFirst() {
    #expect(Stack.all.first?.name == Stack.default.name)
    #expect(Set(Stack.all.map(\.name)).count == Stack.all.count)
  }

  @Test(arguments: StackKey.parameters)
  func everyDefaultAndExampleCanBeRead(of name: StackKey) throws {
    let parameter = try #require(name.stack.parameters.first { $0.key == name.key })
    #expect(throws: Never.self) { try parameter.parse(parameter.documentation.example).get() }
    if let defaultText = parameter.defaultText {
      let value = try #require(parameter.defaultValue)
      #expect(value.text == defaultText)
    }
  }

  @Test(arguments: StackKey.parameters) func itsSourceIsAPage(of name: StackKey) throws {
    let parameter = try #require(name.stack.parameters.first { $0.key == name.key })
    let isPage = parameter.documentation.source.hasPrefix("https://")
    #expect(isPage || name.key == StackName.key)
  }

  @Test(arguments: Stack.all.map(\.name)) func noKeyIsThereTwice(in name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let all = stack.parameters.map(\.key) + stack.derivations.map(\.key) + stack.retiredKeys
    #expect(Set(all).count == all.count)
    #expect(all.first == StackName.key)
  }

  @Test(arguments: Stack.all.map(\.name)) func whatIsRequiredIsSetAtFirst(in name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    for parameter in stack.parameters where parameter.isRequired {
      #expect(parameter.initialSource != nil, "\(parameter.key)")
    }
  }

  /// What every stack has, says the design.
  @Test(arguments: Stack.all.map(\.name)) func everyStackHasTheCommonKeys(name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let keys = Set(stack.parameters.map(\.key))
    #expect(keys.isSuperset(of: ["STACK", "DEPLOYMENT_NAME", "TAGS", "ALARM_EMAIL"]))
    #expect(keys.contains { $0.hasSuffix("PROFILE") })
    #expect(stack.deploymentNameKey == "DEPLOYMENT_NAME")
  }

  @Test func theSixOfTheSeedAreRequired() {
    let keys = Stack.acceleration.parameters.map(\.key)
    #expect(
      Stack.acceleration.parameters.filter(\.isRequired).map(\.key) == Array(keys[1...6]))
  }

  /// A rule of one stack names another by its name alone.
  @Test func theStacksThatRulesPointToAreThere() {
    #expect(Stack.all.map(\.name).starts(with: ["acceleration", "native-acceleration"]))
  }
}
