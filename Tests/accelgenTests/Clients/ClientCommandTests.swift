import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct ClientCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["a", "b"] {
      try scratch.write(
        "\(name).env",
        """
        DEPLOYMENT_NAME=\(name)
        RESOURCE_REGION=eu-west-1
        RESOURCE_VPC_NAME=\(name)-r
        RESOURCE_SERVICE_NAME=com.amazonaws.eu-west-1.translate
        RESOURCE_VPC_ENDPOINT_NAME=\(name)-e
        EXPOSE_REGION=us-east-1
        EXPOSE_VPC_NAME=\(name)-x
        EXPOSE_CLIENT_CIDRS=192.0.2.0/24
        RESOURCE_VPC_CIDR=10.\(name == "a" ? 1 : 3).0.0/16
        EXPOSE_VPC_CIDR=10.\(name == "a" ? 2 : 4).0.0/16

        """)
    }
  }

  private func client(_ arguments: String...) -> Outcome {
    Program.run(["client", "--output", scratch.path("out")] + arguments).outcome
  }

  private func onA(_ arguments: String...) -> Outcome {
    Program.run(
      ["client", "--output", scratch.path("out"), "--env", scratch.path("a.env")] + arguments
    ).outcome
  }

  private func deploy(_ folder: String, _ number: Int) throws {
    try scratch.write(
      "out/\(folder)/env",
      "EXPOSE_NLB_ADDRESS_1=192.0.2.\(number)\nEXPOSE_NLB_ADDRESS_2=198.51.100.\(number)\n")
  }

  @Test func theValuesComeFromTheDeploymentsFolder() throws {
    try deploy("acceleration", 1)
    let outcome = onA("--for", "hosts")
    #expect(outcome.codes == [])
    #expect(
      outcome.text.hasSuffix(
        "\n192.0.2.1  translate.eu-west-1.amazonaws.com\n198.51.100.1  translate.eu-west-1.amazonaws.com\n"
      ))
    #expect(outcome.exitCode == .done)
  }

  @Test func aServiceAcrossRegionsIsReachedTheSameWay() throws {
    try scratch.write(
      "n.env",
      """
      STACK=native-acceleration
      RESOURCE_REGION=eu-west-1
      RESOURCE_SERVICE_NAME=com.amazonaws.eu-west-1.lambda
      EXPOSE_REGION=us-east-1
      EXPOSE_VPC_NAME=n-x
      EXPOSE_VPC_ENDPOINT_NAME=n-e
      EXPOSE_CLIENT_CIDRS=192.0.2.0/24

      """)
    try deploy("native-acceleration", 3)
    let hosts = client("--env", scratch.path("n.env"), "--for", "hosts")
    #expect(hosts.codes == [])
    #expect(
      hosts.text.hasSuffix(
        "\n192.0.2.3  lambda.eu-west-1.amazonaws.com\n198.51.100.3  lambda.eu-west-1.amazonaws.com\n"
      ))
    let curl = client(
      "--env", scratch.path("n.env"), "--for", "curl", "--nlb", "nlb.example.com")
    #expect(curl.codes == [])
    #expect(curl.text.contains("nlb.example.com"))
    // Signed for the Region that the service is in, not for the one that the load balancer is in.
    #expect(curl.text.contains("eu-west-1") && !curl.text.contains("us-east-1"))
  }

  @Test func jsonHasTheValuesAndTheText() throws {
    let outcome = onA("--for", "node", "--nlb", "NLB.example.com")
    let expected: JSONValue = [
      [
        "deployment": "a", "for": "node", "hostname": "translate.eu-west-1.amazonaws.com",
        "port": .number(443),
        "region": "eu-west-1", "loadBalancer": "nlb.example.com", "addresses": [],
        "text": .string(outcome.text),
      ]
    ]
    #expect(outcome.members() == [.init("clients", expected)])
    #expect(outcome.text.contains("const loadBalancer = \"nlb.example.com\";\n"))
  }

  @Test func severalDeploymentsAreAnsweredTogetherOrNotAtAll() throws {
    let files = ["--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--for", "hosts"]
    func ask() -> Outcome {
      Program.run(["client", "--output", scratch.path("out")] + files).outcome
    }
    try deploy("a", 1)
    let half = ask()
    #expect(half.exitCode == .invalidInput)
    #expect(half.codes == ["not-deployed"])
    #expect(half.text == "")
    try deploy("b", 2)
    let both = ask()
    #expect(both.exitCode == .done)
    let lines = both.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(
      lines.map { $0.prefix { $0 != " " } }
        == ["192.0.2.1", "198.51.100.1", "192.0.2.2", "198.51.100.2"])
  }

  @Test func programsForSeveralDeploymentsAreInJSONOnly() throws {
    let arguments = [
      "--for", "python", "--env", scratch.path("a.env"), "--env", scratch.path("b.env"),
    ]
    for name in ["a", "b"] {
      try scratch.write("out/\(name)/env", "EXPOSE_NLB_DNS_NAME=\(name).example.com\n")
    }
    let outcome = Program.run(
      ["client", "--output", scratch.path("out"), "--format", "json"] + arguments
    ).outcome
    #expect(outcome.exitCode == .done)
    guard case .array(let clients)? = outcome.members().first?.value else {
      Issue.record("no list of clients")
      return
    }
    #expect(clients.count == 2)
  }

  @Test func withoutADeploymentTheRemedyNamesItsFolder() {
    let outcome = onA("--for", "curl")
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.codes == ["not-deployed"])
    #expect(
      outcome.diagnostics.first?.help?.hasPrefix(
        "run \(scratch.path("out"))/acceleration/deploy_all.sh, ") == true)
  }

  @Test func anEnvThatCannotBeReadIsAnError() throws {
    try scratch.write("out/acceleration/env/x", "")
    #expect(onA("--for", "curl").codes == ["cannot-read"])
    #expect(onA("--for", "curl").exitCode == .invalidInput)
    try scratch.remove("out/acceleration/env")
    try scratch.write("out/acceleration/env", String(repeating: "#", count: 1 << 20 + 1))
    #expect(onA("--for", "curl").codes == ["file-too-large"])
  }

  @Test func anInvalidEnvTemplateComesFirst() throws {
    try scratch.write("a.env", "RESOURCE_REGION=nowhere\n")
    let outcome = onA("--for", "curl", "--nlb", "nlb.example.com")
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.text == "")
    #expect(outcome.codes.contains("unknown-region"))
    #expect(!outcome.codes.contains("not-deployed"))
  }

  @Test(arguments: [
    (["--for", "perl"], ["unknown-value"]), ([], ["missing-argument"]),
    (["--for", "curl", "--nlb", "$(id).example.com"], ["hostname"]),
    (["--for", "curl", "--nlb", "192.0.2.1"], ["hostname"]),
    (["--for", "curl", "--host", "a"], ["hostname"]),
    (["--for", "curl", "--nlb", "a.b", "--nlb", "a.c"], ["repeated-option"]),
    (["--for", "hosts", "--ip", "192.0.2.256", "--ip", "a"], ["ipv4-address", "ipv4-address"]),
    (["--for", "hosts", "--nlb", "nlb.example.com"], ["unused-option"]),
    (["--for", "python", "--ip", "192.0.2.1"], ["unused-option"]),
    (["--for", "python", "--env", "a", "--env", "b"], ["several-deployments"]),
    (
      [
        "--for", "hosts", "--env", "a", "--env", "b", "--ip", "192.0.2.1", "--host",
        "a.example.com",
      ],
      ["several-deployments", "several-deployments"]
    ),
  ])
  func aWrongOptionIsWrongUsage(arguments: [String], codes: [String]) {
    let outcome = Program.run(["client"] + arguments).outcome
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == codes)
  }

  @Test func theClientMayBeGivenAsAWord() {
    let address = ["--ip", "192.0.2.1"]
    #expect(
      Program.run(["client", "hosts", "--env", scratch.path("a.env")] + address).outcome.text
        == onA("--for", "hosts", "--ip", "192.0.2.1").text)
    #expect(Program.run(["client", "hosts", "--for", "curl"]).outcome.codes == ["given-twice"])
  }

  @Test func theSameAddressTwiceIsOneLine() {
    let outcome = onA("--for", "hosts", "--ip", "192.0.2.1", "--ip", "192.0.2.1")
    #expect(outcome.text.split(separator: "\n").count { $0.hasPrefix("192.0.2.1 ") } == 1)
  }

  @Test func aStackWithoutALoadBalancerHasNoClients() throws {
    try scratch.write("a.env", "# a\n")
    let outcome = scratch.accelgenOnA("client", "--for", "curl")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["no-clients"])
  }

  /// What the AWS CLI and boto3 of the test tools sign with.
  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
  func signingNamesAreThoseOfBotocore() throws {
    let outcome = try Command(
      TestTools.tool("python"),
      [
        Repository.file("Tests/Tools/check_signing_names.py").path,
        Repository.file("data/services.json").path,
      ]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }
}
