/// What AWS charges for what serves models in the ml-network stack, what a user could have instead, and what a reader
/// must know.
enum MLNetworkServerCosts {
  private typealias Servers = MLNetworkServerParameters

  static let measures: [UsageMeasure] = [
    .balancerUnits, .gigabytesIn, .gigabytesOut, .millionRequests,
  ]

  static func unused(_ configuration: Configuration) -> Set<UsageMeasure> {
    guard let serving = MLNetworkServing(configuration) else { return Set(measures) }
    return serving.hasCDN ? [] : [.gigabytesIn, .millionRequests]
  }

  /// Fewer servers, and smaller ones whose price is known: an unknown one is no reason to choose it.
  static func alternatives(
    _ configuration: Configuration, at site: MLNetworkSite, _ usage: Usage
  ) -> [Alternative] {
    guard let serving = MLNetworkServing(configuration) else { return [] }
    func way(_ name: String, _ other: MLNetworkServing, _ remark: String) -> Alternative {
      Alternative(
        name,
        site.charges(site.nat, usage) + other.charges(usage)
          + MLNetworkCosts.besidesServers(configuration, usage), remark: remark)
    }
    let fewer = serving.zones.number
    return
      (serving.count > fewer
      ? [
        way(
          "\(Servers.count.key)=\"\(fewer)\"", serving.with(count: fewer),
          "one in each zone: what is left when a zone fails must carry all until others have started."
        )
      ] : [])
      + SmallerInstanceType.all(than: serving.type, in: serving.region).map { smaller in
        way(
          "\(Servers.type.key)=\"\(smaller.name.text)\"", serving.with(type: smaller.name),
          smaller.remark)
      }
  }

  static func assumptions(_ configuration: Configuration) -> [String] {
    guard let serving = MLNetworkServing(configuration) else { return [] }
    return [
      "A capacity unit of the load balancer (LCU) is 25 new connections a second, 3,000 open ones, 1 GB an hour or 1,000 "
        + "rules evaluated a second, whichever is most. It has a public address in each zone"
        + (serving.hasCDN
          ? " only where it faces the internet: behind the CDN it has none."
          : "; AWS gives more to one that has grown."),
      "Model servers are counted on demand, with Linux, \(Servers.count.key) of them all month. They grow to "
        + "\(Servers.most.key) with the requests."
        + (serving.hasCanary
          ? " The canary has none but while ./shift.sh moves from one version to the other: then both run, and both "
            + "are charged for."
          : " A new version that replaces them one after the other has a few more for a while."),
    ]
      + (serving.type.isBurstable
        ? [
          "\(serving.type.text) is burstable: what its processors do on average above their baseline is charged for "
            + "besides, and not counted here."
        ] : [])
      + (serving.hasCDN
        ? [
          "The CDN is counted without what it answers from its cache: each response goes to a client once. What the "
            + "load balancer answers to it is free. "
            + "Its clients are near \(serving.region.code) unless --client-area says otherwise."
        ]
        : ["Requests that come in from the internet are free."])
  }
}

/// A type of which somebody could take less money for a model that fits.
struct SmallerInstanceType {
  let name: InstanceType
  /// How it differs.
  let remark: String

  /// The nearest one, and the smallest that the stack is meant for, where the built-in prices of the Region have them and
  /// they are cheaper.
  static func all(than type: InstanceType, in region: RegionFacts) -> [SmallerInstanceType] {
    func hour(_ name: String) -> Amount? {
      PriceBook.shipped[.init(.ec2Hour, region.code, variant: [name])]?.amount(of: .one)
    }
    let own = hour(type.text)
    return names(than: type).compactMap { name in
      guard let type = try? InstanceType.parse(name), let remark = remarks[name],
        let hour = hour(name), own.map({ hour < $0 }) ?? true
      else { return nil }
      return SmallerInstanceType(name: type, remark: remark)
    }
  }

  private static func names(than type: InstanceType) -> [String] {
    switch type.text {
    case "t3.large": ["t3.medium"]
    case "c6i.xlarge": ["c6i.large", "t3.large"]
    case "g5.xlarge", "g6.xlarge": ["g4dn.xlarge", "t3.large"]
    default:
      ["nano", "micro", "small", "medium"].contains { type.text.hasSuffix(".\($0)") }
        ? [] : ["t3.large"]
    }
  }

  /// https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
  private static let remarks = [
    "c6i.large": "2 vCPUs and 4 GiB each.",
    "g4dn.xlarge": "a T4 with 16 GiB each, for a model that fits.",
    "t3.large": "2 burstable vCPUs and 8 GiB each, and no GPU.",
    "t3.medium": "2 burstable vCPUs and 4 GiB each.",
  ]
}

extension InstanceType {
  /// Whether it has credits for bursts (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html).
  fileprivate var isBurstable: Bool { ["t2", "t3", "t3a", "t4g"].contains(family) }
}
