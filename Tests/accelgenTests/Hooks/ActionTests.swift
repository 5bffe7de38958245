import Foundation
import TestSupport
import Testing

/// action.yml, what a repository's CI names in one line: its steps, run here as GitHub runs them
/// (https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax).
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ActionTests {
  private struct Action: Decodable {
    struct Input: Decodable {
      let description: String
      let `default`: String
    }
    struct Step: Decodable {
      let name: String
      let id: String?
      let shell: String
      let run: String
      let env: [String: String]?
      let workingDirectory: String?

      enum CodingKeys: String, CodingKey {
        case name, id, shell, run, env
        case workingDirectory = "working-directory"
      }
    }
    struct Runs: Decodable {
      let using: String
      let steps: [Step]
    }
    let name, description: String
    let inputs: [String: Input]
    let runs: Runs
  }

  private let scratch: Scratch
  private let action: Action

  init() throws {
    scratch = try Scratch()
    let program = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
    let outcome = try Command(
      TestTools.tool("python"), ["-c", program], input: Golden.text("action.yml")
    ).run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
    action = try JSONDecoder().decode(Action.self, from: Data(outcome.output.utf8))
    // Two minutes of a release build are not what is tested: this swift has built already.
    try scratch.write(
      "tools/swift",
      """
      #!/bin/bash
      printf '%s\\n' "$@" >>"$RUNNER_TEMP/swift-arguments"
      case " $* " in *" --show-bin-path "*) dirname "$BUILT" ;; esac

      """)
    try scratch.setMode("tools/swift", 0o755)
    try scratch.write("temp/keep", "")
    try scratch.write("repository/keep", "")
  }

  /// The outputs of the steps so far, as GitHub reads them.
  private func outputs() -> [String: String] {
    let lines = (scratch.read("output") ?? "").split(separator: "\n")
    return lines.reduce(into: [:]) { outputs, line in
      let halves = line.split(separator: "=", maxSplits: 1)
      outputs[String(halves[0])] = halves.count == 2 ? String(halves[1]) : ""
    }
  }

  /// `${{ inputs.NAME }}` and `${{ steps.build.outputs.NAME }}` replaced.
  private func expand(_ text: String, _ inputs: [String: String]) throws -> String {
    var text = text
    while let match = text.firstMatch(of: /\${{ ([a-z.-]+) }}/) {
      let words = match.1.split(separator: ".").map(String.init)
      let value =
        words[0] == "inputs"
        ? inputs[words[1]] ?? action.inputs[words[1]]?.default
        : words.prefix(3) == ["steps", "build", "outputs"] ? outputs()[words[3]] : nil
      text.replaceSubrange(match.range, with: try #require(value, "\(match.1)"))
    }
    return text
  }

  /// Runs the steps one after the other, up to the first that fails.
  private func run(_ inputs: [String: String] = [:]) throws -> Command.Outcome {
    try scratch.write("output", "")
    var outcome: Command.Outcome?
    for step in action.runs.steps where outcome.map({ $0.status == 0 }) ?? true {
      // What GitHub's "bash" stands for.
      try #require(step.shell == "bash")
      let script = try scratch.write("step.sh", step.run)
      var environment = [
        "PATH": scratch.path("tools") + ":/usr/bin:/bin", "BUILT": Repository.accelgen.path,
        "GITHUB_ACTION_PATH": Repository.root.path, "RUNNER_TEMP": scratch.path("temp"),
        "GITHUB_OUTPUT": scratch.path("output"),
      ]
      for (name, value) in step.env ?? [:] { environment[name] = try expand(value, inputs) }
      let folder = scratch.url.appending(path: "repository")
        .appending(path: try expand(step.workingDirectory ?? ".", inputs))
      outcome = try Command(
        URL(filePath: "/bin/bash"), ["--noprofile", "--norc", "-eo", "pipefail", script],
        environment: environment, in: folder
      ).run()
    }
    return try #require(outcome)
  }

  @Test func itIsACompositeAction() {
    #expect(action.runs.using == "composite")
    #expect(action.runs.steps.count == 2)
    #expect(!action.name.isEmpty && !action.description.isEmpty)
    // No input stands in a script: it would be code there.
    #expect(action.runs.steps.allSatisfy { !$0.run.contains("${{") })
  }

  @Test func staleScriptsFailItAndScriptsThatAreUpToDateDoNot() throws {
    let stale = try run()
    #expect(stale.status == 3, "\(stale.transcript)")
    #expect(stale.output.contains("::error file=generated/acceleration/lib.sh,line=1,"))
    let written = try Command(
      Repository.accelgen, in: scratch.url.appending(path: "repository")
    ).run()
    #expect(written.status == 0)
    #expect(try run().status == 0)
  }

  @Test func argumentsAreAWordALine() throws {
    try scratch.write(
      "repository/deploy/my prod.env", try Golden.text("templates/acceleration/env.template"))
    let inputs = [
      "working-directory": "deploy", "arguments": "--env\nmy prod.env\n\n--output\n../out $(x) *\n",
    ]
    let stale = try run(inputs)
    #expect(stale.status == 3, "\(stale.transcript)")
    #expect(stale.output.contains("::error file=../out $(x) */acceleration/lib.sh,"))
  }

  @Test func theRealSwiftTakesItsOptions() throws {
    _ = try run()
    let given = try #require(scratch.read("temp/swift-arguments")).split(separator: "\n")
    let arguments = given.suffix(from: given.lastIndex(of: "build") ?? 0).map(String.init)
    #expect(arguments.last == "--show-bin-path")
    let swift = try #require(Command.program("swift") ?? path(of: "swift"))
    let outcome = try Command(swift, arguments, in: scratch.url).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.hasPrefix(scratch.path("temp/accelgen-build")))
  }

  /// The toolchain is wherever the one who runs the tests has it.
  private func path(of program: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(filePath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// https://docs.zizmor.sh/audits: pinned by hash, no credentials that stay, no more rights than needed.
  @Test(arguments: ["regular", "pedantic"])
  func whatIsShippedForWorkflowsPassesZizmor(persona: String) throws {
    let outcome = try Command(
      TestTools.tool("zizmor"),
      [
        "--offline", "--no-progress", "--strict-collection", "--persona", persona, "action.yml",
        "Examples/github-workflow.yml", ".pre-commit-hooks.yaml",
      ]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("No findings to report"))
  }

  @Test func theExampleUsesTheAction() throws {
    let workflow = try Golden.text("Examples/github-workflow.yml")
    let uses = workflow.matches(of: /uses: (\S+)@([0-9a-f]{40})\b/).map { String($0.1) }
    #expect(uses == ["actions/checkout", "OWNER/accelgen"])
    #expect(workflow.contains("persist-credentials: false"))
  }
}
