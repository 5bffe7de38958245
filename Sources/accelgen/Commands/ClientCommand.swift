import AccelGenKit

extension Options {
  static let client = Option<Client?>(
    "--for", of: "client", "CLIENT", .choice(Client.allCases.map(\.rawValue)),
    "the same as CLIENT: " + Client.allCases.map(\.rawValue).joined(separator: ", ")
  ) { Client(rawValue: $0) }
  static let loadBalancer = Option<DNSName?>(
    "--nlb", "NAME", .text, "the load balancer's DNS name (default: what deploy_all.sh has left)",
    read: DNSName.parse)
  static let address = Option<[IPv4Address]>(
    repeatable: "--ip", "ADDRESS", .text,
    "a fixed address of the load balancer; give each (default: what deploy_all.sh has left)",
    read: IPv4Address.parse)
  static let host = Option<DNSName?>(
    "--host", "NAME", .text,
    "the service's own host name, where it has several, or none that accelgen knows",
    read: DNSName.parse)
}

extension CommandDescription {
  static let client = CommandDescription(
    "client", "print what sends a program through the load balancer",
    operand: Operand("CLIENT", .choice(Client.allCases.map(\.rawValue))),
    options: [
      Options.client, Options.loadBalancer, Options.address, Options.host, Options.env,
      Options.stack, Options.output, Options.templates,
    ],
    details: [
      "Prints a ready piece for curl, a hosts file, Python, Go, Node, Java or the AWS CLI. The program "
        + "goes on asking for the service's own name, checks the service's own certificate and signs for "
        + "the service's own host: only the address that it connects to changes.",
      "The values come from what deploy_all.sh has left in the deployment's folder, in env; --nlb, --ip "
        + "and --host take their place. hosts and aws-cli go by fixed addresses (EXPOSE_ELASTIC_IPS), the "
        + "others by the load balancer's name.",
    ],
    examples: [
      Example("accelgen client hosts", "lines for /etc/hosts; so does --for hosts"),
      Example("accelgen client python > accelerated.py", "a module for boto3"),
      Example(
        "accelgen client curl --nlb NAME.elb.REGION.amazonaws.com", "before, or elsewhere"),
    ]
  ) { invocation throws(UsageError) in
    guard let client = try invocation.operandOr(Options.client) else {
      throw UsageError(
        .usage(
          "missing-argument", "accelgen client needs CLIENT",
          help: Client.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    // Only the lines of a hosts file may follow each other.
    if client != .hosts { try invocation.refuseSeveral() }
    let overrides = try ClientRoute.Overrides(invocation, for: client)
    let project = try Project(invocation)
    try project.refuse(
      invocation, unless: { $0.clients != nil }, "no-clients",
      "deploys nothing that clients call by these means")
    var outcome = Outcome(diagnostics: project.diagnostics)
    var answers: [JSONValue] = []
    if !project.diagnostics.hasErrors {
      var pieces: [String] = []
      for plan in project.plans {
        guard
          let route = route(
            for: client, of: plan, in: project.folder(of: plan), overrides, &outcome.diagnostics),
          let piece = route.piece(for: client)
        else { continue }
        pieces.append(piece)
        answers.append(route.json(client, piece))
      }
      outcome.text = pieces.joined(separator: "\n")
    }
    if outcome.diagnostics.hasErrors {
      // Half an answer would be taken for a whole one.
      outcome.text = ""
      outcome.exitCode = .invalidInput
    }
    outcome.diagnostics = outcome.diagnostics.sortedByPlace()
    outcome.members = { [answers] in [.init("clients", .array(answers))] }
    return outcome
  }

  private static func route(
    for client: Client, of plan: Plan, in folder: String, _ overrides: ClientRoute.Overrides,
    _ diagnostics: inout [Diagnostic]
  ) -> ClientRoute? {
    do throws(FileProblem) {
      return ClientRoute.find(
        for: client, of: plan, record: try DeploymentRecord.read(in: folder), folder: folder,
        overrides: overrides, diagnostics: &diagnostics)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }
}

extension DeploymentRecord {
  /// What a run of the scripts has left in a deployment's folder; nil when there is nothing.
  fileprivate static func read(in folder: String) throws(FileProblem) -> DeploymentRecord? {
    let path = FileSystem.join(folder, fileName)
    guard try FileSystem.target(path) != nil else { return nil }
    let bytes = try FileSystem.read(
      FileSystem.withoutLinkOut(path), named: path, limit: SourceFile.sizeLimit + 1)
    guard bytes.count <= SourceFile.sizeLimit else {
      throw FileProblem("file-too-large", path, "has more than \(SourceFile.sizeLimit) bytes")
    }
    // What is not UTF-8 becomes U+FFFD, which no value may have.
    return DeploymentRecord(
      SourceFile(name: path, text: String(decoding: bytes, as: UTF8.self)))
  }
}

extension ClientRoute.Overrides {
  /// What the command line gives; a value that is wrong is wrong usage.
  fileprivate init(_ invocation: Invocation, for client: Client) throws(UsageError) {
    let problems = Self.misplaced(invocation, for: client)
    guard problems.isEmpty else { throw UsageError(problems) }
    var addresses: [IPv4Address] = []
    for address in invocation[Options.address] where !addresses.contains(address) {
      addresses.append(address)
    }
    self.init(
      hostname: invocation[Options.host]?.hostname,
      loadBalancer: invocation[Options.loadBalancer]?.hostname, addresses: addresses)
  }

  /// Values that would go unused, or to a deployment that they are not of.
  private static func misplaced(_ invocation: Invocation, for client: Client) -> [Diagnostic] {
    let given = [
      Options.loadBalancer.description, Options.address.description, Options.host.description,
    ].filter { invocation.has($0) }
    if invocation.isForSeveral {
      return given.map {
        .usage(
          "several-deployments", "\($0.name) is of one deployment, and several are given",
          help: "give one --env")
      }
    }
    let (name, addresses) = (Options.loadBalancer.description, Options.address.description)
    let (used, unused) = client.goesByName ? (name, addresses) : (addresses, name)
    return given.filter { $0.name == unused.name }.map {
      .usage(
        "unused-option", "\(client.rawValue) does not go by \($0.name)",
        help: "give \(used.usage)")
    }
  }
}

extension ClientRoute {
  fileprivate func json(_ client: Client, _ piece: String) -> JSONValue {
    var loadBalancer: String?
    var addresses: [IPv4Address] = []
    switch destination {
    case .name(let name): loadBalancer = name.text
    case .addresses(let all): addresses = all
    }
    return [
      "deployment": .string(deployment.text), "for": .string(client.rawValue),
      "hostname": .string(hostname.text), "port": .number(port.number),
      "region": .string(region.text), "loadBalancer": .optional(loadBalancer),
      "addresses": .array(addresses.map { .string($0.text) }), "text": .string(piece),
    ]
  }
}
