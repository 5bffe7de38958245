import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// Each snippet, used by a real program with certificate checking as it is by default: the program reaches
/// the service behind the load balancer, asks for the service's own name, and hangs up on anybody else.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ClientReachTests {
  private static let hostname = "runtime.sagemaker.ap-southeast-3.amazonaws.com"
  private static let loadBalancer = "service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com"
  private static let addresses = ["203.0.113.10", "203.0.113.11"]
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The place in the list of tests where what this machine cannot run is seen.
  @Test(
    .disabled(
      if: !ClientProgram.missing.isEmpty,
      "not on this machine: \(ClientProgram.missing.map(\.rawValue).joined(separator: ", "))"))
  func allProgramsAreOnHand() { #expect(ClientProgram.onHand == ClientProgram.allCases) }

  // MARK: - At any port of 127.0.0.1

  @Test(arguments: ClientProgram.onHand.filter { $0.client.lookup == .name })
  func reachesTheServiceByName(_ program: ClientProgram) throws {
    let service = try TLSService(certificateFor: Self.hostname)
    let words = try build(program, at: service)
    let outcome = try run(words, on: service)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    try expectOneRequest(to: service, by: program, host: "\(Self.hostname):\(service.port)")

    // The right name is not enough when the program knows nobody who vouches for it.
    let stranger = try run(words, on: service, isTrusted: false)
    #expect(stranger.status != 0, "\(stranger.transcript)")
    #expect(try service.requests().count == 1, "only the first")
  }

  @Test(arguments: ClientProgram.onHand.filter { $0.client.lookup == .name })
  func refusesSomebodyElse(_ program: ClientProgram) throws {
    let service = try TLSService(certificateFor: Self.loadBalancer)
    let outcome = try run(build(program, at: service), on: service)
    try expectRefusal(outcome, of: service, by: program)
  }

  private func build(_ program: ClientProgram, at service: TLSService) throws -> [String] {
    let route = ClientRoute(
      deployment: try .parse("service-peering"), hostname: try .parse(Self.hostname),
      port: try .parse("\(service.port)"), region: try .parse("ap-southeast-3"),
      sdkName: ServiceWord("sagemaker-runtime"), signingName: ServiceWord("sagemaker"),
      settings: [],
      // No type lets a command line say so: it has no dot.
      destination: .name(Hostname(text: "localhost")))
    let snippet = try #require(route.snippet(for: program.client))
    return try program.build(
      with: snippet, url: "https://\(Self.hostname):\(service.port)", in: folder)
  }

  // MARK: - As after a deployment: AWS's names and addresses, port 443

  @Test(
    .enabled(if: NetworkNamespace.isPermitted, "\(NetworkNamespace.howToGetThem)"),
    arguments: ClientProgram.onHand)
  func reachesTheServiceAndNobodyElseAfterADeployment(_ program: ClientProgram) throws {
    let snippet = try snippet(for: program.client)
    let words = try program.build(with: snippet, url: "https://\(Self.hostname)", in: folder)

    let service = try TLSService(certificateFor: Self.hostname, on: Self.namespace)
    try install(snippet, for: program, on: service)
    let outcome = try run(words, on: service)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    try expectOneRequest(to: service, by: program, host: Self.hostname)

    let other = try TLSService(certificateFor: Self.loadBalancer, on: Self.namespace)
    try install(snippet, for: program, on: other)
    try expectRefusal(run(words, on: other), of: other, by: program)
  }

  /// So that it is the snippets by which the service is reached.
  @Test(.enabled(if: NetworkNamespace.isPermitted, "\(NetworkNamespace.howToGetThem)"))
  func withoutAPieceNothingIsReached() throws {
    let service = try TLSService(certificateFor: Self.hostname, on: Self.namespace)
    let url = "https://\(Self.hostname)/"
    let outcome = try run(["/usr/bin/env", "curl", "--disable", "--silent", url], on: service)
    #expect(outcome.status == 6, "curl: the name is not known: \(outcome.transcript)")
  }

  /// The script for the AWS CLI changes the hosts file once, and not beside another deployment's lines.
  @Test(.enabled(if: NetworkNamespace.isPermitted, "\(NetworkNamespace.howToGetThem)"))
  func theHostsFileIsChangedOnce() throws {
    let service = try TLSService(certificateFor: Self.hostname, on: Self.namespace)
    let script = try folder.write("add.sh", snippet(for: .awsCLI)).path
    func add() throws -> Command.Outcome { try run(["/bin/bash", script], on: service) }

    #expect(try add().status == 0)
    let hosts = try service.hosts()
    #expect(
      hosts.hasSuffix("\n203.0.113.10  \(Self.hostname)\n203.0.113.11  \(Self.hostname)\n"),
      "\(hosts)")
    let again = try add()
    #expect(again.output == "/etc/hosts has the addresses already\n", "\(again.transcript)")
    #expect(try service.hosts() == hosts)

    let other = "printf '198.51.100.1\\tother %s # old' \(Self.hostname) >>/etc/hosts"
    #expect(try run(["/bin/bash", "-c", other], on: service).status == 0)
    let refused = try add()
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix(
        "error: /etc/hosts has another address for \(Self.hostname): 198.51.100.1\n"),
      "\(refused.transcript)")
  }

  private static let namespace = TLSService.Network.namespace(
    addresses: addresses,
    hosts: "127.0.0.1 localhost\n" + addresses.map { "\($0) \(loadBalancer)\n" }.joined())

  /// Puts into the machine's hosts file what goes there.
  private func install(
    _ snippet: String, for program: ClientProgram, on service: TLSService
  ) throws {
    let file = try folder.write("snippet", snippet).path
    let command: [String]
    switch program {
    case .hosts: command = ["-c", "cat \(file) >>/etc/hosts"]
    case .awsCLI: command = [file]
    default: return
    }
    let outcome = try run(["/bin/bash"] + command, on: service)
    try #require(outcome.status == 0, "\(outcome.transcript)")
  }

  /// What `accelgen client` prints where a deployment has left its `env`.
  private func snippet(for client: Client) throws -> String {
    try folder.write(
      "generated/acceleration/env",
      """
      RESOURCE_SERVICE_HOSTNAME=\(Self.hostname)
      EXPOSE_NLB_DNS_NAME=\(Self.loadBalancer)
      EXPOSE_NLB_ADDRESS_1=\(Self.addresses[0])
      EXPOSE_NLB_ADDRESS_2=\(Self.addresses[1])

      """)
    let outcome = try Command(
      Repository.accelgen, ["client", "--for", client.rawValue], environment: [:], in: folder.url
    ).run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
    return outcome.output
  }

  // MARK: - What clients must be told

  /// The example in the snippet for Python, for each service that accelgen knows: an SDK's client, made as
  /// always, asks for another name than a FIPS endpoint's or, for what is in an S3 bucket, than S3's own.
  @Test func theClientOfEachExampleAsksForTheServicesName() throws {
    let region = try Region.parse("us-east-1")
    var examples: [JSONValue] = []
    for facts in ServiceCatalogue.all where facts.kind == .interface && !facts.hasWildcardHostname {
      // How MWAA's FIPS endpoints are called is nobody's word but a rule's (`+fips-rule`), and botocore's
      // is another.
      guard let sdkName = facts.sdkName, let hostname = facts.hostname(in: region.facts),
        !(sdkName == "mwaa" && facts.isFIPS)
      else { continue }
      let route = ClientRoute(
        deployment: try .parse("service-peering"), hostname: try .parse(hostname), port: .https,
        region: region, sdkName: ServiceWord(sdkName), signingName: nil,
        settings: ClientSettings(for: facts, in: region),
        destination: .name(Hostname(text: "localhost")))
      let snippet = try #require(route.snippet(for: .python))
      let lines = snippet.split(separator: "\n").filter { $0.hasPrefix("    ") }.map {
        $0.dropFirst(4)
      }
      let example = try lines[...#require(lines.firstIndex { $0.hasPrefix("client = ") })]
      examples.append([
        "host": .string(hostname), "service": .string(sdkName),
        "lines": .array(example.map { .string(String($0)) }),
      ])
    }
    #expect(examples.count > 300)
    let outcome = try Command(
      TestTools.tool("python"), [Repository.file("Tests/Tools/check_client_examples.py").path],
      environment: ["PATH": "/usr/bin:/bin", "AWS_CONFIG_FILE": "/dev/null"],
      input: JSONValue.array(examples).text
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }

  // MARK: - What both have in common

  private func run(
    _ words: [String], on service: TLSService, isTrusted: Bool = true
  ) throws -> Command.Outcome {
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.url.path,
      "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
      "AWS_SESSION_TOKEN": "token", "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
      "AWS_MAX_ATTEMPTS": "1",
    ]
    if isTrusted { environment.merge(service.trust) { $1 } }
    return try service.command(
      URL(filePath: words[0]), Array(words.dropFirst()), environment: environment, in: folder.url
    ).run()
  }

  private func expectOneRequest(
    to service: TLSService, by program: ClientProgram, host: String
  ) throws {
    let requests = try service.requests()
    #expect(requests.count == 1)
    let request = try #require(requests.first)
    #expect(request.serverName == Self.hostname, "whom TLS asked for")
    #expect(request.host == host)
    guard program.isSigned else { return }
    let signature = try #require(request.signature)
    #expect(signature.isRight && signature.headers.contains("host"), "\(signature)")
    #expect(signature.headers.contains("x-amz-security-token"), "\(signature)")
    #expect(signature.region == "ap-southeast-3" && signature.service == "sagemaker")
  }

  private func expectRefusal(
    _ outcome: Command.Outcome, of service: TLSService, by program: ClientProgram
  ) throws {
    #expect(outcome.status != 0, "\(outcome.transcript)")
    #expect(outcome.errors.contains(program.complaint), "\(outcome.transcript)")
    #expect(try service.requests().isEmpty, "nothing was sent to somebody else")
  }
}
