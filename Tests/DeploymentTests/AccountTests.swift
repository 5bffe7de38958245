import Foundation
import TestSupport
import Testing

/// A deployment stays in the account that it began in.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AccountTests {
  @Test(arguments: ["2.resource_endpoint_deploy.sh", "deploy_all.sh", "cleanup.sh", "status.sh"])
  func anotherAccountIsRefusedBeforeAnyChange(script: String) throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)
    let first = try deployment.run("1.resource_vpc_deploy.sh")
    try #require(first.status == 0, "\(first.transcript)")
    let made = try emulator.inventory()
    let kept = try String(contentsOf: deployment.env, encoding: .utf8)

    let keys = try deployment.aws(
      EnvTemplate.resourceRegion, "sts", "assume-role", "--role-arn",
      "arn:aws:iam::222222222222:role/somebody", "--role-session-name", "test", "--query",
      "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]"
    ).split(separator: "\t").map(String.init)
    try #require(keys.count == 3)
    try emulator.forgetCalls()
    let outcome = try deployment.command(
      script, script == "cleanup.sh" ? ["--yes"] : [],
      with: [
        "AWS_ACCESS_KEY_ID": keys[0], "AWS_SECRET_ACCESS_KEY": keys[1],
        "AWS_SESSION_TOKEN": keys[2],
      ]
    ).run()

    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "error: these credentials are of account 222222222222, the deployment is in account "
          + "123456789012"), "\(outcome.transcript)")
    #expect(try emulator.calls().map(\.action) == ["GetCallerIdentity"])
    #expect(try emulator.inventory() == made)
    #expect(try String(contentsOf: deployment.env, encoding: .utf8) == kept)
  }
}
