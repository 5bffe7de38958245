import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct PolicyExplanationTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      "g.env",
      """
      STACK="gateway-endpoints"
      GATEWAY_REGION="us-east-1"
      GATEWAY_SERVICES="s3,dynamodb"
      GATEWAY_VPC_ID="vpc-0123456789abcdef0"
      S3_BUCKETS="my-logs"
      GATEWAY_AWS_BUCKETS="ecr"
      DYNAMODB_POLICY_FILE="tables.json"

      """)
    try scratch.write(
      "tables.json",
      #"{"Version":"2012-10-17","Statement":[{"Sid":"Ours","Effect":"Allow","Principal":"*","#
        + #""Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}}]}"#
    )
  }

  private func explain(_ action: String, _ resource: String, _ more: String...) -> Outcome {
    Program.run(
      ["policy", "--explain", action, "--on", resource, "--env", scratch.path("g.env")] + more
    ).outcome
  }

  @Test func yesNoAndThatDepends() {
    let yes = explain("s3:GetObject", "arn:aws:s3:::my-logs/a")
    #expect(yes.exitCode == .done)
    #expect(yes.text.contains("yes: statement 1 (AccelgenBuckets) of s3_policy.json allows it\n"))
    let no = explain("s3:PutObject", "arn:aws:s3:::my-logs/a")
    #expect(no.exitCode == .stale)
    #expect(no.text.contains("no: no statement of s3_policy.json allows it\n"))
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    let open = explain("dynamodb:GetItem", table)
    #expect(open.exitCode == .stale)
    #expect(
      open.text.contains(
        "that depends: statement 1 (Ours) of dynamodb_policy.json decides, by aws:PrincipalAccount\n"
      ))
    #expect(open.text.contains("tell it by --with aws:PrincipalAccount=…\n"))
    let told = explain("dynamodb:GetItem", table, "--with", "aws:PrincipalAccount=123456789012")
    #expect(told.exitCode == .done)
    #expect(
      explain("dynamodb:GetItem", table, "--with", "aws:PrincipalAccount=").exitCode == .stale)
  }

  @Test func whatDoesNotMeetTheEndpointIsSaid() {
    let elsewhere = explain(
      "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders")
    #expect(
      elsewhere.text.contains("no: it is in eu-west-1, and the endpoint serves us-east-1 alone"))
    let absent = explain("s3express:CreateSession", "arn:aws:s3express:us-east-1:1:bucket/b")
    #expect(absent.text.contains("no: there is no endpoint for S3 Express One Zone"))
    #expect(explain("ec2:RunInstances", "*").codes == ["no-endpoint"])
  }

  @Test func withoutAPolicyAllPasses() throws {
    try scratch.write(
      "open.env",
      "STACK=gateway-endpoints\nGATEWAY_REGION=us-east-1\nGATEWAY_SERVICES=s3\nGATEWAY_VPC_NAME=v\n"
    )
    let outcome = Program.run([
      "policy", "--explain", "s3:DeleteBucket", "--on", "arn:aws:s3:::any", "--env",
      scratch.path("open.env"),
    ]).outcome
    #expect(outcome.exitCode == .done)
    #expect(outcome.text.contains("AWS's default policy, which allows everything"))
  }

  @Test func jsonTellsAllOfIt() throws {
    let outcome = explain("s3:GetObject", "arn:aws:s3:::my-logs/a")
    let text = JSONValue.object(outcome.members()).text
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let passage = try #require((json?["passages"] as? [[String: Any]])?.first)
    #expect(passage["passes"] as? Bool == true)
    #expect(
      (passage["statements"] as? [[String: Any]])?.first?["id"] as? String == "AccelgenBuckets")
  }

  @Test(arguments: [
    (["--explain", "s3:Get*", "--on", "*"], "wrong-action"),
    (["--explain", "GetObject", "--on", "*"], "wrong-action"),
    (["--explain", "s3:GetObject", "--on", "my-logs"], "wrong-resource"),
    (["--explain", "s3:GetObject", "--on", "arn:aws:s3:::*"], "wrong-resource"),
    (["--explain", "s3:GetObject"], "missing-value"),
    (["--on", "*"], "option-alone"),
    (["--with", "aws:X=1"], "option-alone"),
    (["--explain", "s3:GetObject", "--on", "*", "--with", "x=1"], "wrong-context"),
    (["status", "--explain", "s3:GetObject", "--on", "*"], "given-twice"),
  ])
  func wrongUsageIsSaid(arguments: [String], code: String) {
    let outcome = Program.run(["policy"] + arguments + ["--stack", "gateway-endpoints"]).outcome
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == [code])
  }

  @Test func aStackWithoutAnswersNamesTheOneThatHasThem() {
    let outcome = Program.run([
      "policy", "--explain", "s3:GetObject", "--on", "*", "--stack", "acceleration",
    ]).outcome
    #expect(outcome.codes == ["no-passage"])
    #expect(outcome.diagnostics.first?.help?.contains("gateway-endpoints") == true)
  }
}
