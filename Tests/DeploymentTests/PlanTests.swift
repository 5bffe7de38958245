import Foundation
import TestSupport
import Testing

/// What `deploy_all.sh --plan` prints: lines to copy, which make a deployment that works.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PlanTests {
  /// All that a name and a tag may have in it, and bash would read otherwise without quotes.
  private static let name = "my vpc: a/b=c + d@e"
  private static let template = EnvTemplate([
    "RESOURCE_VPC_NAME": name, "EXPOSE_VPC_NAME": "\(name) (2)".replacing(/[()]/, with: ""),
    "TAGS": "Cost Center=a = b,Path=//x @ y",
  ])

  /// Of whatever is deployed: it is asked for before there is anything, `env` included.
  @Test(arguments: GoldenDeployment.all)
  func itIsAllThatIsSaid(of golden: GoldenDeployment) throws {
    let folder = try TemporaryFolder()
    try golden.write(to: folder.url)
    let script = folder.url.appending(path: "deploy_all.sh")
    let outcome = try Command(
      script, ["--plan"], environment: ["PATH": "/usr/bin:/bin", "HOME": "/"]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("aws "))
  }

  @Test func itsLinesMakeADeploymentAndTagsAloneTakeItAway() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator, template: Self.template.text)
    let lines = try plan(of: deployment)
    #expect(try emulator.calls().isEmpty)

    let zones = ["RESOURCE": EnvTemplate.resourceRegion, "EXPOSE": EnvTemplate.exposeRegion]
      .flatMap { side, region in
        [("1", "a"), ("2", "b")].map { "\(side)_ZONE_\($0.0)=\(region)\($0.1)\n" }
      }.sorted().joined()
    try deployment.write(
      "plan.sh",
      "set -Eeuo pipefail\n\(zones)RESOURCE_ACCOUNT_ID=123456789012\n\(lines)")
    var command = try deployment.command("../../plan.sh")
    command.arguments = [command.executable.path]
    command.executable = URL(filePath: "/bin/bash")
    let made = try command.run()
    try #require(made.status == 0, "\(made.transcript)")

    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
    let ours = try emulator.inventory().filter(\.isOurs)
    #expect(ours.contains { $0.tags["Name"] == Self.name })
    #expect(ours.allSatisfy { $0.tags["Cost Center"] == "a = b" && $0.tags["Path"] == "//x @ y" })
    let group = try #require(ours.first { $0.type == "target-group" }).id
    let health = try deployment.aws(
      EnvTemplate.exposeRegion, "elbv2", "describe-target-health", "--target-group-arn", group,
      "--query", "TargetHealthDescriptions[].TargetHealth.State")
    #expect(health == "healthy\thealthy")

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().isEmpty)
  }

  /// Without credentials, without a network, without leaving anything behind.
  private func plan(of deployment: Deployment) throws -> String {
    let files = try FileManager.default.subpathsOfDirectory(atPath: deployment.scripts.path)
    let outcome = try deployment.command(
      "deploy_all.sh", ["--plan"],
      with: [
        "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "",
        "AWS_SECRET_ACCESS_KEY": "",
      ]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.errors == "")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: deployment.scripts.path) == files)
    return outcome.output
  }
}
