/// Finds out how a client reaches the service of a deployment: from what the user gives, else what a run of
/// the scripts has left, else what accelgen knows.
struct ClientRouteFinder {
  let model: ClientModel
  let client: Client
  let record: DeploymentRecord?
  /// Where the deployment's scripts are, as the user would type it.
  let folder: String
  let overrides: ClientRoute.Overrides

  func route(of plan: Plan, diagnostics: inout [Diagnostic]) -> ClientRoute? {
    let configuration = plan.configuration
    // A plan has all of its stack's parameters.
    guard let deployment = configuration[model.deployment],
      let region = configuration[model.region], let service = configuration[model.service]
    else { return nil }
    let hostname = hostname(of: service, in: configuration, diagnostics: &diagnostics)
    let destination = destination(configuration, diagnostics: &diagnostics)
    guard let hostname, let destination else { return nil }
    let facts = ServiceCatalogue.find(nameTemplate: service.nameTemplate)
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
    let known = configuration[model.hostname].flatMap { $0 }
    var found: [Diagnostic] = []
    let recorded: DNSName? = record?.value(of: model.hostname.key, diagnostics: &found)
    diagnostics += found
    if found.hasErrors { return nil }
    if let name = recorded?.hostname ?? known { return name }
    let facts = ServiceCatalogue.find(nameTemplate: service.nameTemplate)
    let pattern = configuration[model.region].flatMap {
      facts?.hostname(in: $0.facts)
    }
    let help = "give the full name that your clients use, for example --host "
    if let pattern, facts?.hasWildcardHostname == true {
      diagnostics.append(
        Diagnostic(
          .error, "wildcard-hostname",
          "\(service.suffix) has more than one host name, \(pattern)",
          at: configuration.span(of: model.service, part: service.suffixPart),
          help: help + "my\(pattern.dropFirst()), and run this once for each of them"))
    } else {
      diagnostics.append(
        Diagnostic(
          .error, "unknown-hostname", "the host name of \(service.suffix) is not known",
          at: configuration.span(of: model.service, part: service.suffixPart),
          help: (record == nil ? "run \(folder)/deploy_all.sh, which asks AWS for it, or " : "")
            + help + "service.example.com"))
    }
    return nil
  }

  private func destination(
    _ configuration: Configuration, diagnostics: inout [Diagnostic]
  ) -> ClientRoute.Destination? {
    switch client.lookup {
    case .name: name(diagnostics: &diagnostics).map(ClientRoute.Destination.name)
    case .addresses:
      addresses(configuration, diagnostics: &diagnostics).map(ClientRoute.Destination.addresses)
    }
  }

  private func name(diagnostics: inout [Diagnostic]) -> Hostname? {
    if let given = overrides.loadBalancer { return given }
    var found: [Diagnostic] = []
    let recorded: DNSName? = record?.value(of: model.loadBalancerKey, diagnostics: &found)
    if recorded == nil, found.isEmpty {
      found.append(missing(model.loadBalancerKey, "the load balancer's name with --nlb NAME"))
    }
    diagnostics += found
    return recorded?.hostname
  }

  private func addresses(
    _ configuration: Configuration, diagnostics: inout [Diagnostic]
  ) -> [IPv4Address]? {
    let isFixed = configuration[model.hasFixedAddresses] ?? true
    guard isFixed || !overrides.addresses.isEmpty else {
      diagnostics.append(
        addressesCanChange(
          .error, configuration,
          help: "set \(model.hasFixedAddresses.key)=true and deploy anew, or use --for "
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
    for key in model.addressKeys {
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
      at: configuration.span(of: model.hasFixedAddresses), help: help)
  }

  private func missing(_ key: String, _ instead: String) -> Diagnostic {
    Diagnostic(
      .error, "not-deployed",
      record.map { "\($0.path) has no \(key) yet" }
        ?? "\(folder)/\(DeploymentRecord.fileName) is not there: the deployment has not run",
      at: nil, help: "run \(folder)/deploy_all.sh, or give \(instead)")
  }
}
