import Foundation
import TestSupport
import Testing

/// .pre-commit-hooks.yaml: what pre-commit (https://pre-commit.com/#creating-new-hooks) reads and runs.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PreCommitHookTests {
  private struct Hook: Decodable {
    let id: String
    let name: String
    let description: String
    let entry: String
    let language: String
    let alwaysRun: Bool?
    let passFilenames: Bool
    /// What keeps hooks that do not always run from running.
    let files, exclude: String?
    let types: [String]?

    enum CodingKeys: String, CodingKey {
      case id, name, description, entry, language, files, exclude, types
      case alwaysRun = "always_run"
      case passFilenames = "pass_filenames"
    }
  }

  /// The hooks by their ids, read as pre-commit reads them: by PyYAML.
  private func hooks() throws -> [String: Hook] {
    let program = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
    let outcome = try Command(
      TestTools.tool("python"), ["-c", program], input: Golden.text(".pre-commit-hooks.yaml")
    ).run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
    let hooks = try JSONDecoder().decode([Hook].self, from: Data(outcome.output.utf8))
    return Dictionary(hooks.map { ($0.id, $0) }) { first, _ in first }
  }

  @Test func thereAreTwoHooksThatPreCommitBuildsWithSwift() throws {
    let hooks = try hooks()
    #expect(hooks.keys.sorted() == ["accelgen-check", "accelgen-generate"])
    for hook in hooks.values {
      // pre-commit builds the package's executables, and finds the entry's first word among them.
      #expect(hook.language == "swift")
      #expect(hook.entry.hasPrefix("accelgen "))
      #expect(!hook.passFilenames)
      #expect(!hook.name.isEmpty && !hook.description.isEmpty)
    }
  }

  /// A policy, a removed script, a folder of one's own for scripts or templates: no pattern of names has them all.
  @Test func theyRunAtEveryCommitWhateverItChanges() throws {
    for hook in try hooks().values {
      #expect(hook.alwaysRun == true, "\(hook.id)")
      #expect(hook.files == nil && hook.exclude == nil && hook.types == nil, "\(hook.id)")
    }
  }

  @Test func theEntriesWork() throws {
    let hooks = try hooks()
    let check = try #require(hooks["accelgen-check"]?.entry)
    let generate = try #require(hooks["accelgen-generate"]?.entry)
    let scratch = try Scratch()
    let path = Repository.accelgen.deletingLastPathComponent().path + ":/usr/bin:/bin"
    func run(_ entry: String) throws -> Command.Outcome {
      try BuiltBinary.bash(entry, in: scratch, environment: ["PATH": path])
    }
    #expect(try run(check).status == 3)
    #expect(try run(generate).status == 0)
    #expect(try run(check).status == 0)
    try scratch.write("generated/acceleration/lib.sh", "edited\n")
    #expect(try run(check).status == 3)
    try scratch.remove("generated/acceleration/lib.sh")
    #expect(try run(check).status == 3)
  }
}
