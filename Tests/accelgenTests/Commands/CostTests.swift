import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// `accelgen cost`, in processes of their own: the built-in env template is used in an empty folder
/// only.
@Suite struct CostTests {
  private let scratch: Scratch
  private static let usage = ["--gb-in", "100", "--gb-out", "500"]
  /// 2026-11-27, on which the recorded estimates were made.
  private static let today = "1795737600"

  /// `accelgen cost` on that day.
  private func run(_ options: [String]) throws -> Command.Outcome {
    try BuiltBinary.run(
      ["cost"] + options, in: scratch, environment: ["SOURCE_DATE_EPOCH": Self.today])
  }

  init() throws {
    scratch = try Scratch()
    try scratch.write("answers.json", try Golden.text("Tests/Fixtures/prices/answers.json"))
  }

  @Test(arguments: [
    ("shipped-prices.txt", usage),
    ("all-prices.txt", usage + ["--prices", "answers.json"]),
    ("all-prices.json", usage + ["--prices", "answers.json", "--format", "json"]),
    ("nothing-sent.txt", ["--hours", "24", "--prices", "answers.json"]),
  ])
  func theEstimateOfTheBuiltInTemplateIsAsRecorded(golden: String, options: [String]) throws {
    let result = try run(options)
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/\(golden)")
  }

  @Test(arguments: [
    ("virginia", "us-east-1", "ap-southeast-1", "com.amazonaws.us-east-1.sagemaker.runtime"),
    ("china", "cn-north-1", "cn-northwest-1", "cn.com.amazonaws.cn-north-1.sagemaker.runtime"),
    ("govcloud", "us-gov-west-1", "us-gov-east-1", "com.amazonaws.us-gov-west-1.sagemaker.runtime"),
  ])
  func theEstimateOfOtherRegionsIsAsRecorded(
    golden: String, resource: String, expose: String, service: String
  ) throws {
    let env = EnvFile.text(resource: resource, expose: expose, service: service)
    try scratch.write("env.template", env)
    // So much that the endpoint's gigabytes reach all of their tiers.
    let result = try run(["--gb-in", "728640", "--gb-out", "15000000"])
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/\(golden).txt")
    if golden == "china" { #expect(!result.output.contains("USD")) }
  }

  /// With flow logs and alarms: the rest of that stack costs nothing.
  @Test func whatGatewayEndpointsSaveAndCostIsAsRecorded() throws {
    let env = try Golden.text("generated/gateway-endpoints/env.template")
    try scratch.write(
      "env.template", env + "ALARM_EMAIL=operations@example.com\nFLOW_LOGS=cloudwatch\n")
    let result = try run([
      "--gb-s3", "1000", "--gb-dynamodb", "50", "--gb-other", "200", "--nat-gateways", "2",
    ])
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/gateway-endpoints.txt")
  }

  @Test(arguments: ["per-az", "regional"])
  func whatANetworkOfTiersCostsIsAsRecorded(nat: String) throws {
    try scratch.write(
      "env.template",
      """
      STACK="ml-network"
      REGION="us-east-1"
      VPC_NAME="ml-vpc"
      CLIENT_CIDRS="203.0.113.0/24"
      NAT="\(nat)"
      INTERFACE_ENDPOINTS="ssm,ssmmessages"
      FLOW_LOG_DAYS="14"
      SERVER_TYPE=""
      ALARM_EMAIL="operations@example.com"

      """)
    let result = try run(["--gb-nat", "100", "--gb-interface", "20", "--gb-flow-log", "5"])
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/ml-network-\(nat).txt")
  }

  /// With a type that the price book has, and with one that it has not.
  @Test(arguments: ["p4d.24xlarge", "g6.12xlarge"])
  func whatTrainingAndASecondRegionCostIsAsRecorded(type: String) throws {
    try scratch.write(
      "env.template",
      """
      STACK="ml-network"
      REGION="us-east-1"
      VPC_NAME="ml-vpc"
      CLIENT_CIDRS="203.0.113.0/24"
      SERVER_TYPE=""
      TRAINING_TYPE="\(type)"
      PEER_REGION="eu-west-1"

      """)
    let usage = ["--gb-nat", "100", "--training-hours", "12", "--gb-from-peer", "500"]
    let result = try run(usage)
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/ml-network-\(type).txt")
  }

  /// With a type that the price book has, and with one that it has not: what is due as deployed, and at most.
  @Test(arguments: ["t3.large", "inf2.xlarge"])
  func whatServingModelsCostsIsAsRecorded(type: String) throws {
    try scratch.write(
      "env.template",
      """
      STACK="ml-network"
      REGION="us-east-1"
      VPC_NAME="ml-vpc"
      CLIENT_CIDRS="203.0.113.0/24"
      TIERS="public,app,training"
      SERVER_TYPE="\(type)"
      VPN_DEVICE_IP="203.0.113.7"
      ALARM_EMAIL="operations@example.com"
      COST_LIMIT="500"

      """)
    let usage = ["--gb-nat", "100", "--alb-units", "1", "--gb-out", "50"]
    let result = try run(usage)
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/ml-network-\(type).txt")
    #expect(result.output.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 100 })
    if type == "t3.large" { try expectOnPage(result.output, usage) }
    let json = try run(usage + ["--format", "json"])
    #expect(json.output.contains("\"mostWith\": \"4 model servers all month"), "\(json.transcript)")
  }

  /// The lines and the totals of the exercise stand in the stack's page.
  private func expectOnPage(_ output: String, _ usage: [String]) throws {
    let lines = try #require(output.range(of: "CHARGE "))
    let rest = try #require(output.range(of: "\nWAY "))
    let example =
      "```\n$ accelgen cost \(usage.joined(separator: " "))\n"
      // Without the prices' sources, which stand below.
      + output[lines.lowerBound..<rest.lowerBound]
      .replacing(/[ ]+(SOURCE|\[\d+\](\+\[\d+\])?)\n/, with: "\n") + "```\n"
    try Golden.expect(example, in: "exercise", of: "docs/ml-network.md")
  }

  @Test func whatAlarmsCostIsAsRecorded() throws {
    let env = try Golden.text("generated/acceleration/env.template")
    try scratch.write("env.template", env + "ALARM_EMAIL=operations@example.com\n")
    let result = try run(Self.usage)
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/alarms.txt")
    let free = try run(Self.usage + ["--free-tier", "--client-area", "europe"])
    try Golden.expect(free.output, equals: "Tests/Goldens/cost/free-tier.txt")
  }

  /// A page of a terminal of 100 columns, and the same in JSON.
  @Test(arguments: ["txt", "json"])
  func theComparisonIsAsRecorded(ending: String) throws {
    let result = try run(Self.usage + ["--compare"] + (ending == "json" ? ["--format=json"] : []))
    #expect(result.status == 0, "\(result.transcript)")
    try Golden.expect(result.output, equals: "Tests/Goldens/cost/compare.\(ending)")
    guard ending == "txt" else { return }
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 50)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 100 })
    #expect(lines.count { $0.hasPrefix("*  ap-southeast-1 ") } == 1)
  }

  @Test func aPriceThatIsPresumedIsSaidToBe() throws {
    try scratch.write(
      "env.template",
      EnvFile.text(
        resource: "ap-southeast-5", expose: "ap-east-2",
        service: "com.amazonaws.ap-southeast-5.sagemaker.runtime"))
    let result = try run(Self.usage)
    #expect(
      result.output.contains("\n* Presumed, since nobody has seen it: NAT gateway data in ap-"))
    let json = try run(Self.usage + ["--format", "json"])
    #expect(json.output.contains("\"presumed\": \"a NAT gateway's gigabyte and its hour"))
  }

  /// The advice to ask AWS comes with the oldest price's first birthday.
  @Test(arguments: [
    ("1719792000", "2024-07-01, 0 months ago."), ("1751241600", "2024-07-01, 11 months ago."),
    ("1751328000", "2024-07-01, 12 months ago: accelgen prices"),
  ])
  func howOldTheOldestPriceIsDependsOnTheDay(seconds: String, age: String) throws {
    let result = try BuiltBinary.run(
      ["cost"], in: scratch, environment: ["SOURCE_DATE_EPOCH": seconds])
    #expect(result.output.contains("The oldest of these prices is of \(age)"), "\(result.output)")
    let wrong = try BuiltBinary.run(
      ["cost"], in: scratch, environment: ["SOURCE_DATE_EPOCH": "yesterday"])
    #expect(wrong.status == 2)
  }

  @Test func noLineIsWiderThanATerminal() throws {
    let env = try Golden.text("generated/acceleration/env.template")
    try scratch.write("env.template", env + "ALARM_EMAIL=operations@example.com\n")
    for options in [Self.usage, Self.usage + ["--free-tier"], ["--prices", "answers.json"]] {
      let lines = try run(options).output.split(separator: "\n")
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= 100 })
    }
  }

  @Test func severalDeploymentsHaveAnEstimateEach() throws {
    for name in ["a", "b"] {
      let env = EnvFile.text(
        resource: "us-east-1", expose: "ap-southeast-1",
        service: "com.amazonaws.us-east-1.sagemaker.runtime")
      let blocks = name == "a" ? ["10.1.0.0/16", "10.2.0.0/16"] : ["10.3.0.0/16", "10.4.0.0/16"]
      try scratch.write(
        "\(name).env",
        env
          + "DEPLOYMENT_NAME=\(name)\nRESOURCE_VPC_CIDR=\(blocks[0])\nEXPOSE_VPC_CIDR=\(blocks[1])\n"
      )
    }
    let result = try BuiltBinary.run(["cost", "--env", "a.env", "--env", "b.env"], in: scratch)
    let titles = result.output.split(separator: "\n").filter { $0.contains(" from ") }
    #expect(titles == ["generated/a from a.env", "generated/b from b.env"], "\(result.transcript)")
  }

  @Test(arguments: [
    ["--gb-in", "many"], ["--gb-out", "1e3"], ["--hours=-1"], ["--gb-in", "1000000000"],
    ["--hours", "730,5"],
  ])
  func aNumberThatIsNoneIsWrongUsage(options: [String]) throws {
    let result = try run(options)
    #expect(result.status == 2)
    #expect(result.errors.contains("error[wrong-number]"), "\(result.transcript)")
  }

  @Test func aPriceThatIsWrongIsShownAtItsPlaceAndStopsTheEstimate() throws {
    try scratch.write("prices.json", "[\n  {\"item\": \"natGatewayHours\"}\n]\n")
    let result = try BuiltBinary.run(["cost", "--prices", "prices.json"], in: scratch)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.contains("prices.json:2:12: error[price-item]"), "\(result.transcript)")
    #expect(result.errors.contains("did you mean natGatewayHour?"))
    let json = try BuiltBinary.run(
      ["cost", "--prices", "prices.json", "--format", "json"], in: scratch)
    #expect(json.output.hasSuffix("  \"costs\": []\n}\n"), "\(json.transcript)")
  }

  @Test func aFileThatIsTooLargeIsNotRead() throws {
    try scratch.write("large", String(repeating: " ", count: PriceFile.sizeLimit + 1))
    for arguments in [["cost", "--prices", "large"], ["prices", "--from", "large"]] {
      let result = try BuiltBinary.run(arguments, in: scratch)
      #expect(result.status == 1)
      #expect(result.errors.contains("large:1:1: error[file-too-large]"), "\(result.transcript)")
      #expect(result.errors.contains("help: a price file holds what"))
    }
  }

  @Test func aStackWithoutACostModelSaysSo() {
    let outcome = scratch.accelgen("cost")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["no-costs"])
  }

  @Test(arguments: ["acceleration", "native-acceleration"])
  func thePagesExampleIsWhatAccelgenPrints(stack: String) throws {
    let begun = try BuiltBinary.run(["init", "--stack", stack, "--force"], in: scratch)
    #expect(begun.status == 0, "\(begun.transcript)")
    let result = try run(Self.usage)
    let example =
      "```\n$ accelgen cost \(Self.usage.joined(separator: " "))\n" + result.output + "```\n"
    try Golden.expect(example, in: "cost", of: "docs/\(stack).md")
  }
}

extension EnvFile {
  /// An env template with the six keys.
  static func text(resource: String, expose: String, service: String) -> String {
    """
    RESOURCE_REGION=\(resource)
    RESOURCE_VPC_NAME=resource
    RESOURCE_SERVICE_NAME=\(service)
    RESOURCE_VPC_ENDPOINT_NAME=endpoint
    EXPOSE_REGION=\(expose)
    EXPOSE_VPC_NAME=expose

    """
  }
}
