/// What a client needs to know to reach a service through a deployment's load balancer.
///
/// Its values are types that hold no quote, blank or line end, so that they are the same in every
/// language that a snippet is written in, and can never run as code there.
public struct ClientRoute: Sendable, Equatable {
  /// What the deployment is called.
  public let deployment: DeploymentName
  /// The service's own name, which the client goes on asking for.
  public let hostname: Hostname
  /// Where the service listens.
  public let port: Port
  /// The service's Region, for which requests are signed.
  public let region: Region
  /// The service in AWS's SDKs; nil where it has none, or none is known.
  public let sdkName: ServiceWord?
  /// The service in signatures; nil where it is not known.
  public let signingName: ServiceWord?
  /// What a client in an AWS SDK must be told, or it asks for another name.
  public let settings: ClientSettings
  /// How the client gets there.
  public let destination: Destination

  /// Where to connect to in place of the service.
  public enum Destination: Sendable, Equatable {
    /// The load balancer, by its DNS name.
    case name(Hostname)
    /// The load balancer, by all of its fixed addresses.
    case addresses([IPv4Address])
  }

  /// What the user gives in place of what a deployment has left.
  public struct Overrides: Sendable {
    public var hostname: Hostname?
    public var loadBalancer: Hostname?
    public var addresses: [IPv4Address]

    public init(
      hostname: Hostname? = nil, loadBalancer: Hostname? = nil, addresses: [IPv4Address] = []
    ) {
      self.hostname = hostname
      self.loadBalancer = loadBalancer
      self.addresses = addresses
    }
  }

  /// Finds out how a client reaches the service of a deployment.
  ///
  /// - Parameters:
  ///   - plan: the deployment.
  ///   - record: what its scripts have left; nil when they have not run.
  ///   - folder: where its scripts are, as the user would type it.
  ///   - diagnostics: gets what is missing or wrong, with what to do.
  /// - Returns: nil when there is an error.
  public static func find(
    for client: Client, of plan: Plan, record: DeploymentRecord?, folder: String,
    overrides: Overrides, diagnostics: inout [Diagnostic]
  ) -> ClientRoute? {
    guard let model = plan.stack.clients else {
      diagnostics.append(
        Diagnostic(
          .error, "no-clients", "clients do not call what the stack \(plan.stack.name) deploys",
          at: nil))
      return nil
    }
    let finder = ClientRouteFinder(
      model: model, client: client, record: record, folder: folder, overrides: overrides)
    return finder.route(of: plan, diagnostics: &diagnostics)
  }
}

/// A service's name in AWS's SDKs and in signatures: letters, digits and hyphens, for example
/// `sagemaker-runtime`.
public struct ServiceWord: Sendable, Equatable {
  public let text: String

  /// Nil for what is no such word.
  init?(_ text: String) {
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.isASCIILetterOrDigit || $0 == "-" })
    else { return nil }
    self.text = text
  }
}
