import Foundation
import TestSupport

/// What `diagnose.sh --json` prints.
struct Diagnosis: Decodable {
  let symptom: String
  let findings: [Finding]

  struct Finding: Decodable {
    let check: String
    let verdict: String
    let found: String
    let remedy: String
  }

  var problems: [Finding] { findings.filter { $0.verdict == "problem" } }

  /// What a check has found to be wrong.
  func problems(of check: String) -> [Finding] { problems.filter { $0.check == check } }

  /// The verdicts of a check, each once.
  func verdicts(of check: String) -> Set<String> {
    Set(findings.filter { $0.check == check }.map(\.verdict))
  }
}

extension Deployment {
  /// Runs `diagnose.sh --json`, whose exit code must be that of what it found.
  ///
  /// - Parameter isWholly: whether nothing stays unknown that should be known.
  func diagnose(_ arguments: String..., isWholly: Bool = true) throws -> Diagnosis {
    let outcome = try command("diagnose.sh", arguments + ["--json"]).run()
    guard let found = try? JSONDecoder().decode(Diagnosis.self, from: Data(outcome.output.utf8)),
      outcome.status == (found.problems.isEmpty && isWholly ? 0 : 1)
    else { throw NoReport(transcript: outcome.transcript) }
    return found
  }
}
