import AccelGenKit

extension CommandDescription {
  static let client = CommandDescription(
    "client", "print what sends a program through the load balancer",
    options: [
      .client, .loadBalancer, .address, .host, .env, .stack, .output, .templates,
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
      Example("accelgen client --for hosts", "lines for /etc/hosts"),
      Example("accelgen client --for python > accelerated.py", "a module for boto3"),
      Example(
        "accelgen client --for curl --nlb NAME.elb.REGION.amazonaws.com", "before, or elsewhere"),
    ]
  ) { invocation throws(UsageError) in
    guard let client = invocation.value(of: .client).flatMap(Client.init) else {
      throw UsageError(
        .usage(
          "missing-option", "accelgen client needs \(OptionDescription.client.usage)",
          help: Client.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    // Only the lines of a hosts file may follow each other.
    if client != .hosts { try invocation.refuseSeveral() }
    let overrides = try ClientRoute.Overrides(invocation, for: client)
    let project = try Project(invocation)
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
    var problems = Self.misplaced(invocation, for: client)
    func values<Value: ParameterValue>(
      of option: OptionDescription, as type: Value.Type
    ) -> [Value] {
      invocation.values(of: option).compactMap { text in
        do throws(InvalidValue) {
          return try Value.parse(text)
        } catch {
          problems += error.problems.map {
            .usage($0.code, "\(option.name): \($0.message)", help: $0.help)
          }
          return nil
        }
      }
    }
    var addresses: [IPv4Address] = []
    for address in values(of: .address, as: IPv4Address.self) where !addresses.contains(address) {
      addresses.append(address)
    }
    self.init(
      hostname: values(of: .host, as: DNSName.self).first?.hostname,
      loadBalancer: values(of: .loadBalancer, as: DNSName.self).first?.hostname,
      addresses: addresses)
    guard problems.isEmpty else { throw UsageError(problems) }
  }

  /// Values that would go unused, or to a deployment that they are not of.
  private static func misplaced(_ invocation: Invocation, for client: Client) -> [Diagnostic] {
    let given = [OptionDescription.loadBalancer, .address, .host].filter(invocation.has)
    if invocation.isForSeveral {
      return given.map {
        .usage(
          "several-deployments", "\($0.name) is of one deployment, and several are given",
          help: "give one --env")
      }
    }
    let (used, unused): (OptionDescription, OptionDescription) =
      client.goesByName ? (.loadBalancer, .address) : (.address, .loadBalancer)
    return given.filter { $0.name == unused.name }.map {
      .usage(
        "unused-option", "--for \(client.rawValue) does not go by \($0.name)",
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
