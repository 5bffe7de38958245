/// Rules across the deployments of one run. Each takes time in proportion to their number.
enum DeploymentRules {
  static let all: [Stack.DeploymentRule] = [namesMustDiffer, tagsShouldDiffer]

  private typealias Parameters = AccelerationParameters

  /// Load balancers would collide, and so would folders: on macOS, `A` and `a` are one folder.
  private static let namesMustDiffer: Stack.DeploymentRule = { configurations in
    repetitions(
      configurations.compactMap { configuration in
        configuration[Parameters.deploymentName].map { name in
          Named(key: name.text.lowercased(), configuration.span(of: Parameters.deploymentName))
        }
      }
    ).map { later, first in
      Diagnostic(
        .error, "duplicate-deployment",
        "another deployment of this run is called \(later.key), too", at: later.span,
        help: "give each its own DEPLOYMENT_NAME; upper and lower case do not tell them apart",
        related: [.init("the other is here", at: first.span)])
    }
  }

  /// Legal, since AWS tells resources apart by id; people do not.
  private static let tagsShouldDiffer: Stack.DeploymentRule = { configurations in
    repetitions(configurations.flatMap(names)).map { later, first in
      Diagnostic(
        .warning, "duplicate-name", "another deployment of this run names its \(later.key), too",
        at: later.span, help: "another name keeps the two apart in the console",
        related: [.init("the other is here", at: first.span)])
    }
  }

  /// What a deployment names, and where: the key reads as "VPC x in eu-west-1".
  private static func names(in configuration: Configuration) -> [Named] {
    let kinds = [
      ("VPC", Parameters.resourceVPCName, Parameters.resourceRegion, Parameters.resourceProfile),
      (
        "endpoint", Parameters.resourceEndpointName, Parameters.resourceRegion,
        Parameters.resourceProfile
      ),
      ("VPC", Parameters.exposeVPCName, Parameters.exposeRegion, Parameters.exposeProfile),
    ]
    return kinds.compactMap { kind, nameKey, regionKey, profileKey in
      guard let name = configuration[nameKey], let region = configuration[regionKey] else {
        return nil
      }
      // Another profile may be another account, where the name is free.
      let profile = configuration[profileKey]??.text ?? ""
      return Named(
        key: "\(kind) \(name.text) in \(region.text)", scope: profile,
        configuration.span(of: nameKey))
    }
  }

  private struct Named {
    let key: String
    let scope: String
    let span: SourceSpan

    init(key: String, scope: String = "", _ span: SourceSpan) {
      self.key = key
      self.scope = scope
      self.span = span
    }
  }

  /// Each that was there before, with the first of its kind.
  private static func repetitions(_ names: [Named]) -> [(later: Named, first: Named)] {
    var first: [[String]: Named] = [:]
    return names.compactMap { name in
      let identity = [name.scope, name.key]
      guard let earlier = first[identity] else {
        first[identity] = name
        return nil
      }
      return (name, earlier)
    }
  }
}
