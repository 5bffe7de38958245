import Testing

@testable import AccelGenKit
@testable import accelgen

/// JSON that accelgen makes for some deployments only, or that a file of the user's is in its place.
@Suite struct MadeFileTests {
  private let scratch: Scratch
  /// The gateway stack's keys and policies, without its scripts.
  private let stack = Stack(
    name: "fake", summary: "For tests",
    parameters: Stack.gatewayEndpoints.parameters.filter { $0.key != StackName.key },
    deploymentNameKey: Stack.gatewayEndpoints.deploymentNameKey,
    rules: Stack.gatewayEndpoints.rules, derivations: Stack.gatewayEndpoints.derivations,
    files: [Stack.File("env.template", .envTemplate), Stack.File("run.sh", isExecutable: true)]
      + Stack.gatewayEndpoints.files.filter { $0.name.hasSuffix("_policy.json") })

  private static let own =
    "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}\n"

  init() throws {
    scratch = try Scratch()
    try scratch.write("own.json", Self.own)
  }

  private func generate(_ keys: String..., force: Bool = false) throws -> Outcome {
    let lines =
      ["GATEWAY_REGION=us-east-1", "GATEWAY_SERVICES=s3", "GATEWAY_VPC_NAME=v"] + keys
    try scratch.write("a.env", lines.joined(separator: "\n") + "\n")
    return Program.run(
      ["--env", scratch.path("a.env"), "--output", scratch.path("out")]
        + (force ? ["--force"] : []), stacks: [stack], builtIn: .fake
    ).outcome
  }

  private var policy: String? { scratch.read("out/fake/s3_policy.json") }

  @Test func aPolicyComesChangesAndGoes() throws {
    #expect(try generate().exitCode == .done)
    #expect(policy == nil)
    #expect(try generate("S3_BUCKETS=my-logs").exitCode == .done)
    #expect(policy?.contains("arn:aws:s3:::my-logs/*") == true)
    #expect(try generate("S3_BUCKETS=my-data").exitCode == .done)
    #expect(policy?.contains("my-logs") == false)
    // What is not made any longer must not be left to be deployed.
    #expect(try generate().exitCode == .done)
    #expect(policy == nil)
  }

  @Test func keysAndAFileTakeEachOthersPlace() throws {
    #expect(try generate("S3_BUCKETS=my-logs").exitCode == .done)
    #expect(try generate("S3_POLICY_FILE=own.json").exitCode == .done)
    #expect(policy == Self.own)
    #expect(try generate("S3_BUCKETS=my-logs").exitCode == .done)
    #expect(policy?.contains("AccelgenBuckets") == true)
  }

  @Test func aPolicyOfTheUsersStays() throws {
    #expect(try generate().exitCode == .done)
    let mine = "{\"Statement\":[{\"Sid\":\"Mine\"}]}\n"
    try scratch.write("out/fake/s3_policy.json", mine)
    #expect(try generate().exitCode == .done)
    #expect(policy == mine)
    #expect(try generate("S3_BUCKETS=my-logs").codes.contains("not-ours"))
    #expect(policy == mine)
    #expect(try generate("S3_BUCKETS=my-logs", force: true).exitCode == .done)
    #expect(policy != mine)
  }
}
