import Foundation
import TestSupport
import Testing

/// What ALARM_EMAIL adds to gateway endpoints: alarms on what NAT gateways carry and on errors where AWS shows any,
/// word of changes, a dashboard; of what exists alone.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct GatewayMonitoringTests {
  private static let kinds: Set = ["alarm", "dashboard", "event-rule", "topic"]
  private static let watched = ["ALARM_EMAIL": "first@example.com", "NAT_GB_ALARM": "50"]
  private let emulator: Emulator
  private let network: SomebodysVPC

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
  }

  @Test func itComesStaysAndGoes() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(Self.watched, on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.confirm("first@example.com")
    let topic = try #require(try deployment.value("GATEWAY_ALARM_TOPIC_ARN"))
    // One for each NAT gateway that a table leads to, both directions of what goes outside.
    for nat in network.nats.values {
      let alarm = try #require(
        try found("alarm").first { ($0["name"] as? String)?.hasSuffix("nat-bytes-\(nat)") == true })
      #expect(
        alarm["metrics"] as? [String] == [
          "m1 = Sum of AWS/NATGateway BytesOutToDestination (NatGatewayId \(nat))",
          "m2 = Sum of AWS/NATGateway BytesInFromDestination (NatGatewayId \(nat))",
          "total = (m1+m2)/1073741824",
        ])
      #expect(alarm["limit"] as? String == "GreaterThanThreshold 50.0")
    }
    #expect(
      try found("alarm").count == network.nats.count, "nothing watches what AWS does not show")
    let rule = try #require(try found("event-rule").first)
    #expect(rule["targets"] as? [String] == [topic])
    let dashboard = try shownDashboard()
    // us-east-1's price stands in data/prices.
    #expect(dashboard.contains("/1073741824*0.045"), "\(dashboard)")
    #expect(!dashboard.contains("AWS/S3") && !dashboard.contains("AWS/DynamoDB"), "\(dashboard)")
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let tables = network.clientTables.joined(separator: " ")
    #expect(dashboard.contains("\(endpoint): \(tables)"), "\(dashboard)")

    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
    try deployment.succeed("status.sh")

    try deployment.write("env.template", network.template())
    try deployment.generate()
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(
      status.output.contains(#/! GATEWAY_EVENT_RULE_ARN +no longer wanted/#), "\(status.transcript)"
    )
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try emulator.inventory().filter { Self.kinds.contains($0.type) }.map(\.id) == [])
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// A NAT gateway that no table leads to any more has nothing to do with the endpoints.
  @Test func alarmsFollowTheTables() throws {
    let deployment = try network.deployment(Self.watched, on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let table = try #require(network.tables["private-b"])
    let other = try #require(network.nats["public-b"])
    try deployment.aws(
      SomebodysVPC.region, "ec2", "delete-route", "--route-table-id", table,
      "--destination-cidr-block", "0.0.0.0/0")
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("no longer wanted nat-bytes-\(other)"), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try found("alarm").count == network.nats.count - 1)
    try emulator.confirm("first@example.com")
    try deployment.succeed("status.sh")
  }

  /// Errors of buckets and tables are watched where AWS shows them, under names that say whose they are.
  @Test func errorsAreWatchedWhereThereAreMetrics() throws {
    for (namespace, metric, dimensions) in [
      ("AWS/S3", "5xxErrors", ["BucketName": "orders", "FilterId": "EntireBucket"]),
      ("AWS/S3", "FirstByteLatency", ["BucketName": "orders", "FilterId": "EntireBucket"]),
      ("AWS/DynamoDB", "SystemErrors", ["TableName": "carts", "Operation": "GetItem"]),
    ] {
      _ = try emulator.post(
        "metrics",
        [
          "region": SomebodysVPC.region, "namespace": namespace, "metric": metric,
          "dimensions": dimensions,
          "points": [["time": Date().timeIntervalSince1970, "value": 0]],
        ])
    }
    let deployment = try network.deployment(
      Self.watched.merging([
        "S3_BUCKETS": "orders,others", "DYNAMODB_TABLES": "carts,others", "GATEWAY_AWS_BUCKETS": "",
      ]) { $1 }, on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let names = try found("alarm").compactMap { $0["name"] as? String }
      .map { String($0.split(separator: ":").last ?? "") }.filter { !$0.hasPrefix("nat-") }
    #expect(
      names.sorted() == [
        "dynamodb-errors-of-all-clients-carts-GetItem",
        "s3-errors-of-all-clients-orders-EntireBucket",
      ])
    let dashboard = try shownDashboard()
    #expect(
      dashboard.contains("S3, every client: errors") && !dashboard.contains("4xxErrors"),
      "\(dashboard)")
    #expect(dashboard.contains("FirstByteLatency"), "\(dashboard)")
    #expect(dashboard.contains("DynamoDB, every client: errors"), "\(dashboard)")
    #expect(!dashboard.contains("SuccessfulRequestLatency"), "\(dashboard)")
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
  }

  /// The call succeeds, and its answer says that nobody is told.
  @Test func aTargetThatIsRefusedInTheAnswerIsARefusal() throws {
    try emulator.set(["event_targets_fail": 1.0])
    let deployment = try network.deployment(Self.watched, on: emulator)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("aws events put-targets was refused"), "\(refused.transcript)")
    try emulator.set(["event_targets_fail": 0.0])
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.set(["event_targets_fail": 1.0])
    let kept = try deployment.run("cleanup.sh", "--yes")
    #expect(
      kept.status == 1 && kept.errors.contains("aws events remove-targets was refused"),
      "\(kept.transcript)")
    try emulator.set(["event_targets_fail": 0.0])
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().filter { Self.kinds.contains($0.type) }.map(\.id) == [])
  }

  /// Whoever else may put something into the topic still may.
  @Test func theTopicsPolicyKeepsWhatIsThere() throws {
    let deployment = try network.deployment(Self.watched, on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.confirm("first@example.com")
    let topic = try #require(try deployment.value("GATEWAY_ALARM_TOPIC_ARN"))
    let theirs = """
      {"Sid":"Theirs","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/a\\"]}b"},\
      "Action":"sns:Publish","Resource":"\(topic)"}
      """
    try deployment.aws(
      SomebodysVPC.region, "sns", "set-topic-attributes", "--topic-arn", topic, "--attribute-name",
      "Policy",
      "--attribute-value", #"{"Version":"2012-10-17","Id":"Theirs","Statement":\#(theirs)}"#)
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("! policy of GATEWAY_ALARM_TOPIC "), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    let policy = try deployment.aws(
      SomebodysVPC.region, "sns", "get-topic-attributes", "--topic-arn", topic, "--query",
      "Attributes.Policy")
    #expect(policy.contains(theirs) && policy.contains(#""Id":"Theirs""#), "\(policy)")
    #expect(policy.contains("events.amazonaws.com"), "\(policy)")
    try deployment.succeed("status.sh")
  }

  // MARK: - What is there

  private func found(_ type: String) throws -> [[String: Any]] {
    let all = try JSONSerialization.jsonObject(with: emulator.inventoryText()) as? [[String: Any]]
    return (all ?? []).filter { $0["type"] as? String == type }
  }

  private func shownDashboard() throws -> String {
    let body = try #require(try found("dashboard").first?["body"])
    let data = try JSONSerialization.data(withJSONObject: body, options: [.withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
