import Foundation
import TestSupport
import Testing

/// What is asked once a run: one asks, those beside wait for the answer.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AskedOnceTests {
  /// Somebody was at it when this one came, and had ended when it looked who.
  @Test func nobodyAsksWithoutHoldingTheQuestion() throws {
    let outcome = try run(
      """
      came=""
      mkdir() {
        if [[ -z $came ]]; then came=1 && return 1; fi
        command mkdir "$@"
      }
      question() { if [[ -d $RUN/note.asking ]]; then printf held; else printf free; fi; }
      once note question
      """)
    #expect(outcome.output == "held\n", "\(outcome.transcript)")
    #expect(outcome.status == 0)
  }

  @Test func whereNobodyCanBeginTheRunEndsInWords() throws {
    let outcome = try run(
      """
      mkdir() { return 1; }
      sleep() { :; }
      once note printf asked
      """)
    #expect(outcome.output == "", "\(outcome.transcript)")
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("error: cannot save"), "\(outcome.transcript)")
  }

  private func run(_ words: String) throws -> Command.Outcome {
    let deployment = try Deployment(on: Emulator())
    return try Command(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c", "source \"$1/lib.sh\"\nRUN=$1/.run\nmkdir \"$RUN\"\n\(words)", "bash",
        deployment.scripts.path(percentEncoded: false),
      ], in: deployment.scripts
    ).run()
  }
}
