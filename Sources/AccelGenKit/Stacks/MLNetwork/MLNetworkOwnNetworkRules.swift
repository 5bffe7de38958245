/// Rules about the blocks of the user's own network, by whichever way they are reached: whoever is in them may call
/// training.
struct MLNetworkOwnNetworkRules {
  let list: Parameter<[IPv4CIDR]>
  let codes: Codes
  /// What what is sent there goes through.
  let way: String
  /// What they are behind.
  let place: String

  struct Codes {
    let ofTheVPC, ofThePeer, tooLarge, reserved, isPublic: DiagnosticCode
  }

  var all: [Stack.Rule] {
    [
      mustSpareTheVPC, mustSpareThePeer, mustBeAnotherNetwork,
      RepetitionRules(list: list).shouldNotRepeat,
    ]
  }

  private typealias Parameters = MLNetworkParameters
  private typealias Peer = MLNetworkPeerParameters

  /// Shorter ones are no network of somebody's.
  private static let shortestPrefix = 8

  private var mustSpareTheVPC: Stack.Rule {
    { configuration, _ in
      guard let vpc = configuration[Parameters.vpcBlock] else { return [] }
      return configuration.elements(of: list).filter {
        $0.value.overlaps(vpc) && $0.value.prefix >= Self.shortestPrefix
      }.map {
        Diagnostic(
          .error, codes.ofTheVPC,
          "\($0.value.text) overlaps \(Parameters.vpcBlock.key), \(vpc.text): nothing for it would leave the VPC",
          at: $0.span, help: "give the network another block, or leave this one out",
          related: configuration.pointer(to: Parameters.vpcBlock))
      }
    }
  }

  /// The route through the peering is static, and comes before one of the same block that a gateway has told of; of two
  /// that overlap, the longer prefix counts
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
  private var mustSpareThePeer: Stack.Rule {
    { configuration, _ in
      guard configuration[Peer.region]?.isSet == true, let peer = configuration[Peer.vpcBlock]
      else { return [] }
      return configuration.elements(of: list).filter {
        $0.value.overlaps(peer) && $0.value.prefix >= Self.shortestPrefix
      }.map {
        Diagnostic(
          .error, codes.ofThePeer,
          "\($0.value.text) overlaps \(Peer.vpcBlock.key), \(peer.text): what is for both would go one way alone, by \(way) "
            + "or to the other Region",
          at: $0.span, help: "give the network or the second Region's VPC another block",
          related: configuration.pointer(to: Peer.vpcBlock))
      }
    }
  }

  /// That is nobody on the internet, unless the user's own block is there.
  private var mustBeAnotherNetwork: Stack.Rule {
    { configuration, _ in
      configuration.elements(of: list).compactMap { block, span in
        guard block.prefix >= Self.shortestPrefix else {
          return Diagnostic(
            .error, codes.tooLarge,
            "\(block.text) is no network of yours: all of it could call training, and would be sent to \(place)",
            at: span, help: help)
        }
        if let refused = block.refusalForVPCs {
          return Diagnostic(
            .error, codes.reserved,
            "no network has addresses of \(refused.block.text): these are \(refused.use)", at: span,
            help: help)
        }
        guard !block.isPrivate else { return nil }
        return Diagnostic(
          .warning, codes.isPublic,
          "\(block.text) is on the internet: is it yours? What is sent there from the VPC goes through \(way)",
          at: span, help: "name private blocks: \(IPv4CIDR.privateRanges)")
      }
    }
  }

  private var help: String { "name the blocks behind \(place), for example 192.168.0.0/16" }
}

extension Configuration {
  /// The blocks behind the site-to-site VPN; none without one, or where nobody knows them.
  var blocksBehindVPN: [IPv4CIDR] {
    self[MLNetworkParameters.vpnDevice]?.isSet == true
      ? self[MLNetworkParameters.vpnBlocks] ?? [] : []
  }

  /// The same of Direct Connect.
  var blocksBehindDirectConnect: [IPv4CIDR] {
    self[MLNetworkDirectConnectDerivations.isUsed] == true
      ? self[MLNetworkDirectConnectParameters.blocks] ?? [] : []
  }
}
