import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// A file with a hundred thousand mistakes is answered with a page or two, in every format, and with how many
/// more there are.
@Suite struct ManyMistakesTests {
  /// By its name a test's log has it, which is not to hold the text.
  struct Kind: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let count: Int
  }

  static let kinds = [
    Kind(
      testDescription: "a bad line", text: String(repeating: "$(x)\n", count: 150_000),
      count: 150_000),
    Kind(
      testDescription: "a duplicate key", text: String(repeating: "A=\n", count: 80_000),
      count: 79_999),
    Kind(
      testDescription: "an unknown key", text: (1...80_000).map { "K\($0)=1\n" }.joined(),
      count: 80_000),
    Kind(
      testDescription: "an unset name", text: String(repeating: "A=$B\n", count: 80_000),
      count: 80_000),
  ]

  @Test(arguments: kinds)
  func theReportIsShort(kind: Kind) throws {
    let scratch = try Scratch()
    try scratch.write("a.env", kind.text)
    for format in OutputFormat.common.map(\.rawValue) {
      let outcome = try BuiltBinary.run(
        ["validate", "--env", "a.env", "--format", format], in: scratch)
      #expect(outcome.status == 1)
      let size = outcome.output.utf8.count + outcome.errors.utf8.count
      #expect(size < 200_000, "\(format): \(size) bytes")
      #expect(
        (outcome.output + outcome.errors).contains(/and \d+ more errors/), "\(format)")
    }
  }

  /// All are counted: those that are told, and those that are not.
  @Test(arguments: kinds)
  func noneIsForgotten(kind: Kind) throws {
    let scratch = try Scratch()
    try scratch.write("a.env", kind.text)
    let errors = try BuiltBinary.run(["validate", "--env", "a.env"], in: scratch).errors
    let summary = try #require(errors.split(separator: "\n").last)
    let told = try #require(summary.prefixMatch(of: /(\d+) errors/)?.1)
    #expect(try #require(Int(told)) >= kind.count, "\(summary)")
  }

  /// Warnings do not push an error out of sight, and each file has its own share.
  @Test func whatIsWorstIsToldFirstAndInItsPlace() {
    func diagnostics(_ name: String) -> [Diagnostic] {
      let file = SourceFile(name: name, text: String(repeating: "x\n", count: 1_000))
      return (0..<1_000).map { index in
        Diagnostic(
          index == 900 ? .error : .warning, "code", "\(index)",
          at: SourceSpan(file: file, range: (2 * index)..<(2 * index + 1)))
      }
    }
    let short = Array(diagnostics("short").prefix(3))
    let all = (diagnostics("a") + diagnostics("b") + short).limitedForEachFile()
    let ofA = all.filter { $0.path == "a" }
    #expect(ofA.count == 201)
    #expect(ofA.prefix(199).map(\.message) == (0..<199).map(String.init))
    #expect(ofA.suffix(2).map(\.message) == ["900", "and 800 more warnings"])
    #expect(all.map(\.path) == ofA.map(\.path) + ofA.map { _ in "b" } + short.map(\.path))
    #expect(all.reduce(0) { $0 + $1.count } == 2_003)
    #expect(diagnostics("a").prefix(200).map { $0 }.limitedForEachFile().count == 200)
  }
}
