import TestSupport
import Testing

@testable import AccelGenKit

/// Where the values of a snippet come from, and what is said when one is missing or wrong.
@Suite struct ClientRouteTests {
  private static let env = """
    RESOURCE_REGION=ap-southeast-3
    RESOURCE_SERVICE_HOSTNAME=kms.ap-southeast-3.amazonaws.com
    EXPOSE_NLB_DNS_NAME=My-nlb-1.elb.ap-southeast-1.amazonaws.com
    EXPOSE_NLB_ADDRESS_1=203.0.113.10
    EXPOSE_NLB_ADDRESS_2=203.0.113.11
    EXPOSE_NLB_DNS_NAME=second.example.com

    """

  @Test func theValuesAreThoseOfTheRun() throws {
    let byName = try #require(find(.curl, Self.env).route)
    #expect(byName.hostname.text == "kms.ap-southeast-3.amazonaws.com")
    // DNS does not mind capitals; what compares names does.
    #expect(byName.destination == .name(try .parse("my-nlb-1.elb.ap-southeast-1.amazonaws.com")))
    #expect(byName.port == .https && byName.region.text == "ap-southeast-3")
    #expect(byName.sdkName?.text == "sagemaker-runtime" && byName.signingName?.text == "sagemaker")
    let byAddress = try #require(find(.hosts, Self.env).route)
    #expect(
      byAddress.destination
        == .addresses([try .parse("203.0.113.10"), try .parse("203.0.113.11")]))
  }

  @Test func theCommandLineOverrides() throws {
    let overrides = ClientRoute.Overrides(
      hostname: try .parse("a.example.com"), loadBalancer: try .parse("b.example.com"),
      addresses: [try .parse("192.0.2.1")])
    for record in [Self.env, nil] {
      let byName = try #require(find(.go, record, overrides).route)
      #expect(byName.hostname.text == "a.example.com")
      #expect(byName.destination == .name(try .parse("b.example.com")))
      let byAddress = try #require(find(.awsCLI, record, overrides).route)
      #expect(byAddress.destination == .addresses([try .parse("192.0.2.1")]))
    }
  }

  @Test func withoutARunTheHostnameIsTheOneThatAccelgenKnows() throws {
    let overrides = ClientRoute.Overrides(loadBalancer: try .parse("b.example.com"))
    let route = try #require(find(.node, nil, overrides).route)
    #expect(route.hostname.text == "runtime.sagemaker.ap-southeast-3.amazonaws.com")
    let empty = try #require(find(.node, "RESOURCE_SERVICE_HOSTNAME=\n", overrides).route)
    #expect(empty == route)
  }

  @Test(arguments: [
    (Client.curl, nil, "out/env is not there: the deployment has not run", "with --nlb NAME"),
    (.java, "", "out/env has no EXPOSE_NLB_DNS_NAME yet", "with --nlb NAME"),
    (.python, "XEXPOSE_NLB_DNS_NAME=a.b\n", "out/env has no EXPOSE_NLB_DNS_NAME yet", "--nlb NAME"),
    (
      .hosts, "EXPOSE_NLB_ADDRESS_1=192.0.2.1\nEXPOSE_NLB_ADDRESS_2=\n",
      "out/env has no EXPOSE_NLB_ADDRESS_2 yet", "with --ip ADDRESS --ip ADDRESS"
    ),
    (
      .awsCLI, "EXPOSE_NLB_ADDRESS_2=192.0.2.1\n", "out/env has no EXPOSE_NLB_ADDRESS_1 yet",
      "with --ip ADDRESS --ip ADDRESS"
    ),
  ])
  func aMissingValueIsAnErrorWithTheRemedy(
    client: Client, record: String?, message: String, help: String
  ) throws {
    let (route, diagnostics) = try find(client, record)
    #expect(route == nil)
    #expect(diagnostics.map(\.code) == ["not-deployed"])
    #expect(diagnostics.first?.message == message)
    #expect(diagnostics.first?.help?.hasPrefix("run out/deploy_all.sh, or give ") == true)
    #expect(diagnostics.first?.help?.hasSuffix(help) == true)
  }

  @Test(arguments: [
    ("EXPOSE_NLB_DNS_NAME", "nlb.example.com;id", Client.curl, "hostname"),
    ("EXPOSE_NLB_DNS_NAME", "203.0.113.10", .curl, "hostname"),
    ("EXPOSE_NLB_DNS_NAME", "-k", .curl, "hostname"),
    ("RESOURCE_SERVICE_HOSTNAME", "\"; import os", .python, "hostname"),
    ("RESOURCE_SERVICE_HOSTNAME", "*.example.com", .python, "hostname"),
    ("EXPOSE_NLB_ADDRESS_1", "$(id)", .hosts, "ipv4-address"),
    ("EXPOSE_NLB_ADDRESS_2", "203.0.113.11 evil.example.com", .hosts, "ipv4-address"),
    ("EXPOSE_NLB_ADDRESS_2", "203.0.113.11\r", .awsCLI, "ipv4-address"),
  ])
  func aWrongValueIsShownAtItsPlace(key: String, value: String, client: Client, code: String) throws
  {
    let record = "OTHER=x\n\(key)=\(value)\n" + Self.env
    let (route, diagnostics) = try find(client, record)
    #expect(route == nil)
    #expect(diagnostics.map(\.code.description) == [code])
    let span = diagnostics.first?.span
    #expect(span?.file.name == "out/env")
    #expect(span?.start == SourcePosition(line: 2, column: key.count + 2))
    #expect(span.map { String($0.file[$0.range]) } == value)
    #expect(diagnostics.first?.message.hasPrefix("\(key): ") == true)
  }

  @Test func addressesThatCanChangeAreForNoHostsFile() throws {
    let changes = ["EXPOSE_ELASTIC_IPS": "false"]
    let refused = try find(.hosts, Self.env, changing: changes)
    #expect(refused.route == nil)
    #expect(refused.diagnostics.map(\.code) == ["no-fixed-addresses"])
    #expect(refused.diagnostics.first?.span?.file.name == "env.template")
    #expect(
      refused.diagnostics.first?.help?.contains("use --for curl, python, go, node, java") == true)
    let given = ClientRoute.Overrides(addresses: [try .parse("192.0.2.1")])
    let warned = try find(.hosts, Self.env, given, changing: changes)
    #expect(warned.route != nil)
    #expect(warned.diagnostics.map(\.code) == ["no-fixed-addresses"])
    #expect(!warned.diagnostics.hasErrors)
    #expect(try find(.go, Self.env, changing: changes).route != nil)
  }

  @Test(arguments: [
    (
      "ecr.dkr", "wildcard-hostname", "--host my.dkr.ecr.ap-southeast-3.amazonaws.com",
      "has more than one host name, *.dkr.ecr.ap-southeast-3.amazonaws.com"
    ),
    ("ce", "unknown-hostname", "--host service.example.com", "the host name of ce is not known"),
  ])
  func aServiceWithoutOneHostnameNeedsItFromTheUser(
    suffix: String, code: String, help: String, message: String
  ) throws {
    let changes = ["RESOURCE_SERVICE_NAME": "com.amazonaws.ap-southeast-3.\(suffix)"]
    var overrides = ClientRoute.Overrides(loadBalancer: try .parse("b.example.com"))
    let (route, diagnostics) = try find(.curl, nil, overrides, changing: changes)
    #expect(route == nil)
    #expect(diagnostics.map(\.code.description) == [code])
    #expect(diagnostics.first?.message.hasSuffix(message) == true)
    #expect(diagnostics.first?.help?.contains(help) == true)
    #expect(diagnostics.first?.span.map { String($0.file[$0.range]) } == suffix)
    overrides.hostname = try .parse("1.dkr.ecr.ap-southeast-3.amazonaws.com")
    let found = try #require(find(.curl, nil, overrides, changing: changes).route)
    #expect(found.hostname == overrides.hostname && found.signingName == nil)
  }

  @Test func whatTheScriptsFoundOutIsTakenForAServiceThatIsNotKnown() throws {
    let changes = ["RESOURCE_SERVICE_NAME": "com.amazonaws.ap-southeast-3.ce"]
    let route = try #require(find(.curl, Self.env, changing: changes).route)
    #expect(route.hostname.text == "kms.ap-southeast-3.amazonaws.com")
  }

  @Test func aGlobalServiceIsSignedForTheGlobalRegion() throws {
    let changes = ["RESOURCE_SERVICE_NAME": "com.amazonaws.iam"]
    let route = try #require(find(.curl, Self.env, changing: changes).route)
    #expect(route.region.text == "us-east-1")
    #expect(route.signingName == nil, "accelgen knows none, and curl's snippet asks for it")
  }

  /// Values that try everything: refused, or made of nothing but a name's characters.
  @Test func noValueCanBringCode() throws {
    var texts = HostileText(seed: Randomness.seed)
    let keys = ["RESOURCE_SERVICE_HOSTNAME", "EXPOSE_NLB_DNS_NAME", "EXPOSE_NLB_ADDRESS_1"]
    let starts = ["", "a.example.com", "203.0.113.1"]
    let harmless = Set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    var refused = 0
    let plan = try plan()
    for _ in 0..<(500 * Randomness.scale) {
      let value = texts.random.pick(starts) + texts.next() + texts.random.pick(starts)
      let record = "\(texts.random.pick(keys))=\(value)\n" + Self.env
      for client in Client.allCases {
        let (route, diagnostics) = find(client, record, of: plan)
        #expect((route == nil) == diagnostics.hasErrors)
        guard let route else {
          refused += 1
          continue
        }
        let values = [route.hostname.text] + route.destination.texts
        #expect(values.allSatisfy { harmless.isSuperset(of: $0) }, "seed \(Randomness.seed)")
      }
    }
    #expect(refused > 500)
  }

  private func find(
    _ client: Client, _ record: String?, _ overrides: ClientRoute.Overrides = .init(),
    changing changes: [String: String] = [:]
  ) throws -> (route: ClientRoute?, diagnostics: [Diagnostic]) {
    find(client, record, overrides, of: try plan(changing: changes))
  }

  private func find(
    _ client: Client, _ record: String?, _ overrides: ClientRoute.Overrides = .init(), of plan: Plan
  ) -> (route: ClientRoute?, diagnostics: [Diagnostic]) {
    var found: [Diagnostic] = []
    let route = ClientRoute.find(
      for: client, of: plan,
      record: record.map { DeploymentRecord(SourceFile(name: "out/env", text: $0)) }, folder: "out",
      overrides: overrides, diagnostics: &found)
    return (route, found)
  }

  private func plan(changing changes: [String: String] = [:]) throws -> Plan {
    var diagnostics: [Diagnostic] = []
    let configuration = Stack.acceleration.validate(
      .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics)
    return Stack.acceleration.plan(
      try #require(configuration, "\(diagnostics)"), context: .noFiles)
  }
}

extension ClientRoute.Destination {
  fileprivate var texts: [String] {
    switch self {
    case .name(let name): [name.text]
    case .addresses(let addresses): addresses.map(\.text)
    }
  }
}
