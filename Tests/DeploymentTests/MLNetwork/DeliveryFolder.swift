import Foundation
import TestSupport
import Testing

/// A network of ml-network behind CloudFront, where nothing takes long unless a test says so.
struct DeliveryFolder {
  static let certificate =
    "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  static let other =
    "arn:aws:acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000"
  /// Called by a name of the user's, and calling the load balancer by TLS.
  static let named = [
    "DOMAIN_NAME": "models.example.com", "CDN_CERTIFICATE_ARN": certificate,
    "CERTIFICATE_ARN": other,
  ]

  private static let values = [
    "SERVER_TYPE": "t3.large", "CDN": "true", "TIERS": "public,app", "CLIENT_CIDRS": "0.0.0.0/0",
  ]

  let emulator: Emulator
  let network: NetworkFolder

  init(_ more: [String: String] = [:], on emulator: Emulator) throws {
    self.emulator = emulator
    try emulator.set([
      "distribution_deployed_seconds": 0.3, "vpc_origin_deployed_seconds": 0.3,
      "vpc_origin_deleted_seconds": 0.3, "server_warmup_seconds": 0,
    ])
    network = try NetworkFolder(Self.values.merging(more) { $1 }, on: emulator)
  }

  func change(_ more: [String: String]) throws {
    try network.change(to: Self.values.merging(more) { $1 })
  }

  /// The calls of a script that succeeds.
  func calls(_ script: String, _ arguments: String...) throws -> [Emulator.Call] {
    try emulator.forgetCalls()
    try network.deployment.succeed(script, arguments)
    return try emulator.calls()
  }

  @discardableResult
  func cloudFront(_ arguments: String...) throws -> String {
    try network.deployment.aws("us-east-1", ["cloudfront"] + arguments)
  }

  /// What is asked of the distribution's settings.
  func settings(_ query: String) throws -> [String] {
    try cloudFront(
      "get-distribution-config", "--id", network.value("EDGE_DISTRIBUTION_ID"), "--query",
      "DistributionConfig.\(query)"
    ).split(separator: "\n").map(String.init)
  }

  /// "PORT SOURCE" of each rule that lets in to the load balancer.
  func waysIn() throws -> [String] {
    let group = try network.value("NETWORK_LOAD_BALANCER_GROUP_ID")
    return try network.aws(
      "ec2", "describe-security-group-rules", "--query",
      "SecurityGroupRules[?GroupId=='\(group)'&&!IsEgress].[join(' ',[to_string(FromPort),"
        + "CidrIpv4||PrefixListId||ReferencedGroupInfo.GroupId])]"
    ).split(separator: "\n").map(String.init).sorted()
  }

  func groupOfOrigins() throws -> String {
    try network.aws(
      "ec2", "describe-security-groups", "--filters",
      "Name=group-name,Values=CloudFront-VPCOrigins-Service-SG", "--query",
      "SecurityGroups[].GroupId")
  }

  /// The addresses that verify.sh asks when nobody tells it any, each once; curl's stand-in answers by itself.
  func addressesAsked() throws -> [String] {
    var deployment = network.deployment
    let curl = try #require(Command.program("curl"))
    try deployment.standIn(
      for: curl,
      """
      while [ "$1" != --write-out ]; do shift; done
      printf '%s\\n' "$3" >>"$0.asked"
      case $2 in
        *redirect_url*) printf '301 https://elsewhere/' ;;
        *) printf '\\n200 0.010000 0.020000 0.030000' ;;
      esac
      """)
    let outcome = try deployment.run("verify.sh", "1")
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let asked = try #require(deployment.inFront.first).appending(path: "curl.asked")
    let addresses = try String(contentsOf: asked, encoding: .utf8).split(separator: "\n")
    try FileManager.default.removeItem(at: asked)
    return Set(addresses.map(String.init)).sorted()
  }

  /// The ids of all of a type that are there.
  func ids(of type: String) throws -> [String] {
    let all = try JSONSerialization.jsonObject(with: emulator.inventoryText())
    return (all as? [[String: Any]] ?? []).filter { $0["type"] as? String == type }
      .compactMap { $0["id"] as? String }
  }

  func scheme() throws -> String {
    try network.aws("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].Scheme")
  }
}

extension [Emulator.Call] {
  /// The numbers of the calls of an action that succeeded, or were refused with a code.
  func places(_ action: String, error: String? = nil) -> [Int] {
    indices.filter { self[$0].action == action && self[$0].error == error }
  }

  /// The codes with which calls to CloudFront were refused that change something.
  var refusals: [String] { filter(\.mutating).compactMap(\.error) }
}

extension Deployment {
  /// Takes `env` away, as with a clone of the scripts on another machine.
  func loseEnv() throws { try FileManager.default.removeItem(at: env) }
}
