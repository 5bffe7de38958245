import Testing

@testable import AccelGenKit

/// A value that a script gives to the AWS CLI as a word of its own is never one that the CLI takes for an option,
/// or for a file or an address to read the value from.
@Suite struct CommandLineWordTests {
  /// These go to the AWS CLI inside a JSON list alone, where nothing is read so, or not at all.
  private static let others: Set = [
    "[Tag]", "ResourceName", "ResourceName?", "FilePath?", "StackName",
  ]

  static let keys = StackKey.parameters.filter { name in
    name.stack.parameters.contains { $0.key == name.key && !others.contains($0.typeName) }
  }

  @Test(arguments: keys)
  func noValueIsAnOptionOrAnAddress(of name: StackKey) throws {
    let parameter = try #require(name.stack.parameters.first { $0.key == name.key })
    let example = parameter.documentation.example
    for start in ["-", "--", "--region=", "file://", "fileb://", "http://", "https://"] {
      for text in [start, start + "x", start + example, start + "/etc/passwd"] {
        #expect(throws: InvalidValue.self, "\(text)") { try parameter.parse(text).get() }
      }
    }
  }

  /// A tag's key may begin with a hyphen: AWS takes it.
  @Test func tagsMay() throws {
    let tags = try Array<AccelGenKit.Tag>.parse("-temporary=1,Address=file:///etc/passwd,Name2=-x")
    #expect(tags.map { $0.key } == ["-temporary", "Address", "Name2"])
  }
}
