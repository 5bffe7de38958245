import Foundation
import TestSupport
import Testing

/// What does not look like AWS's answer is not taken for one.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AnswerTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  /// Case 5, boto/botocore#2463: a page of a proxy's came after the call took effect, and the tags are late. It was
  /// taken for AWS's no, and the next run made another.
  @Test(arguments: ["html", "xhtml", "text"])
  func aProxysPageIsNoAnswer(page: String) throws {
    let deployment = try Deployment.ofCase(on: emulator)
    try emulator.set(["tags_visible_seconds": 10_000])
    try emulator.answer("CreateVpc", withPage: page)
    try expectOne("vpc", of: Step.resourceVPC, deployment)
  }

  /// The same for the Elastic IPs, which take no token by which AWS would know the call again.
  @Test func aProxysPageMakesNoThirdElasticIP() throws {
    let deployment = try Deployment.ofCase(on: emulator)
    try deployment.succeed(Step.exposeVPC)
    try emulator.set(["tags_visible_seconds": 10_000])
    try emulator.answer("AllocateAddress", withPage: "text")
    try expectOne("elastic-ip", of: Step.loadBalancer, deployment, count: 2)
  }

  /// Runs a step as often as its user would who is told to; what was asked for is looked for until it is there.
  private func expectOne(
    _ type: String, of step: String, _ deployment: Deployment, count: Int = 1
  ) throws {
    var outcomes: [Command.Outcome] = []
    repeat {
      var struck = false
      outcomes.append(
        try deployment.run(
          step,
          untilItMeets: { call in
            struck = struck || call.error == "page-after"
            // The search that follows finds nothing yet.
            return struck && call.action == "DescribeTags"
          }
        ).outcome)
    } while outcomes.last?.status != 0 && outcomes.count < 3
    let transcripts = outcomes.map(\.transcript).joined(separator: "\n")
    #expect(outcomes.map(\.status) == [0], "\(transcripts)")
    #expect(try emulator.ids(type).count == count, "\(transcripts)")
  }

  /// Case 9, lianghong/delete_vpc#18 and aws/aws-cli#8187: an `aws` of Windows ends its lines in CR LF, which went
  /// into `env`.
  @Test func carriageReturnsAreTakenOff() throws {
    var deployment = try Deployment.ofCase(on: emulator)
    deployment.inFront = [Repository.file("Tests/Tools/crlf_aws")]
    try deployment.succeed("preflight.sh")
    try deployment.succeed(Step.resourceVPC)
    #expect(try !Data(contentsOf: deployment.env).contains(UInt8(ascii: "\r")))
    #expect(try deployment.saved("RESOURCE_VPC_ID") == emulator.ids("vpc").first)
    let status = try deployment.run("status.sh")
    #expect(status.output.contains("  RESOURCE_VPC_ID "), "\(status.transcript)")
    let cleanup = try deployment.succeed("cleanup.sh", "--yes")
    #expect(cleanup.output.contains("  deleted  RESOURCE_VPC_ID "), "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id) == [])
  }

  /// The other half of case 9: what is no id does not become one.
  @Test func whatIsNoIDIsRefused() throws {
    for answer in ["vpc-* /etc/*", "-vpc-0123", "https://example.com/vpc-0123", "vpc", "vpc-"] {
      var deployment = try Deployment.ofCase(on: emulator)
      try deployment.standIn(
        for: deployment.awsCLI(),
        "case \"$*\" in *create-vpc*) echo '\(answer)' ;; *) next \"$@\" ;; esac")
      let outcome = try deployment.run(Step.resourceVPC)
      #expect(outcome.status == 1, "\(outcome.transcript)")
      #expect(
        outcome.errors.contains("error: aws ec2 create-vpc gave no id of a vpc, but: \(answer)"),
        "\(outcome.transcript)")
      #expect(try deployment.value("RESOURCE_VPC_ID") == nil)
    }
    #expect(try emulator.calls().allSatisfy { !$0.mutating })
  }

  /// Case 22, aws/aws-cli#7386: an alias named like a service put the account's id in quotes, and everything was
  /// made before that was noticed.
  @Test func whatIsNoAccountIDIsRefusedAtOnce() throws {
    // An alias is read when the AWS CLI starts, so each call is a process here.
    let deployment = try Deployment.ofCase(on: emulator, template: nil, with: nil)
    try deployment.write(
      ".aws/cli/alias", "[toplevel]\nsts = !f() { echo '\"123456789012\"'; }; f\n")
    let outcome = try deployment.run(Step.resourceVPC)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "error: aws sts get-caller-identity gives no account id, but: \"123456789012\""),
      "\(outcome.transcript)")
    #expect(outcome.errors.contains("is sts an alias of your AWS CLI"))
    #expect(try emulator.calls().isEmpty)
  }
}
