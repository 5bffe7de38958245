/// What a deployment looks like: the way from its clients to a service, through networks, as a value that
/// pictures are drawn from.
///
/// A stack makes it of its configuration (`Stack.topology`); how it is drawn, the stack does not know.
public struct Topology: Sendable, Hashable {
  /// What this deployment is called.
  public let name: String
  /// What it is for, in one sentence without a full stop.
  public let summary: String
  /// The same as the picture, in sentences, for those who cannot see it.
  public let description: String
  /// Where the way begins.
  public let clients: End
  /// Where it ends.
  public let service: End
  /// What the way without the deployment leads through, for example `the public internet`; nil where there is
  /// none.
  public let directWay: String?
  /// In the order of the way.
  public let regions: [Region]
  /// What connects the Regions; nil when there is one only.
  public let link: Link?
  /// What a reader must know besides, in one sentence without a full stop.
  public let remark: String
  /// What clients call in front of the first Region, for example a CDN; nil where they call what is in there.
  public var front: End? = nil

  /// The Regions beside the way.
  var farRegions: [Region] {
    regions.flatMap(\.network.arms).compactMap { arm in
      guard case .region(let region) = arm.end else { return nil }
      return region
    }
  }

  /// One end of the way, or of a connection beside it.
  public struct End: Sendable, Hashable {
    public let title: String
    /// What is known of it, a line each.
    public let lines: [Line]
  }

  /// A line of text: words of ours, or a value, which pictures set in a fixed-width font.
  public enum Line: Sendable, Hashable {
    case words(String)
    case value(String)

    var text: String {
      switch self {
      case .words(let text), .value(let text): text
      }
    }
  }

  /// A Region and the network in it.
  public struct Region: Sendable, Hashable {
    /// What it is to the deployment: the key of the env template that names it.
    public let role: String
    /// For example `ap-southeast-1`.
    public let code: String
    /// For example `Asia Pacific (Singapore)`.
    public let name: String
    public let network: Network
  }

  /// A network: its tiers and what applies to all of it.
  public struct Network: Sendable, Hashable {
    /// What it is, for example `VPC`.
    public let kind: String
    public let name: String
    public let block: String
    /// In the order of the way.
    public let tiers: [Tier]
    public let rules: [Rule]
    /// What leads in and out beside the way, from left to right.
    public var gates: [Gate] = []

    var arms: [Arm] { gates.flatMap(\.arms) }
    var hops: [Hop] { tiers.flatMap(\.hops) }
  }

  /// Subnets that do the same, each in an Availability Zone of its own, and what stands in all of them.
  public struct Tier: Sendable, Hashable {
    /// What it is, for example `application`; nil where there is one only.
    public let title: String?
    public let subnets: [Subnet]
    /// What the way leads through here, in its order, and what stands beside it.
    public let hops: [Hop]
  }

  /// What the way leads through in a network, for example a load balancer.
  public struct Hop: Sendable, Hashable {
    /// What it is, for example `Network Load Balancer`.
    public let kind: String
    public let name: String
    public let lines: [Line]
    /// Its address in each of the tier's subnets, or what else there is to say of each.
    public let addresses: [Address]
    /// Whether it stands beside the way, which does not lead through it.
    public let isAside: Bool

    public init(
      kind: String, name: String, lines: [Line], addresses: [Address], isAside: Bool = false
    ) {
      self.kind = kind
      self.name = name
      self.lines = lines
      self.addresses = addresses
      self.isAside = isAside
    }
  }

  /// What a network has of its own for those that are connected to it beside the way, for example a VPN gateway.
  public struct Gate: Sendable, Hashable {
    /// What it is.
    public let kind: String
    public let name: String
    public let lines: [Line]
    /// What is connected by it: at least one.
    public let arms: [Arm]
  }

  /// A connection beside the way, and what is at its other end.
  public struct Arm: Sendable, Hashable {
    public let link: Link
    public let end: FarEnd
    /// Whether those at the other end call the network; else it calls them.
    public let leadsIn: Bool
  }

  /// What is at the other end of a connection beside the way.
  public enum FarEnd: Sendable, Hashable {
    case end(End)
    /// A Region; pictures have room for one, of the last arm.
    case region(Region)
  }

  /// A part of a network.
  public struct Subnet: Sendable, Hashable {
    /// For example `public subnet 1`.
    public let title: String
    public let block: String
  }

  /// An address, and what there is to say about it.
  public struct Address: Sendable, Hashable {
    public let text: String
    public let remark: String
  }

  /// Something that holds for a network: a route, who is let in.
  public struct Rule: Sendable, Hashable {
    /// For example `routes`.
    public let title: String
    public let values: [String]
  }

  /// What connects two Regions, or a network and somebody else's.
  public struct Link: Sendable, Hashable {
    /// For example `VPC peering`.
    public let title: String
    /// What it runs over.
    public let remark: String
  }
}
