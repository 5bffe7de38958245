import Foundation
import TestSupport
import Testing

/// When verify.sh must not measure, and what it must never do.
@Suite struct VerifyRefusalTests {
  private static let good = CurlPlan(
    direct: CurlPlan.tries(
      9, roundTrip: 90_000, spread: 0, addresses: [VerifyFolder.serviceAddress]),
    accelerated: CurlPlan.tries(
      9, roundTrip: 30_000, spread: 0, addresses: VerifyFolder.loadBalancerAddresses))

  @Test func everyTryChecksTheCertificateAndAvoidsProxies() throws {
    let folder = try VerifyFolder()
    let outcome = try folder.run(["3"], plan: Self.good)
    try #require(outcome.status == 0, "\(outcome.transcript)")

    let calls = try CurlPlan.calls(below: folder.url)
    #expect(
      calls.map { $0[0] } == ["accelerated", "direct"]
        + Array(repeating: ["direct", "accelerated"], count: 3).flatMap { $0 }, "in turns")
    let (host, loadBalancer) = (VerifyFolder.service, VerifyFolder.loadBalancer)
    for call in calls {
      #expect(call[1] == "--disable", "only as the first argument it keeps ~/.curlrc out")
      #expect(call.firstRange(of: ["--noproxy", "*"]) != nil)
      #expect(
        !call.contains { $0 == "-k" || $0 == "--insecure" || $0.hasPrefix("--proxy-insecure") })
      #expect(call.last == "https://\(host)/", "the service's own name")
      let through = call.firstIndex(of: "--connect-to").map { call[$0 + 1] }
      #expect(through == (call[0] == "direct" ? nil : "\(host):443:\(loadBalancer):443"))
    }
  }

  @Test func anAddressOfTheServiceIsAskedDirectly() throws {
    for (address, target) in [("198.51.100.10", "198.51.100.10"), ("2001:db8::1", "[2001:db8::1]")]
    {
      let folder = try VerifyFolder()
      let outcome = try folder.run(["1", "--direct-ip", address], plan: Self.good)
      #expect(outcome.status == 0, "\(outcome.transcript)")
      let calls = try CurlPlan.calls(below: folder.url).filter { $0[0] == "direct" }
      #expect(calls.count == 2)
      for call in calls {
        #expect(
          call.firstRange(of: ["--connect-to", "\(VerifyFolder.service):443:\(target):443"]) != nil)
      }
    }
  }

  @Test(arguments: [true, false])
  func whatIsNotWellIsNotMeasured(asJSON: Bool) throws {
    let folder = try VerifyFolder(isWell: false)
    let outcome = try folder.run(asJSON ? ["--json"] : [], plan: Self.good)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error: status.sh does not find the deployment well"))
    #expect((asJSON ? outcome.errors : outcome.output).contains("every resource but one is well"))
    if asJSON { try expectRefusal(outcome) }
    #expect(try CurlPlan.calls(below: folder.url).isEmpty, "nothing was asked")

    let without = try folder.run(["2", "--no-status"], plan: Self.good)
    #expect(without.status == 0, "\(without.transcript)")
    #expect(!without.output.contains("every resource"))
  }

  @Test func aWrongCertificateEndsItBeforeItMeasures() throws {
    var plan = Self.good
    plan.accelerated[0] = .wrongCertificate
    let folder = try VerifyFolder()
    let outcome = try folder.run(["3", "--json"], plan: plan)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no TLS handshake for \(VerifyFolder.service) through"))
    #expect(outcome.errors.contains("(60) SSL: no alternative certificate subject name"))
    try expectRefusal(outcome)
    #expect(try CurlPlan.calls(below: folder.url).count == 1)
  }

  /// Who can reach nothing but by a proxy must learn why.
  @Test(arguments: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
  func aProxyIsNamedWhenNothingAnswers(variable: String) throws {
    var plan = Self.good
    plan.accelerated[0] = .timedOut
    let proxy = [variable: "http://proxy.example:3128"]
    let outcome = try VerifyFolder().run(["3"], plan: plan, with: proxy)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("the proxy of this shell"), "\(outcome.transcript)")
    let without = try VerifyFolder().run(["3"], plan: plan)
    #expect(!without.errors.contains("proxy"))
  }

  /// With the load balancer in the hosts file, both ways would be one.
  @Test(arguments: [true, false])
  func aDirectWayThroughTheLoadBalancerIsNone(knowsAddresses: Bool) throws {
    var plan = Self.good
    // An address that only `env` tells, or one that only the answers tell.
    let address = VerifyFolder.loadBalancerAddresses[knowsAddresses ? 1 : 0]
    plan.direct = CurlPlan.tries(9, roundTrip: 30_000, spread: 0, addresses: [address])
    if knowsAddresses {
      let other = [VerifyFolder.loadBalancerAddresses[0]]
      plan.accelerated = CurlPlan.tries(9, roundTrip: 30_000, spread: 0, addresses: other)
    } else {
      plan.direct[0] = .timedOut
    }
    for arguments in [["5"], ["5", "--json"]] {
      let outcome = try VerifyFolder(knowsAddresses: knowsAddresses).run(arguments, plan: plan)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains(
          "error: this machine goes through the load balancer already: \(address) answers for"))
      #expect(outcome.errors.contains("./verify.sh --direct-ip ADDRESS"))
      #expect(!outcome.output.contains("faster") && !outcome.output.contains("noise"))
      if arguments.contains("--json") { try expectRefusal(outcome) }
    }
  }

  @Test func withoutADeploymentItSaysSo() throws {
    let folder = try VerifyFolder()
    try folder.write("env", "")
    let outcome = try folder.run(["--json"], plan: Self.good)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("EXPOSE_NLB_DNS_NAME is not known yet"))
    try expectRefusal(outcome)
  }

  @Test(arguments: [
    (["0"], "'0' is not a number of tries"), (["x"], "'x' is not a number of tries"),
    (["2", "3"], "one number of tries is enough"), (["--fast"], "verify.sh has no option --fast"),
    (["--svg"], "--svg needs a value"),
    (["--direct-ip", "a.example"], "--direct-ip takes an address"),
    (["--svg", "nowhere/plot.svg"], "nowhere/plot.svg cannot be written"),
  ])
  func wrongUsageIsRefusedAtOnce(arguments: [String], message: String) throws {
    let folder = try VerifyFolder()
    let outcome = try folder.run(arguments, plan: Self.good)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("error: \(message)"), "\(outcome.transcript)")
    #expect(outcome.output.isEmpty)
    #expect(try CurlPlan.calls(below: folder.url).isEmpty)
  }

  /// One object on standard output, nothing else, and no verdict in it.
  private func expectRefusal(_ outcome: Command.Outcome) throws {
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let refusal = try #require(object as? [String: String])
    #expect(refusal["verdict"] == "none")
    let error = try #require(refusal["error"])
    #expect(outcome.errors.contains("error: \(error)"))
  }
}
