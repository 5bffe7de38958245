import AccelGenKit
import Foundation
import TestSupport
import Testing

/// What the engines do that needs no AWS.
struct RuntimeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes what a stack ships.
  private func scripts(_ golden: GoldenDeployment) throws -> URL {
    let scripts = folder.url.appending(path: golden.stack.name)
    try golden.write(to: scripts)
    return scripts
  }

  private func run(_ words: String, _ scripts: URL) throws -> Command.Outcome {
    let place = folder.url.appending(path: "run")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return try Command(
      #require(Command.program("bash")),
      [
        "-c", "source \"$1/lib.sh\"\nRUN=$2\n\(words)", "test",
        scripts.path(percentEncoded: false), place.path(percentEncoded: false),
        Repository.root.path(percentEncoded: false),
      ], environment: ["PATH": "/usr/bin:/bin"], in: folder.url
    ).run()
  }

  /// Sorted as text, the tenth would come before the second.
  @Test func stepsRunInTheOrderOfTheirNumbers() throws {
    let outcome = try run(
      """
      source "$3/templates/common/runtime/deploy.sh"
      STEPS=("11.last.sh 2.second.sh" "10.tenth.sh 9.ninth.sh" "9.ninth.sh" "2.second.sh" "1.first.sh")
      run_step() { printf '%s\\n' "$1"; }
      run_by_number
      """, scripts(.shipped(.acceleration)))
    #expect(
      outcome.output == "1.first.sh\n2.second.sh\n9.ninth.sh\n10.tenth.sh\n11.last.sh\n",
      "\(outcome.transcript)")
  }

  /// Whatever stands before it or after: it would be looked at all the same, and its user believe that it was heard.
  @Test(arguments: GoldenDeployment.shipped)
  func statusRefusesWhatItDoesNotKnow(golden: GoldenDeployment) throws {
    let status = try scripts(golden).appending(path: "status.sh")
    for words in [["--bogus"], ["--json", "--bogus"], ["--bogus", "--json"], ["--json", "more"]] {
      let outcome = try Command(
        status, words, environment: ["PATH": "/usr/bin:/bin"], in: folder.url
      ).run()
      let unknown = try #require(words.first { $0 != "--json" })
      #expect(outcome.status == 2, "\(words): \(outcome.transcript)")
      #expect(outcome.output == "", "\(words)")
      #expect(
        outcome.errors.hasPrefix("error: status.sh has no option \(unknown)\n"),
        "\(outcome.transcript)")
    }
    let help = try Command(
      status, ["--json", "--help"], environment: ["PATH": "/usr/bin:/bin"], in: folder.url
    ).run()
    #expect(help.status == 0 && help.output.contains("usage: ./status.sh [--json]"))
  }

  /// That AWS refuses to tell what carries the tag once meant that nothing does: cleanup.sh without `env` left all of it,
  /// and ended well.
  @Test func aRefusedSearchIsNoEmptyAnswer() throws {
    let refused = """
      use_side EXPOSE
      aws() { complain refused && return 1; }
      inventory
      printf 'went on\\n'
      """
    let outcome = try run(refused, scripts(.shipped(.acceleration)))
    #expect(outcome.status != 0 && outcome.output == "", "\(outcome.transcript)")
  }

  /// What is started may go to another side; who starts it stays, also where nothing runs side by side.
  @Test(arguments: ["ACCELGEN_SEQUENTIAL", "ACCELGEN_PLAN", "NOTHING"])
  func whoStartsSomethingStaysOnItsSide(mode: String) throws {
    let outcome = try run(
      """
      export \(mode)=1
      "$BASH" -c 'source "$1/lib.sh"
        RUN=$2
        go_elsewhere() { use_side RESOURCE; }
        use_side EXPOSE
        start go_elsewhere
        await_started
        printf "%s %s" "$SIDE" "$SIDE_REGION"' test "$1" "$2"
      """, scripts(.shipped(.acceleration)))
    #expect(outcome.output == "EXPOSE \(EnvTemplate.exposeRegion)", "\(outcome.transcript)")
  }

  /// What AWS went on refusing to delete was asked for again at once each time, and without an end.
  @Test func whatIsNotDeletedIsWaitedForWithADeadline() throws {
    let outcome = try run(
      """
      distribution::deadline() { printf 2; }
      aws() {
        case $2 in
          get-distribution) printf 'Deployed\\tFalse\\tE1\\n' ;;
          *) printf '%s\\n' "$2" >>"$RUN/asked" ;;
        esac
      }
      status=0
      distribution::delete E1ABC || status=$?
      printf '%s %s' "$status" "$(grep -c delete-distribution "$RUN/asked")"
      """, scripts(.shipped(.mlNetwork)))
    #expect(outcome.output.wholeMatch(of: /1 [1-5]/) != nil, "\(outcome.transcript)")
    #expect(outcome.errors.contains("error: E1ABC is still there after 2 s"), "\(outcome.errors)")
  }

  /// A kind says what its ids look like; where the table knows none, an id has the shape of most.
  @Test(arguments: [
    ("EDGE_VPC_ORIGIN_ID", "vo_Ab1", true), ("EDGE_DISTRIBUTION_ID", "E1ABC", true),
    ("EDGE_DISTRIBUTION_ID", "vo_Ab1", false), ("NETWORK_VPC_ID", "vpc-1", true),
    ("NETWORK_VPC_ID", "subnet-1", false), ("NETWORK_VPC_ID", "vpc-* /etc/*", false),
    ("OTHER_ID", "subnet-1", true), ("OTHER_ID", "E1ABC", false), ("OTHER_ID", "None", false),
    ("OTHER_ID", "01234567-0123-0123-0123-0123456789ab", true),
  ])
  func anIDIsOneOfItsKind(key: String, id: String, isOne: Bool) throws {
    let outcome = try run(
      "if has_shape \(key) '\(id)'; then printf yes; else printf no; fi",
      scripts(.shipped(.mlNetwork)))
    #expect(outcome.output == (isOne ? "yes" : "no"), "\(outcome.transcript)")
  }
}
