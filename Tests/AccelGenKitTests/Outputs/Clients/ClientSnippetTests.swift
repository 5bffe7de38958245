import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// What the snippets say, to the byte, and what none of them may ever say.
@Suite struct ClientSnippetTests {
  /// A service as most are; one of which accelgen knows little; one at another port; one whose clients must
  /// be told all that there is.
  static let routes: [(name: String, client: Client, route: ClientRoute)] = Client.allCases.flatMap
  {
    client -> [(String, Client, ClientRoute)] in
    let least = ClientRoute.of(client, sdkName: nil, signingName: nil)
    return [
      ("a-service", client, .of(client)), ("a-service-without-an-sdk", client, least),
      ("a-service-at-another-port", client, .of(client, port: "9142")),
      (
        "a-service-with-settings", client,
        .of(client, settings: [.fips, .bucketInPath, .regionalHost])
      ),
    ]
  }

  @Test func snippetsAreAsRecorded() throws {
    let folder = "Tests/Goldens/clients"
    var paths: Set<String> = []
    for (name, client, route) in Self.routes {
      let snippet = try #require(route.snippet(for: client))
      // Only the first says it all; of the others, what differs.
      if name != "a-service", snippet == ClientRoute.of(client).snippet(for: client) { continue }
      paths.insert("\(name)/\(client.fileName)")
      try Golden.expect(snippet, equals: "\(folder)/\(name)/\(client.fileName)")
    }
    let files = Repository.files(in: folder, endingIn: ["", "go", "java", "mjs", "py", "sh"])
    let found = files.map { $0.pathComponents.suffix(2).joined(separator: "/") }
    #expect(Set(found) == paths, "no golden is left over")
  }

  @Test(arguments: routes.indices)
  func noPieceSwitchesTheCheckOff(index: Int) throws {
    let (_, client, route) = Self.routes[index]
    let snippet = try #require(route.snippet(for: client))
    #expect(Self.switches(in: snippet) == [])
  }

  @Test(arguments: [
    "curl -k https://x", "curl -sSk https://x", "curl --insecure https://x",
    "client = boto3.client('s3', verify=False)", "requests.get(url, verify = False)",
    "new https.Agent({ rejectUnauthorized: false })", "NODE_TLS_REJECT_UNAUTHORIZED=0 node x",
    "&tls.Config{InsecureSkipVerify: true}", "aws s3 ls --no-verify-ssl",
    "SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES",
    "class TrustAll implements X509TrustManager",
    "setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE)", "context.check_hostname = False",
    "context.verify_mode = ssl.CERT_NONE", "ssl._create_unverified_context()",
    "urllib3.disable_warnings()", "checkServerIdentity: () => undefined",
    "aws --endpoint-url https://nlb", "boto3.client('s3', endpoint_url=url)",
    "AWS_ENDPOINT_URL=https://nlb", "PYTHONHTTPSVERIFY=0",
  ])
  func aSwitchWouldBeSeen(line: String) { #expect(Self.switches(in: line) != []) }

  /// Words that switch the check of the certificate off, or move it to another name.
  private static func switches(in snippet: String) -> [String] {
    let words = [
      "insecure", "verify=false", "rejectunauthorized", "reject_unauthorized", "no-verify",
      "trustall", "trust_all", "trustmanager", "hostnameverifier", "check_hostname",
      "cert_none", "unverified", "disable_warnings", "checkserveridentity", "endpoint-url",
      "endpoint_url", "httpsverify",
    ]
    let text = snippet.lowercased()
    let close = text.filter { $0 != " " }
    // curl's -k, alone or among other letters.
    let letters = text.split { " \n".contains($0) }
      .filter { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("k") }
      .filter { $0.dropFirst().allSatisfy(\.isLetter) }
    return words.filter(close.contains) + letters.map(String.init)
  }

  @Test(arguments: Client.allCases)
  func thePieceForTheOtherWayIsNone(client: Client) {
    let other: Client = client.lookup == .name ? .hosts : .curl
    #expect(ClientRoute.of(other).snippet(for: client) == nil)
  }

  @Test func literalsEscapeWhatWouldEndThem() {
    #expect(StringLiteral.quoted("a\"b\\c\nd\re") == #""a\"b\\c\nd\re""#)
    #expect(StringLiteral.quoted("") == "\"\"")
  }
}

extension Client {
  /// Under what name its golden stands: a user would choose the same.
  fileprivate var fileName: String {
    switch self {
    case .curl: "curl.sh"
    case .hosts: "hosts"
    case .python: "accelerated.py"
    case .go: "accelerated.go"
    case .node: "accelerated.mjs"
    case .java: "Accelerated.java"
    case .awsCLI: "aws-cli.sh"
    }
  }
}

extension ClientRoute {
  /// A route for a client, by whichever way it goes.
  static func of(
    _ client: Client, port: String = "443", sdkName: String? = "sagemaker-runtime",
    signingName: String? = "sagemaker", settings: ClientSettings = []
  ) -> ClientRoute {
    let addresses = ["203.0.113.10", "203.0.113.11"].compactMap { try? IPv4Address.parse($0) }
    let loadBalancer = Hostname(text: "service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com")
    guard let deployment = try? DeploymentName.parse("service-peering"),
      let hostname = try? Hostname.parse("runtime.sagemaker.ap-southeast-3.amazonaws.com"),
      let port = try? Port.parse(port), let region = try? Region.parse("ap-southeast-3")
    else { preconditionFailure("each of these is valid") }
    return ClientRoute(
      deployment: deployment, hostname: hostname, port: port, region: region,
      sdkName: sdkName.flatMap(ServiceWord.init),
      signingName: signingName.flatMap(ServiceWord.init), settings: settings,
      destination: client.lookup == .name ? .name(loadBalancer) : .addresses(addresses))
  }
}
