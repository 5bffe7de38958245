import Foundation
import TestSupport

/// A folder of generated scripts, run with the real AWS CLI against an emulator.
struct Deployment {
  let emulator: Emulator
  private let folder: TemporaryFolder
  private let stack: String
  let scripts: URL
  /// Its AWS CLI; that of the test tools, a process a call, when nil.
  private var aws: PreforkedAWS?
  /// What the environment of its scripts holds besides, or holds instead.
  var settings: [String: String] = [:]
  /// Folders that come before all others in the scripts' PATH.
  var inFront: [URL] = []
  /// Other scripts than those of today, with the same values in them.
  private var others: URL?

  /// The deployment of the built-in env template, written by the accelgen that was just built.
  ///
  /// - Parameters:
  ///   - stack: whose; acceleration by default.
  ///   - template: the env template to use in place of the built-in one.
  ///   - aws: the AWS CLI; that of the test tools, a process a call, when nil.
  init(
    of stack: String = "acceleration", on emulator: Emulator, template: String? = nil,
    with aws: PreforkedAWS? = nil
  ) throws {
    self.emulator = emulator
    self.aws = aws
    self.stack = stack
    folder = try TemporaryFolder()
    scripts = folder.url.appending(path: "generated/\(stack)")
    if let template { try write("env.template", template) }
    try generate()
  }

  /// The same with the pre-forked AWS CLI, looking often: for tests of many runs.
  static func quick(
    of stack: String = "acceleration", on emulator: Emulator, template: String? = nil
  ) throws -> Deployment {
    var deployment = try Deployment(
      of: stack, on: emulator, template: template, with: PreforkedAWS.shared())
    deployment.settings = often
    return deployment
  }

  /// For the tests in Cases/: of today's scripts, or of those in the folder that ACCELGEN_CASES_SCRIPTS names, on
  /// which the tests must fail.
  ///
  /// - Parameter aws: the AWS CLI; that of the test tools, a process a call, when nil.
  static func ofCase(
    of stack: String = "acceleration", on emulator: Emulator, template: String? = nil,
    with aws: PreforkedAWS?
  ) throws -> Deployment {
    var deployment = try Deployment(of: stack, on: emulator, template: template, with: aws)
    deployment.settings = often
    if let scriptsOfCases {
      deployment.others = scriptsOfCases
      try deployment.generate()
    }
    return deployment
  }

  /// The scripts that ACCELGEN_CASES_SCRIPTS names, as a path in this repository.
  static let scriptsOfCases = ProcessInfo.processInfo.environment["ACCELGEN_CASES_SCRIPTS"]
    .flatMap { $0.isEmpty ? nil : Repository.file($0) }

  private static let often = [
    "ACCELGEN_POLL_SECONDS": "0.1", "ACCELGEN_SETTLE_SECONDS": "8", "PREFORKED_AWS_HURRY": "20",
  ]

  /// Writes a file beside the folder of the scripts, where accelgen runs.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL { try folder.write(name, text) }

  /// Has accelgen write the scripts, perhaps anew.
  func generate() throws {
    let written = try Command(Repository.accelgen, ["--stack", stack], in: folder.url).run()
    guard written.status == 0 else { throw GenerationFailed(transcript: written.transcript) }
    if let others { try replaceScripts(by: others) }
  }

  /// Puts other scripts in the place of those that were just written, with the values of these in them.
  private func replaceScripts(by others: URL) throws {
    let value =
      #/readonly ((?:RESOURCE_|EXPOSE_|DEPLOYMENT_NAME|DEPLOYMENT_TAG|TAGS)[A-Z0-9_]*)=.*/#
    var lines: [Substring: Substring] = [:]
    for file in try scriptFiles(in: scripts) {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if let match = line.wholeMatch(of: value) { lines[match.output.1] = line }
      }
      try FileManager.default.removeItem(at: file)
    }
    for file in try scriptFiles(in: others) {
      let text = try String(contentsOf: file, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in line.wholeMatch(of: value).flatMap { lines[$0.output.1] } ?? line }
        .joined(separator: "\n")
      let copy = scripts.appending(path: file.lastPathComponent)
      try Data(text.utf8).write(to: copy)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy.path)
    }
  }

  private func scriptFiles(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "sh" }
  }

  /// Puts a program of the test's own before the one of that name in the scripts' PATH.
  ///
  /// - Parameter text: its script for sh, in which `next` runs the program that it stands before.
  mutating func standIn(for program: URL, _ text: String) throws {
    let file = try folder.write(
      "in-front/\(program.lastPathComponent)",
      "#!/bin/sh\nnext() { '\(program.path(percentEncoded: false))' \"$@\"; }\n\(text)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let place = file.deletingLastPathComponent()
    if !inFront.contains(place) { inFront.append(place) }
  }

  /// What lies beside the folder of the scripts, and in it.
  func files() throws -> Set<String> {
    let all = try [folder.url, scripts].flatMap {
      try FileManager.default.contentsOfDirectory(atPath: $0.path)
    }
    return Set(all)
  }

  /// The deployment of a golden's env template.
  init(
    of golden: GoldenDeployment, on emulator: Emulator, with aws: PreforkedAWS? = nil
  ) throws {
    try self.init(on: emulator, template: golden.envTemplate(), with: aws)
  }

  /// A copy of scripts that are kept in the repository, where accelgen would write others.
  init(copyOf path: String, on emulator: Emulator, with aws: PreforkedAWS) throws {
    self.emulator = emulator
    self.aws = aws
    stack = "acceleration"
    folder = try TemporaryFolder()
    scripts = folder.url.appending(path: "generated/acceleration")
    try FileManager.default.createDirectory(
      at: scripts.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Repository.file(path), to: scripts)
    settings = Self.often
  }

  struct GenerationFailed: Error { let transcript: String }

  /// Runs a script to its end.
  ///
  /// - Parameter extra: what else its environment holds, or holds instead.
  func run(
    _ script: String, _ arguments: String..., with extra: [String: String] = [:]
  ) throws -> Command.Outcome {
    try command(script, arguments, with: extra).run()
  }

  /// A script to run, not run yet.
  func command(
    _ script: String, _ arguments: [String] = [], with extra: [String: String] = [:]
  ) throws -> Command {
    let environment = try environment().merging(extra) { _, extra in extra }
    return Command(
      scripts.appending(path: script), arguments, environment: environment, in: folder.url)
  }

  /// What somebody does by hand with the AWS CLI; its answer as plain text.
  @discardableResult
  func aws(_ region: String, _ arguments: String...) throws -> String {
    try aws(region, arguments)
  }

  @discardableResult
  func aws(_ region: String, _ arguments: [String]) throws -> String {
    let aws = Command(
      try awsCLI(), arguments + ["--region", region, "--output", "text"],
      environment: try environment(), in: folder.url)
    let outcome = try aws.run()
    guard outcome.status == 0 else { throw RefusedByHand(transcript: outcome.transcript) }
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The `aws` that comes after those of `inFront`.
  func awsCLI() throws -> URL {
    try aws?.folder.appending(path: "aws") ?? TestTools.tool("aws")
  }

  struct RefusedByHand: Error { let transcript: String }

  /// Where the ids are kept.
  var env: URL { scripts.appending(path: "env") }

  /// A value in `env`.
  func value(_ key: String) throws -> String? {
    try String(contentsOf: env, encoding: .utf8).split(separator: "\n")
      .first { $0.hasPrefix("\(key)=") }.map { String($0.dropFirst(key.count + 1)) }
  }

  /// Nothing of the machine that the tests run on: no credentials, no configuration, no other `aws`.
  private func environment() throws -> [String: String] {
    let tools = try (inFront + [awsCLI().deletingLastPathComponent()])
      .map { $0.path(percentEncoded: false) }.joined(separator: ":")
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(tools):\(inherited)",
      "HOME": folder.url.path(percentEncoded: false),
      "AWS_ENDPOINT_URL": emulator.url.absoluteString,
      "AWS_ACCESS_KEY_ID": "test",
      "AWS_SECRET_ACCESS_KEY": "test",
      "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      "AWS_EC2_METADATA_DISABLED": "true",
      "ACCELGEN_POLL_SECONDS": "1",
      "ACCELGEN_SETTLE_SECONDS": "24",
      "ACCELGEN_TIMEOUT_SECONDS": "3600",
    ].merging(settings) { _, setting in setting }
  }

  /// Runs a script up to the first call of an action, and kills it there with all that it has begun.
  ///
  /// - Parameter kind: `halt-before` or `halt-after` the call takes effect.
  func kill(
    _ script: String, _ arguments: [String] = [], at action: String, _ kind: String = "halt-after"
  ) throws {
    try emulator.strike(kind, action)
    let run = try command(script, arguments).start()
    try waitUntil { try emulator.hasHalted() }
    run.signalAll(SIGKILL)
    _ = try run.outcome()
    try emulator.goOn()
    try emulator.forgetFaults()
  }
}
