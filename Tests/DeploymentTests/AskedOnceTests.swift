import Foundation
import TestSupport
import Testing

/// What is asked once a run: one asks, those beside wait for the answer.
@Suite struct AskedOnceTests {
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
    let folder = try TemporaryFolder()
    let library = Repository.file("generated/acceleration/lib.sh").path(percentEncoded: false)
    return try Command(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c", "source \"$1\"\nRUN=$2\n\(words)", "bash", library,
        folder.url.path(percentEncoded: false),
      ], in: folder.url
    ).run()
  }
}
