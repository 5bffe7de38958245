import Foundation
import TestSupport
import Testing

/// The next step that a refusal is told with fits its cause, and what is to be copied can be run as it stands.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct RemedyTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  /// Case 8, 99designs/aws-vault#512 and aws/aws-sdk-java#2313: a session token of the global STS endpoint, in a
  /// Region that must be enabled, and is. EC2 has another code for it than all others.
  @Test(arguments: ["InvalidClientTokenId", "AuthFailure"])
  func aTokenOfTheGlobalEndpointIsTold(code: String) throws {
    let deployment = try Deployment.ofCase(on: emulator)
    if code == "AuthFailure" {
      try emulator.refuse("DescribeVpcEndpointServices", code: code)
    } else {
      try emulator.set("session_tokens_global", to: true)
    }
    let outcome = try deployment.run(Step.resourceVPC, with: ["AWS_SESSION_TOKEN": "token"])
    #expect(outcome.status == 1, "\(outcome.transcript)")
    for part in [
      code, "aws account get-region-opt-status --region-name \(EnvTemplate.resourceRegion) tells",
      "the session's token may be one of the global STS endpoint",
      "set AWS_STS_REGIONAL_ENDPOINTS=regional and sign in again",
      "or have the account's global tokens made valid in all regions",
    ] { #expect(outcome.errors.contains(part), "\(part) in \(outcome.transcript)") }
  }

  /// Case 12, aws/aws-health-tools#78 and prowler#159: the commands of a deployment with profiles came without
  /// `--profile`, some without `--region`.
  @Test func aCommandToCopyHasItsProfileAndRegion() throws {
    var deployment = try Deployment.ofCase(
      on: emulator,
      template: EnvTemplate(["EXPOSE_PROFILE": "exp", "RESOURCE_PROFILE": "res"]).text)
    try deployment.haveProfiles("exp", "res")

    try emulator.refuse("CreateVpc", in: EnvTemplate.exposeRegion)
    try emulator.refuse("DescribeVpcEndpointServices", code: "InvalidServiceName")
    let refused = try [Step.exposeVPC, Step.resourceVPC].map { try deployment.run($0) }
    #expect(refused.map(\.status) == [1, 1])
    #expect(
      refused[0].errors.contains("'aws sts get-caller-identity --profile exp'"),
      "\(refused[0].transcript)")
    #expect(
      refused[1].errors.contains(
        "aws ec2 describe-vpc-endpoint-services --region \(EnvTemplate.resourceRegion) "
          + "--profile res"), "\(refused[1].transcript)")

    try emulator.forgetFaults()
    try emulator.set("regions_not_enabled", to: [EnvTemplate.resourceRegion])
    let notEnabled = try deployment.run(Step.resourceVPC)
    #expect(
      notEnabled.errors.contains(
        "aws account get-region-opt-status --region-name \(EnvTemplate.resourceRegion) "
          + "--profile res"), "\(notEnabled.transcript)")
  }

  /// The rest of case 12: such a command, copied, does what it is told for.
  @Test func aCommandToCopyCanBeRun() throws {
    var deployment = try Deployment.ofCase(
      on: emulator, template: EnvTemplate(["EXPOSE_PROFILE": "exp"]).text)
    try deployment.haveProfiles("exp")
    try deployment.succeed(Step.exposeVPC)
    try deployment.succeed(Step.loadBalancer)
    try deployment.aws(
      EnvTemplate.exposeRegion, "elbv2", "modify-load-balancer-attributes",
      "--load-balancer-arn", deployment.saved("EXPOSE_NLB_ARN"), "--attributes",
      "Key=deletion_protection.enabled,Value=true")
    let refused = try deployment.run("cleanup.sh", "--yes")
    #expect(refused.status == 1, "\(refused.transcript)")
    let line = try #require(
      refused.errors.split(separator: "\n").last { $0.contains("aws elbv2 modify-") })
    let words = try #require(line.firstRange(of: "aws elbv2"))

    // In a shell that knows no Region and no keys but those of the profile.
    var shell = try deployment.command(
      "cleanup.sh", with: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""])
    shell.executable = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", String(line[words.lowerBound...])]
    let copied = try shell.run()
    #expect(copied.status == 0, "\(line) \(copied.transcript)")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  /// Case 13, ten public logs: the account may not make load balancers, and was asked for a protection against
  /// deletion. A remedy belongs to an operation and a code.
  @Test func anAccountWithoutLoadBalancersIsTold() throws {
    let deployment = try Deployment.ofCase(on: emulator)
    try emulator.set("load_balancers_refused", to: true)
    try deployment.succeed(Step.exposeVPC)
    let outcome = try deployment.run(Step.loadBalancer)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("(OperationNotPermitted)"), "\(outcome.transcript)")
    #expect(outcome.errors.contains("AWS Support enables that"), "\(outcome.transcript)")
    #expect(!outcome.errors.contains("protected against deletion"), "\(outcome.transcript)")
  }

  /// Case 14, aws-sso-util#83 and aws/aws-cli#7692: a session that is over in the AWS CLI's own words was told with
  /// "when the cause is gone".
  @Test func aSessionThatIsOverIsToldWithTheCommand() throws {
    var deployment = try Deployment.ofCase(
      on: emulator, template: EnvTemplate(["RESOURCE_PROFILE": "res"]).text)
    for message in [
      "Error when retrieving token from sso: Token has expired and refresh failed",
      "Error loading SSO Token: Token for https://example.com/start does not exist",
      "Your session has expired. Please reauthenticate with 'aws login'.",
    ] {
      try deployment.standIn(for: deployment.awsCLI(), "echo \"\(message)\" >&2; exit 255")
      let outcome = try deployment.run(Step.resourceVPC)
      #expect(outcome.status != 0, "\(outcome.transcript)")
      #expect(outcome.errors.contains(message), "\(outcome.transcript)")
      #expect(
        outcome.errors.contains("next: sign in again (aws sso login --profile res"),
        "\(outcome.transcript)")
    }
  }

  /// Case 15, microsoft/WSL#4677 and aws/aws-cdk#22759: it is the machine's clock that is wrong, and signing in again
  /// was said to help.
  @Test func aClockThatIsWrongIsTold() throws {
    let deployment = try Deployment.ofCase(on: emulator)
    for skew in [-600.0, 600] {
      try emulator.set(["clock_skew_seconds": skew])
      let outcome = try deployment.run(Step.resourceVPC)
      #expect(outcome.status == 1, "\(outcome.transcript)")
      #expect(outcome.errors.contains("(SignatureDoesNotMatch)"), "\(outcome.transcript)")
      #expect(outcome.errors.contains("is this machine's clock right (date -u)?"))
    }
  }

  /// The same in EC2's words.
  @Test func aRequestOfAnotherTimeIsToldWithTheClock() throws {
    let deployment = try Deployment.ofCase(on: emulator)
    try emulator.refuse("DescribeAvailabilityZones", code: "RequestExpired")
    let outcome = try deployment.run(Step.exposeVPC)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("is this machine's clock right (date -u)?"))
    #expect(outcome.errors.contains("sign in again"))
  }
}
