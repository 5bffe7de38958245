import Foundation
import TestSupport

/// What `verify.sh --json` prints.
struct Verification: Decodable {
  let verdict: String
  let points: Double
  let measured: Double
  let categories: [Category]
  let checks: [Check]
  let findings: [Finding]
  let times: [Times]

  struct Category: Decodable {
    let category: String
    let points: Double
    let measured: Double
  }

  struct Check: Decodable {
    let category: String
    let id: String
    let result: String
    let critical: Bool
    let what: String
  }

  struct Finding: Decodable {
    let category: String
    let id: String
    let severity: String
    let what: String
    let remedy: String
  }

  struct Times: Decodable {
    let service: String
    let tries: Int
    let failed: Int
    let connect: Range?

    struct Range: Decodable, Equatable {
      let median: Double
      let p90: Double
    }
  }

  /// The result of a check: passed, failed or not run.
  func result(of id: String) -> String? { checks.first { $0.id == id }?.result }

  /// What was found under an id.
  func findings(_ id: String) -> [Finding] { findings.filter { $0.id == id } }
}

extension Deployment {
  /// Runs `verify.sh --json`, whose exit code must be that of its verdict.
  func verify(_ arguments: String...) throws -> Verification {
    let outcome = try command("verify.sh", ["--json"] + arguments).run()
    let found: Verification
    do {
      found = try JSONDecoder().decode(Verification.self, from: Data(outcome.output.utf8))
    } catch {
      throw NoReport(transcript: outcome.transcript)
    }
    guard (found.verdict == "PASS") == (outcome.status == 0) else {
      throw NoReport(transcript: outcome.transcript)
    }
    return found
  }

  struct NoReport: Error { let transcript: String }
}
