import AccelGenKit
import Foundation
import TestSupport
import Testing

/// What the tests of the cases have in common: inputs on which the scripts once failed, found in public reports
/// and by attacks.
///
/// Each of them fails on the scripts of then, which `ACCELGEN_CASES_SCRIPTS=Tests/Fixtures/scripts-before-kinds`
/// puts in the place of today's.
extension Deployment {
  static func ofCase(
    of stack: String = "acceleration", on emulator: Emulator, template: String? = nil
  ) throws -> Deployment {
    try ofCase(of: stack, on: emulator, template: template, with: PreforkedAWS.shared())
  }

  /// The names of the stacks: of the scripts of then there is one.
  static let stacksOfCases =
    scriptsOfCases == nil ? Stack.all.map(\.name) : [Stack.acceleration.name]

  /// Runs a script that a test needs to have ended well.
  @discardableResult
  func succeed(
    _ script: String, _ arguments: String..., with extra: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
  ) throws -> Command.Outcome {
    try succeed(script, arguments, with: extra, at: location)
  }

  @discardableResult
  func succeed(
    _ script: String, _ arguments: [String], with extra: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
  ) throws -> Command.Outcome {
    let outcome = try command(script, arguments, with: extra).run()
    try #require(outcome.status == 0, "\(outcome.transcript)", sourceLocation: location)
    return outcome
  }

  /// Runs a script on an AWS where what is late comes only after the script has met that it is late, however long
  /// anything takes on this machine.
  ///
  /// - Parameter shows: whether a call shows that.
  /// - Returns: how it ended, and how many such calls there were.
  func run(
    _ script: String, _ arguments: String..., untilItMeets shows: (Emulator.Call) -> Bool
  ) throws -> (outcome: Command.Outcome, met: Int) {
    let run = try command(script, arguments, with: ["ACCELGEN_SETTLE_SECONDS": "3600"]).start()
    var met = 0
    try waitUntil {
      let now = try emulator.calls().count(where: shows)
      if now > met { try emulator.advance(seconds: 20_000) }
      met = now
      return !run.isRunning
    }
    return (try run.outcome(), met)
  }

  /// As after a deployment that was finished long ago: nothing is so new that AWS might not know it yet.
  func growOld() throws {
    let lines = try String(contentsOf: env, encoding: .utf8).split(separator: "\n")
    try writeEnv(lines.filter { !$0.hasPrefix("SAVED_AT=") }.map { "\($0)\n" }.joined())
  }

  func writeEnv(_ text: String) throws {
    try Data(text.utf8).write(to: env)
  }

  /// A value that `env` must have.
  func saved(_ key: String) throws -> String { try #require(try value(key), "\(key) in env") }

  /// The AWS CLI's profiles, of the same account as all else.
  mutating func haveProfiles(_ names: String..., more: String = "") throws {
    let profiles = names.map { "[profile \($0)]\nregion = us-east-1\n\(more)" }.joined()
    let file = try write("aws-config", profiles)
    let keys = try write(
      "aws-credentials",
      names.map { "[\($0)]\naws_access_key_id = test\naws_secret_access_key = test\n" }.joined())
    settings["AWS_CONFIG_FILE"] = file.path(percentEncoded: false)
    settings["AWS_SHARED_CREDENTIALS_FILE"] = keys.path(percentEncoded: false)
  }
}

extension Emulator {
  /// The ids of what is alive of a type.
  func ids(_ type: String) throws -> [String] {
    try inventory().filter { $0.type == type }.map(\.id)
  }
}

/// The numbered steps that most cases need.
enum Step {
  static let resourceVPC = "1.resource_vpc_deploy.sh"
  static let exposeVPC = "3.expose_vpc_deploy.sh"
  static let loadBalancer = "6.expose_nlb_deploy.sh"
}
