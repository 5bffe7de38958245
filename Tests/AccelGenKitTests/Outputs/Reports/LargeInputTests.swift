import Foundation
import Testing

@testable import AccelGenKit

/// A file of any kind that is allowed, up to `SourceFile.sizeLimit`, is read and reported in time
/// that grows with its size only.
@Suite(.serialized) struct LargeInputTests {
  @Test(arguments: [
    ("TAGS=\"", "a=1,", "\""), ("TAGS=\"", ",", "\""), ("TAGS=", #"\a=\1,"#, ""),
    ("EXPOSE_CLIENT_CIDRS=\"", "10.0.0.0/8,", "\""), ("EXPOSE_CLIENT_CIDRS=\"", "x,", "\""),
    ("DEPLOYMENT_NAME=", "'\"'\"é\"", ""),
  ])
  func aLongLineTakesTimeInProportion(start: String, element: String, end: String) {
    expectTimeInProportion { part in
      let count = (SourceFile.sizeLimit / part - 100) / element.utf8.count
      return start + String(repeating: element, count: count) + end + "\n"
    }
  }

  @Test(arguments: ["A B\n", "A=$B\n", "A=*\n", "=\n"])
  func manyLinesOfMistakesTakeTimeInProportion(line: String) {
    expectTimeInProportion { String(repeating: line, count: 96_000 / $0) }
  }

  @Test func theProblemsOfOneValueEndAfterAHundred() {
    var diagnostics: [Diagnostic] = []
    let list = String(repeating: "x,", count: 300) + "x"
    let env = EnvFile.seed(changing: ["EXPOSE_CLIENT_CIDRS": list])
    let configuration = Stack.acceleration.validate(
      env, context: .noFiles, diagnostics: &diagnostics)
    #expect(configuration == nil)
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 101)
    #expect(errors.last?.message == "and 201 more errors")
    #expect(errors.last?.count == 201)
  }

  /// Four times the text takes less than nine times the time (twice the text, three times the time).
  private func expectTimeInProportion(
    of text: (_ part: Int) -> String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (small, large) = (text(32), text(8))
    #expect(!report(small).isEmpty, sourceLocation: sourceLocation)
    let time = processorSeconds { _ = report(small) }
    let timeOfFourTimes = processorSeconds { _ = report(large) }
    #expect(
      timeOfFourTimes < time * 9, "\(time), then \(timeOfFourTimes)",
      sourceLocation: sourceLocation)
  }

  /// What this thread itself works, in seconds: a busy machine only makes it wait.
  private func processorSeconds(_ work: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    work()
    return now() - start
  }

  private func report(_ text: String) -> String {
    var diagnostics: [Diagnostic] = []
    let env = EnvParser.parse(SourceFile(name: "env", text: text), diagnostics: &diagnostics)
    _ = Stack.acceleration.validate(env, context: .noFiles, diagnostics: &diagnostics)
    return TextReport.text(diagnostics.sortedByPlace(), style: TextStyle(isColored: false))
  }
}
