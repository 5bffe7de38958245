import Foundation
import TestSupport
import Testing

/// The VPC's flow log, in a VPC that somebody uses: made once, never changed, replaced, and gone with the rest.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct FlowLogTests {
  private static let bucket = "logs-of-somebody"
  private static let group = "/accelgen/gateway-endpoints/gateway-endpoints/flow-logs"
  private let emulator: Emulator
  private let network: SomebodysVPC

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
  }

  @Test func itGoesToCloudWatchAndGoesAgain() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(
      ["FLOW_LOGS": "cloudwatch", "FLOW_LOGS_RETENTION_DAYS": "14"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let log = try #require(try flowLogs().first)
    #expect(log["resource"] as? String == network.vpc)
    #expect(log["destination"] as? String == Self.group)
    #expect(log["interval"] as? Int == 60)
    // The order that traffic.sh, and the queries of Insights, read without a header.
    let fields = try text(of: "traffic_sums.sh").matches(of: #/QUERY_FIELDS="([a-z0-9_ ]+)"/#)
      .first?.1
    let format = try #require(fields).replacing("_", with: "-").split(separator: " ").map {
      "${\($0)}"
    }
    #expect(log["format"] as? String == format.joined(separator: " "))
    let group = try #require(try found("log-group").first)
    #expect(group["retentionDays"] as? Int == 14)
    // Nobody else's flow logs can be written as this role (the confused deputy).
    let trust = try #require(try found("role").first?["trust"])
    let shown = String(decoding: try JSONSerialization.data(withJSONObject: trust), as: UTF8.self)
    #expect(shown.contains(#""aws:SourceAccount":"123456789012""#), "\(shown)")
    #expect(shown.contains("vpc-flow-log"), "\(shown)")

    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
    try deployment.succeed("status.sh")

    // Also without `env`: it is found by its tag, and nothing is made twice.
    try FileManager.default.removeItem(at: deployment.env)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try flowLogs().count == 1)
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try network.portrait(in: emulator) == before)
    #expect(try found("role").isEmpty && found("log-group").isEmpty)
  }

  /// For callers that may change a bucket's policy, AWS writes its own over it: so the policy is looked at first,
  /// what it lacks is printed, and it stays as it is.
  @Test func theBucketsPolicyIsNeverChanged() throws {
    try emulator.set(["flow_logs_write_bucket_policy": 1.0])
    let deployment = try network.deployment(
      ["FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": Self.bucket], on: emulator)
    try deployment.aws(SomebodysVPC.region, "s3api", "create-bucket", "--bucket", Self.bucket)
    let none = try deployment.run("deploy_all.sh", "--yes")
    #expect(none.status == 1 && none.errors.contains("has no policy"), "\(none.transcript)")
    #expect(none.errors.contains("aws s3api put-bucket-policy --bucket \(Self.bucket)"))
    #expect(try flowLogs().isEmpty)

    let own = """
      {"Version":"2012-10-17","Statement":{"Sid":"Own","Effect":"Allow","Principal":{"AWS":\
      "arn:aws:iam::123456789012:root"},"Action":"s3:*","Resource":"arn:aws:s3:::\(Self.bucket)/*"}}
      """
    try putPolicy(own, deployment)
    let lacking = try deployment.run("5.flow_logs_deploy.sh")
    #expect(lacking.status == 1, "\(lacking.transcript)")
    #expect(
      lacking.errors.contains("it lacks s3:PutObject and s3:GetBucketAcl"), "\(lacking.transcript)")
    #expect(try flowLogs().isEmpty)
    #expect(try policy(deployment) == own, "it is as it was")

    // What was printed, put beside what is there, lets them in.
    let printed = try #require(
      lacking.errors.split(separator: "\n").first { $0.contains("FlowLogsWrite") })
    let statements = printed.trimmingCharacters(in: .whitespaces)
    let whole = #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#
    try putPolicy(whole, deployment)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try flowLogs().map { $0["destination"] as? String } == ["arn:aws:s3:::\(Self.bucket)"])
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try flowLogs().isEmpty)
    #expect(try policy(deployment) == whole)
  }

  /// A condition that nobody can judge here, or another account's, does not count as letting them in.
  @Test(arguments: [
    #""Condition":{"StringEquals":{"aws:SourceAccount":"210987654321"}}"#,
    #""Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}"#,
    #""Condition":{"StringNotEquals":{"aws:SourceAccount":"123456789012"}}"#,
  ])
  func whatOnlySeemsToLetThemInIsRefused(condition: String) throws {
    let deployment = try network.deployment(
      ["FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": Self.bucket], on: emulator)
    try deployment.aws(SomebodysVPC.region, "s3api", "create-bucket", "--bucket", Self.bucket)
    try putPolicy(
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":\
      "delivery.logs.amazonaws.com"},"Action":"s3:*","Resource":"*",\(condition)}]}
      """, deployment)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1 && refused.errors.contains("it lacks"), "\(refused.transcript)")
    #expect(try flowLogs().isEmpty)
  }

  /// Nothing of a flow log can be changed. Whether AWS takes two to one place with different formats, nobody says:
  /// where it does, the new one comes first; where it does not, the old one goes first.
  @Test(arguments: [0.0, 1.0])
  func anotherFormatTakesANewOne(differByFormat: Double) throws {
    try emulator.set(["flow_logs_differ_by_format": differByFormat])
    let deployment = try network.deployment(["FLOW_LOGS": "cloudwatch"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let first = try #require(try deployment.value("GATEWAY_FLOW_LOG_ID"))
    let step = deployment.scripts.appending(path: "5.flow_logs_deploy.sh")
    let text = try String(contentsOf: step, encoding: .utf8)
    try Data(
      text.replacing("traffic-path log-status\"", with: "traffic-path log-status reject-reason\"")
        .utf8
    )
    .write(to: step)

    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("! settings of GATEWAY_FLOW_LOG "), "\(status.transcript)")
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--yes")
    let second = try #require(try deployment.value("GATEWAY_FLOW_LOG_ID"))
    #expect(second != first)
    #expect(try flowLogs().map { $0["id"] as? String } == [second])
    let changes = try emulator.calls().filter(\.mutating)
    let done = changes.filter { $0.error == nil }.map(\.action)
    #expect(
      done
        == (differByFormat == 1
          ? ["CreateFlowLogs", "DeleteFlowLogs"] : ["DeleteFlowLogs", "CreateFlowLogs"]))
    try deployment.succeed("status.sh")
  }

  /// The call succeeds, and its answer says that it made nothing.
  @Test func aRefusalInTheAnswerIsARefusal() throws {
    try emulator.set("flow_logs_refused", to: "Internal trouble of AWS's")
    let deployment = try network.deployment(["FLOW_LOGS": "cloudwatch"], on: emulator)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("aws ec2 create-flow-logs was refused"), "\(refused.transcript)")
    #expect(refused.errors.contains("Internal trouble of AWS's"), "\(refused.transcript)")
    try emulator.set("flow_logs_refused", to: "")
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.set("flow_logs_refused", to: "Internal trouble of AWS's")
    let kept = try deployment.run("cleanup.sh", "--yes")
    #expect(
      kept.status == 1 && kept.errors.contains("Internal trouble of AWS's"), "\(kept.transcript)")
    #expect(try flowLogs().count == 1)
    try emulator.set("flow_logs_refused", to: "")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try flowLogs().isEmpty)
  }

  /// Somebody else's flow log to the same place is neither taken over nor deleted.
  @Test func somebodyElsesIsLeftAlone() throws {
    let deployment = try network.deployment(
      ["FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": Self.bucket], on: emulator)
    try deployment.aws(SomebodysVPC.region, "s3api", "create-bucket", "--bucket", Self.bucket)
    try putPolicy(
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":\
      "delivery.logs.amazonaws.com"},"Action":["s3:PutObject","s3:GetBucketAcl"],"Resource":\
      ["arn:aws:s3:::\(Self.bucket)","arn:aws:s3:::\(Self.bucket)/*"]}]}
      """, deployment)
    let theirs = try deployment.aws(
      SomebodysVPC.region, "ec2", "create-flow-logs", "--resource-type", "VPC", "--resource-ids",
      network.vpc,
      "--traffic-type", "ALL", "--log-destination-type", "s3", "--log-destination",
      "arn:aws:s3:::\(Self.bucket)", "--query", "FlowLogIds[0]")
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("FlowLogAlreadyExists"), "\(refused.transcript)")
    #expect(
      refused.errors.contains("not of this deployment, goes to the same place"),
      "\(refused.transcript)")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try flowLogs().map { $0["id"] as? String } == [theirs])
  }

  /// That it is active says nothing: nothing may arrive all the same.
  @Test func whatDoesNotArriveIsTold() throws {
    let deployment = try network.deployment(["FLOW_LOGS": "cloudwatch"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    try deployment.succeed("status.sh")
    try emulator.set("flow_logs_fail", to: "Rate limited")
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(
      status.output.contains(#/! delivery of GATEWAY_FLOW_LOG +Rate limited/#),
      "\(status.transcript)")
  }

  /// What it has written is the user's: to want no flow logs deletes none of it, and cleanup.sh names it first.
  @Test func recordsAreKeptUntilCleanup() throws {
    let deployment = try network.deployment(["FLOW_LOGS": "cloudwatch"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    try deployment.aws(
      SomebodysVPC.region, "logs", "create-log-stream", "--log-group-name", Self.group,
      "--log-stream-name", "eni-1")
    try deployment.write("env.template", network.template())
    try deployment.generate()
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(
      status.output.contains(#/! GATEWAY_FLOW_LOG_ID +no longer wanted/#), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try flowLogs().isEmpty && found("role").isEmpty)
    #expect(try found("log-group").count == 1)
    try deployment.succeed("status.sh")
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(
      cleanup.output.contains("\(Self.group): the records in it go with it"),
      "\(cleanup.transcript)")
    #expect(try found("log-group").isEmpty)
  }

  /// A log group, or a role, of that name that is not the deployment's is not written into.
  @Test func aLogGroupOfSomebodyElseIsRefused() throws {
    let deployment = try network.deployment(["FLOW_LOGS": "cloudwatch"], on: emulator)
    try deployment.aws(
      SomebodysVPC.region, "logs", "create-log-group", "--log-group-name", Self.group)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("the name or port of GATEWAY_FLOW_LOG_GROUP_ARN is taken"),
      "\(refused.transcript)")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try found("log-group").count == 1)
  }

  // MARK: - What is there

  private func flowLogs() throws -> [[String: Any]] { try found("vpc-flow-log") }

  /// With all that the emulator's inventory tells.
  private func found(_ type: String) throws -> [[String: Any]] {
    let all = try JSONSerialization.jsonObject(with: emulator.inventoryText()) as? [[String: Any]]
    return (all ?? []).filter { $0["type"] as? String == type }
  }

  private func putPolicy(_ policy: String, _ deployment: Deployment) throws {
    try deployment.aws(
      SomebodysVPC.region, "s3api", "put-bucket-policy", "--bucket", Self.bucket, "--policy", policy
    )
  }

  private func policy(_ deployment: Deployment) throws -> String {
    try deployment.aws(
      SomebodysVPC.region, "s3api", "get-bucket-policy", "--bucket", Self.bucket, "--query",
      "Policy")
  }

  private func text(of template: String) throws -> String {
    try String(
      contentsOf: Repository.file("templates/gateway-endpoints/\(template)"), encoding: .utf8)
  }
}
