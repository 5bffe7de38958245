/// Compares the deployments of one run, of whatever stacks, each valid by itself. Takes time in proportion
/// to their number, but for the networks that several are peered with.
enum Claims {
  static func conflicts(among deployments: [(stack: Stack, configuration: Configuration)])
    -> [Diagnostic]
  {
    guard deployments.count > 1 else { return [] }
    let claims = deployments.map { $0.stack.claims($0.configuration) }
    return sameDeploymentNames(deployments) + sameNames(claims.flatMap { $0 })
      + overlappingAddresses(claims)
  }

  /// Load balancers would collide, and so would folders: on macOS, `A` and `a` are one folder.
  private static func sameDeploymentNames(
    _ deployments: [(stack: Stack, configuration: Configuration)]
  ) -> [Diagnostic] {
    let names = deployments.compactMap { stack, configuration -> Named? in
      guard let name = configuration[stack.deploymentNameKey]?.value.text.lowercased() else {
        return nil
      }
      return Named(
        text: name, account: "", span: configuration.span(ofKey: stack.deploymentNameKey))
    }
    return repetitions(names).map { later, first in
      Diagnostic(
        .error, "duplicate-deployment",
        "another deployment of this run is called \(later.text), too", at: later.span,
        help: "give each its own DEPLOYMENT_NAME; upper and lower case do not tell them apart",
        related: [.init("the other is here", at: first.span)])
    }
  }

  /// Legal, since AWS tells resources apart by id; people do not.
  private static func sameNames(_ claims: [Claim]) -> [Diagnostic] {
    let names = claims.compactMap { claim -> Named? in
      guard case .name(let text) = claim.content else { return nil }
      // Another profile may be another account, where the name is free.
      return Named(text: text, account: claim.account, span: claim.span)
    }
    return repetitions(names).map { later, first in
      Diagnostic(
        .warning, "duplicate-name",
        "another deployment of this run names its \(later.text), too", at: later.span,
        help: "another name keeps the two apart in the console",
        related: [.init("the other is here", at: first.span)])
    }
  }

  private struct Named {
    let text: String
    let account: String
    let span: SourceSpan
  }

  /// Each that was there before, with the first of its kind.
  private static func repetitions(_ names: [Named]) -> [(later: Named, first: Named)] {
    var first: [[String]: Named] = [:]
    return names.compactMap { name in
      let identity = [name.account, name.text]
      guard let earlier = first[identity] else {
        first[identity] = name
        return nil
      }
      return (name, earlier)
    }
  }

  /// A network has one route for an address: of two peers that have it, one is out of reach
  /// (https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html). Within a
  /// deployment, its stack's own rules look.
  private static func overlappingAddresses(_ claims: [[Claim]]) -> [Diagnostic] {
    var earlier: [[String]: [(block: IPv4CIDR, owner: String, span: SourceSpan)]] = [:]
    var found: [Diagnostic] = []
    for deployment in claims {
      var own: [(network: [String], block: IPv4CIDR, owner: String, span: SourceSpan)] = []
      for claim in deployment {
        guard case .addresses(let block, let owner, let network) = claim.content else { continue }
        let identity = [claim.account, network]
        own.append((identity, block, owner, claim.span))
        if let other = earlier[identity]?.first(where: { $0.block.overlaps(block) }) {
          found.append(
            Diagnostic(
              .error, "peered-cidrs-overlap",
              "\(block.text), \(owner), overlaps \(other.block.text), \(other.owner) of another "
                + "deployment: \(network) is peered with both", at: claim.span,
              help: "give one of the two another block",
              related: [.init("the other is here", at: other.span)]))
        }
      }
      for claim in own {
        earlier[claim.network, default: []].append((claim.block, claim.owner, claim.span))
      }
    }
    return found
  }
}
