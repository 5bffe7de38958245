/// Finds out how a client reaches the service of a deployment: from what the user gives, else what a run of
/// the scripts has left, else what accelgen knows.
struct ClientRouteFinder {
  let client: Client
  let record: DeploymentRecord?
  /// Where the deployment's scripts are, as the user would type it.
  let folder: String
  let overrides: ClientRoute.Overrides

  private typealias Parameters = AccelerationParameters
  private static let hostnameKey = "RESOURCE_SERVICE_HOSTNAME"

  func route(of plan: Plan, diagnostics: inout [Diagnostic]) -> ClientRoute? {
    let configuration = plan.configuration
    guard let deployment = configuration[Parameters.deploymentName],
      let region = configuration[Parameters.resourceRegion],
      let service = configuration[Parameters.resourceServiceName]
    else {
      diagnostics.append(
        Diagnostic(
          .error, "no-clients", "the stack \(plan.stack.name) has no load balancer to go through",
          at: nil, help: "use accelgen client with --stack \(Stack.acceleration.name)"))
      return nil
    }
    let hostname = hostname(of: service, in: configuration, diagnostics: &diagnostics)
    let destination = destination(configuration, diagnostics: &diagnostics)
    guard let hostname, let destination else { return nil }
    let facts = ServiceCatalog.find(nameTemplate: service.nameTemplate)
    var settings = ClientSettings(for: facts, in: region)
    // A bucket's own name, perhaps.
    if overrides.hostname != nil { settings.remove(.bucketInPath) }
    return ClientRoute(
      deployment: deployment, hostname: hostname,
      port: facts.flatMap { try? Port.parse(String($0.port)) } ?? .https,
      region: signingRegion(of: facts, in: region),
      sdkName: facts?.sdkName.flatMap(ServiceWord.init),
      signingName: facts?.signingName.flatMap(ServiceWord.init),
      settings: settings, destination: destination)
  }

  /// Requests to a global service of the commercial partition are signed for us-east-1
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
  private func signingRegion(of facts: ServiceFacts?, in region: Region) -> Region {
    guard facts?.isRegional == false, region.facts.partition == "aws" else { return region }
    return (try? Region.parse("us-east-1")) ?? region
  }

  /// The service's own name: what the user says, else what AWS has told the scripts, else what
  /// accelgen knows.
  private func hostname(
    of service: EndpointServiceName, in configuration: Configuration,
    diagnostics: inout [Diagnostic]
  ) -> Hostname? {
    if let given = overrides.hostname { return given }
    let known = (configuration[Self.hostnameKey]?.value as? Hostname?).flatMap { $0 }
    var found: [Diagnostic] = []
    let recorded: DNSName? = record?.value(of: Self.hostnameKey, diagnostics: &found)
    diagnostics += found
    if found.hasErrors { return nil }
    if let name = recorded?.hostname ?? known { return name }
    let facts = ServiceCatalog.find(nameTemplate: service.nameTemplate)
    let pattern = configuration[Parameters.resourceRegion].flatMap {
      facts?.hostname(in: $0.facts)
    }
    let help = "give the full name that your clients use, for example --host "
    if let pattern, facts?.hasWildcardHostname == true {
      diagnostics.append(
        Diagnostic(
          .error, "wildcard-hostname",
          "\(service.suffix) has more than one host name, \(pattern)",
          at: configuration.span(of: Parameters.resourceServiceName, part: service.suffixPart),
          help: help + "my\(pattern.dropFirst()), and run this once for each of them"))
    } else {
      diagnostics.append(
        Diagnostic(
          .error, "unknown-hostname", "the host name of \(service.suffix) is not known",
          at: configuration.span(of: Parameters.resourceServiceName, part: service.suffixPart),
          help: (record == nil ? "run \(folder)/deploy_all.sh, which asks AWS for it, or " : "")
            + help + "service.example.com"))
    }
    return nil
  }

  private func destination(
    _ configuration: Configuration, diagnostics: inout [Diagnostic]
  ) -> ClientRoute.Destination? {
    switch client.way {
    case .name: name(diagnostics: &diagnostics).map(ClientRoute.Destination.name)
    case .addresses:
      addresses(configuration, diagnostics: &diagnostics).map(ClientRoute.Destination.addresses)
    }
  }

  private func name(diagnostics: inout [Diagnostic]) -> Hostname? {
    if let given = overrides.loadBalancer { return given }
    var found: [Diagnostic] = []
    let recorded: DNSName? = record?.value(of: "EXPOSE_NLB_DNS_NAME", diagnostics: &found)
    if recorded == nil, found.isEmpty {
      found.append(missing("EXPOSE_NLB_DNS_NAME", "the load balancer's name with --nlb NAME"))
    }
    diagnostics += found
    return recorded?.hostname
  }

  private func addresses(
    _ configuration: Configuration, diagnostics: inout [Diagnostic]
  ) -> [IPv4Address]? {
    let isFixed = configuration[Parameters.exposeElasticIPs] ?? true
    guard isFixed || !overrides.addresses.isEmpty else {
      diagnostics.append(
        addressesCanChange(
          .error, configuration,
          help: "set EXPOSE_ELASTIC_IPS=true and deploy anew, or use --for "
            + Client.allCases.filter(\.goesByName).map(\.rawValue).joined(separator: ", ")
            + ": those go by name"))
      return nil
    }
    if !overrides.addresses.isEmpty {
      if !isFixed {
        diagnostics.append(
          addressesCanChange(
            .warning, configuration, help: "look at them now and then, or go by name"))
      }
      return overrides.addresses
    }
    var found: [Diagnostic] = []
    var addresses: [IPv4Address] = []
    // One alone would leave the clients without a way when its zone fails.
    for key in ["EXPOSE_NLB_ADDRESS_1", "EXPOSE_NLB_ADDRESS_2"] {
      if let address: IPv4Address = record?.value(of: key, diagnostics: &found) {
        addresses.append(address)
      } else if found.isEmpty {
        found.append(
          missing(key, "the load balancer's addresses with --ip ADDRESS --ip ADDRESS"))
      }
    }
    diagnostics += found
    return found.isEmpty ? addresses : nil
  }

  private func addressesCanChange(
    _ severity: Diagnostic.Severity, _ configuration: Configuration, help: String
  ) -> Diagnostic {
    Diagnostic(
      severity, "no-fixed-addresses",
      "the load balancer has no Elastic IPs: its addresses can change, and a hosts file would not know",
      at: configuration.span(of: Parameters.exposeElasticIPs), help: help)
  }

  private func missing(_ key: String, _ instead: String) -> Diagnostic {
    Diagnostic(
      .error, "not-deployed",
      record.map { "\($0.path) has no \(key) yet" }
        ?? "\(folder)/\(DeploymentRecord.fileName) is not there: the deployment has not run",
      at: nil, help: "run \(folder)/deploy_all.sh, or give \(instead)")
  }
}
