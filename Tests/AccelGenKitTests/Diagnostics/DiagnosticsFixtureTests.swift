import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct DiagnosticsFixtureTests {
  @Test(arguments: DiagnosticsFixture.names)
  func everyMistakeIsToldAsRecorded(fixture name: String) throws {
    let fixture = DiagnosticsFixture(name: name)
    try Golden.expect(try fixture.report(), equals: fixture.expectationPath)
  }

  /// A code that no fixture shows is one whose place and wording nobody has looked at.
  @Test func everyCodeIsShownByAFixture() throws {
    let shown = try Set(
      DiagnosticsFixture.names.flatMap { name in
        let path = DiagnosticsFixture(name: name).expectationPath
        return try Golden.text(path).matches(of: /(?:error|warning|note)\[([a-z0-9-]+)\]/).map {
          String($0.1)
        }
      })
    let codes = try Self.codesInSources()
    #expect(codes.count > 50)
    #expect(codes.subtracting(shown).subtracting(Self.unreachableCodes).sorted() == [])
  }

  /// Codes that no env template can cause: of types that only derived values have, of control characters,
  /// which the parser refuses before, of the command line's --stack, and of what is peered with a network that
  /// several deployments share, which no shipped stack has.
  private static let unreachableCodes: Set = [
    "currency", "partition", "path-characters", "port-range", "other-stack",
    "peered-cidrs-overlap", "unit-price",
  ]

  /// The codes of all `InvalidValue` and `Diagnostic` in the sources that an env template can cause; those
  /// of the parser and of the templates have tests of their own.
  private static func codesInSources() throws -> Set<String> {
    let code = /(?:InvalidValue\(|\.init\(|\.(?:error|warning|note),)\s*(?:\w+ \? )?"([a-z0-9-]+)"/
    let sources = [
      "AWS/Catalogue", "AWS/EndpointPolicies", "AWS/Values", "Outputs/Costs", "Pipeline/Validate",
      "Stacks",
      "Support/Values",
    ].map {
      "Sources/AccelGenKit/\($0)"
    }
    let files = sources.flatMap { Repository.files(in: $0, endingIn: ["swift"]) }
    return try Set(
      files.flatMap { file in
        try String(contentsOf: file, encoding: .utf8).matches(of: code).map { String($0.1) }
      })
  }
}
