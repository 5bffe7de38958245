import Foundation
import TestSupport
import Testing

/// Where verify.sh finds the model servers when nobody tells it: in `env`.
extension ServingTimesTests {
  private static let balancer = "ml-network-alb-1234567890.us-east-1.elb.amazonaws.com"
  private static let model = "models.example.com"

  private func write(_ env: String, in folder: TemporaryFolder) throws {
    try folder.write("generated/ml-network/env", env)
  }

  /// curl itself, for which whatever it calls is at a port of this machine; of HTTP it says that it leads to HTTPS, when
  /// that is what is there.
  private func curl(in folder: TemporaryFolder, to port: Int, byTLS: Bool) throws
    -> [String: String]
  {
    let curl = try #require(Command.program("curl")).path
    let redirects =
      byTLS
      ? #"case $last in http://*) printf '301 https://%s' "${last#http://}"; exit ;; esac"# : ":"
    return try standIn(
      in: folder,
      """
      for last; do :; done
      \(redirects)
      exec '\(curl)' "$@" --connect-to ::127.0.0.1:\(port)
      """)
  }

  @Test func theLoadBalancerIsAskedByItsName() throws {
    let relay = try ModelRelay("--canary", "1")
    let folder = try Self.folder()
    try write("NETWORK_LOAD_BALANCER_DNS_NAME=\(Self.balancer)\n", in: folder)
    let port = try #require(URL(string: relay.url)?.port)
    let outcome = try run(
      folder, "2", "--json", with: curl(in: folder, to: port, byTLS: false))
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try report(outcome).url == "http://\(Self.balancer)/health")
    #expect(try relay.passages().count == 5, "one that is not counted, and two for each version")
  }

  /// By the name that clients call it by, for which its certificate is.
  @Test func theCDNIsAskedByTheNameThatClientsCall() throws {
    let service = try TLSService(certificateFor: Self.model)
    let folder = try Self.folder(Self.behindACDN)
    try write(
      "EDGE_DISTRIBUTION_DNS_NAME=d111111abcdef8.cloudfront.net\nEDGE_VIEWER_HOSTNAME=\(Self.model)\n",
      in: folder)
    let curl = try curl(in: folder, to: service.port, byTLS: true).merging(service.trust) { $1 }
    let outcome = try run(folder, "2", "--json", with: curl)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let report = try report(outcome)
    #expect(report.url == "https://\(Self.model)/health" && report.httpLeadsToHttps == true)
    let requests = try service.requests()
    #expect(requests.count == 5)
    #expect(requests.allSatisfy { $0.host == Self.model && $0.serverName == Self.model })
  }

  @Test func aCertificateForAnotherNameIsRefused() throws {
    let service = try TLSService(certificateFor: "other.example.com")
    let folder = try Self.folder(Self.behindACDN)
    try write("EDGE_VIEWER_HOSTNAME=\(Self.model)\n", in: folder)
    let curl = try curl(in: folder, to: service.port, byTLS: true).merging(service.trust) { $1 }
    let outcome = try run(folder, "2", with: curl)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains("error: no answer from https://\(Self.model): curl: (60)"),
      "\(outcome.transcript)")
    #expect(outcome.errors.contains("lead to the distribution?"), "\(outcome.transcript)")
  }

  /// AWS's own name of a load balancer has no certificate, and which one the user's is for nobody has said.
  @Test func ofALoadBalancerWithACertificateTheNameMustBeGiven() throws {
    let service = try TLSService(certificateFor: Self.model)
    let folder = try Self.folder(["CERTIFICATE_ARN": DeliveryFolder.certificate])
    try write("NETWORK_LOAD_BALANCER_DNS_NAME=\(Self.balancer)\n", in: folder)
    let curl = try curl(in: folder, to: service.port, byTLS: true).merging(service.trust) { $1 }
    let refused = try run(folder, "2", with: curl)
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(refused.errors.contains("give it: ./verify.sh --url https://NAME\n"))
    #expect(try service.requests() == [])

    let outcome = try run(folder, "2", "--url", "https://\(Self.model)", with: curl)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("HTTP leads to HTTPS\n"), "\(outcome.transcript)")
  }

  @Test(arguments: [
    ([:], "", "error: the load balancer's name is not known yet"),
    (behindACDN, "", "error: the distribution's name is not known yet"),
    ([:], "NETWORK_LOAD_BALANCER_DNS_NAME=a*b\n", "holds no host name: a*b"),
    (behindACDN, "EDGE_VIEWER_HOSTNAME=a*b\n", "holds no host name: a*b"),
  ])
  func whatEnvDoesNotHoldIsSaid(values: [String: String], env: String, words: String) throws {
    let folder = try Self.folder(values)
    if !env.isEmpty { try write(env, in: folder) }
    let outcome = try run(folder, "2")
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains(words), "\(outcome.transcript)")
  }
}
