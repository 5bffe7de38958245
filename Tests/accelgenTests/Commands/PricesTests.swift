import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// `accelgen prices`: the script that asks AWS, and the way back. The scripts among the goldens are
/// read by shellcheck, shfmt and the AWS CLI's own model, as every script is
/// (DeploymentTests/ScriptTests).
@Suite struct PricesTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("answers.json", try Golden.text("Tests/Fixtures/prices/answers.json"))
  }

  @Test(arguments: [
    (
      "commercial", "ap-southeast-3", "ap-southeast-1",
      "com.amazonaws.ap-southeast-3.sagemaker.runtime"
    ),
    ("virginia", "us-east-1", "eu-west-1", "com.amazonaws.us-east-1.sagemaker.runtime"),
    ("china", "cn-north-1", "cn-northwest-1", "cn.com.amazonaws.cn-north-1.sagemaker.runtime"),
    ("govcloud", "us-gov-west-1", "us-gov-east-1", "com.amazonaws.us-gov-west-1.sagemaker.runtime"),
  ])
  func theScriptIsAsRecorded(
    golden: String, resource: String, expose: String, service: String
  ) throws {
    try scratch.write(
      "env.template", EnvFile.text(resource: resource, expose: expose, service: service))
    let result = try BuiltBinary.run(["prices"], in: scratch)
    #expect(result.status == 0, "\(result.transcript)")
    #expect(result.errors.contains("note[commercial-credentials]") == (golden == "govcloud"))
    try Golden.expect(result.output, equals: "Tests/Goldens/prices/\(golden).sh")
  }

  @Test func thePriceFileIsAsRecordedAndLeadsToTheSameEstimate() throws {
    let result = try BuiltBinary.run(["prices", "--from", "answers.json"], in: scratch)
    try Golden.expect(result.output, equals: "Tests/Goldens/prices/prices.json")
    // The answers are made up, and so others than what is built in.
    #expect(result.status == 3, "\(result.transcript)")
    try Golden.expect(result.errors, equals: "Tests/Goldens/prices/differences.txt")
    try scratch.write("prices.json", result.output)
    let estimates = try ["answers.json", "prices.json"].map {
      try BuiltBinary.run(["cost", "--gb-out", "7", "--prices", $0], in: scratch).output
    }
    #expect(estimates[0] == estimates[1])
    #expect(estimates[0].contains("Total a month:                USD "))
  }

  /// What the README says to type, with an `aws` that answers the calls with the fixture's answers
  /// in turn.
  @Test func theScriptAndTheWayBackFitTogether() throws {
    let fixture = SourceFile(
      name: "answers.json", text: try Golden.text("Tests/Fixtures/prices/answers.json"))
    let answers = try #require(try JSONReader.read(fixture.text).elements)
    for (number, answer) in zip(1..., answers) {
      try scratch.write("\(number).json", String(fixture[answer.range]))
    }
    try scratch.write(
      "bin/aws",
      """
      #!/usr/bin/env bash
      printf '%s\\n' "$*" >>calls
      cat >/dev/null
      cat "$(wc -l <calls | tr -d ' ').json"

      """)
    try scratch.setMode("bin/aws", 0o755)
    let result = try BuiltBinary.bash(
      """
      set -eu -o pipefail
      PATH=$PWD/bin:$PATH
      "$ACCELGEN" prices 2>/dev/null | bash | "$ACCELGEN" prices --from - >prices.json || (($? == 3))
      "$ACCELGEN" prices --from answers.json >expected.json || (($? == 3))
      """, in: scratch)
    #expect(result.status == 0, "\(result.transcript)")
    #expect(scratch.read("prices.json") == scratch.read("expected.json"))
    #expect(scratch.read("prices.json")?.contains("natGatewayGigabyte") == true)
    let calls = scratch.read("calls")?.split(separator: "\n") ?? []
    #expect(calls.count == answers.count)
    #expect(calls.allSatisfy { $0.hasPrefix("pricing get-products --region us-east-1 ") })
  }

  @Test func anAnswerThatIsCutOffIsAnErrorAtItsEnd() throws {
    let text = try Golden.text("Tests/Fixtures/prices/answers.json")
    try scratch.write("cut.json", String(text.dropLast(3)))
    let result = try BuiltBinary.run(["prices", "--from", "cut.json"], in: scratch)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.contains("error[prices-json]: the file is not JSON: it ends where"))
  }

  /// CI can watch: 0 when AWS's prices are those that are built in, 3 when one is not.
  @Test(arguments: [
    ("0.059", 0, "The same as built in: 1 price; 1 price more that is not.\n"),
    (
      "0.06", 3,
      """
      Of 1 price built in, 1 is another now; 1 price more that is not:

      PRICE                             BUILT IN   NOW  CHANGE
      natGatewayHour in ap-southeast-1     0.059  0.06  +0.001 (+1.7 %)

      """
    ),
    (
      "0.05", 3,
      """
      Of 1 price built in, 1 is another now; 1 price more that is not:

      PRICE                             BUILT IN   NOW  CHANGE
      natGatewayHour in ap-southeast-1     0.059  0.05  -0.009 (-15.3 %)

      """
    ),
  ])
  func aBuiltInPriceThatIsAnotherNowIsToldAndIsExitCode3(
    price: String, status: Int32, errors: String
  ) throws {
    let entries = [("ap-southeast-1", price), ("eusc-de-east-1", "1")].map { region, price in
      """
      {"item": "natGatewayHour", "region": "\(region)", "currency": "USD",
       "tiers": [{"above": "0", "price": "\(price)"}], "source": "a test", "date": null}
      """
    }
    try scratch.write("now.json", "[\(entries.joined(separator: ","))]")
    let result = try BuiltBinary.run(["prices", "--from", "now.json"], in: scratch)
    #expect(result.status == status)
    #expect(result.errors == errors)
    let json = try BuiltBinary.run(
      ["prices", "--from", "now.json", "--format", "json"], in: scratch)
    #expect(json.status == status)
    #expect(json.output.contains("\"code\": \"price-differs\"") == (status == 3))
    #expect(json.output.contains("\"builtIn\": \"0.059\"") == (status == 3))
  }
}
