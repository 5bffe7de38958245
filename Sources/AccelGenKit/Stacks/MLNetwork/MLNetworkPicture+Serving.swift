/// What serves models in the network's picture: the CDN, the load balancer, and the servers of both versions.
extension MLNetworkPicture {
  /// What there is of it, and on which ports it is called.
  struct Serving {
    let type: InstanceType
    /// How many servers there are, for example `3 to 4`.
    let count: String
    let most: Int
    let hasCanary: Bool
    let hasCDN: Bool
    /// Whether the load balancer has a certificate, and speaks HTTPS.
    let hasCertificate: Bool

    /// - Returns: nil of a network without model servers.
    init?(_ configuration: Configuration) {
      guard let serving = MLNetworkServing(configuration) else { return nil }
      type = serving.type
      count = serving.range
      most = serving.most
      hasCanary = serving.hasCanary
      hasCDN = serving.hasCDN
      hasCertificate = configuration[MLNetworkLoadBalancerParameters.certificate]?.isSet ?? false
    }

    /// The port of the listener that forwards.
    var port: String { hasCertificate ? "443" : "80" }
  }

  func balancer(_ serving: Serving) -> Topology.Hop {
    let ports =
      serving.hasCertificate
      ? ["listens on TCP 443, HTTPS"] + (serving.hasCDN ? [] : ["and on TCP 80, which leads there"])
      : ["listens on TCP 80, HTTP"]
    let isPublic = !serving.hasCDN
    return Topology.Hop(
      kind: "Application Load Balancer", name: "\(deployment.text)-alb",
      lines: (ports + [
        "group \(deployment.text)-load-balancer",
        "in: from \(isPublic ? "the clients" : "CloudFront alone")",
        "out: TCP \(port.text) to app",
      ]).map { .words($0) },
      addresses: each { zone in
        .init(text: "node \(zone)", remark: isPublic ? "public IP" : "internal")
      })
  }

  func servers(_ serving: Serving) -> Topology.Hop {
    Topology.Hop(
      kind: serving.hasCanary ? "Model servers, stable" : "Model servers",
      name: "\(deployment.text)-stable",
      lines: (["\(serving.count) × \(serving.type.text)", "group \(deployment.text)-app"]
        + wallsOfApp)
        .map { .words($0) }, addresses: each(wayOut))
  }

  func canary(_ serving: Serving) -> Topology.Hop {
    Topology.Hop(
      kind: "Model servers, canary", name: "\(deployment.text)-canary",
      lines: [
        "0 to \(serving.most) × \(serving.type.text), by ./shift.sh",
        "by weight, or by X-Model-Version: canary", "group \(deployment.text)-app",
      ].map { .words($0) }, addresses: each(wayOut),
      isAside: true)
  }

  /// CloudFront before the load balancer; nil without it.
  var front: Topology.End? {
    guard let serving, serving.hasCDN else { return nil }
    return .init(
      title: "CloudFront, TCP 443",
      lines: [
        "keeps /models/info*, /embeddings/*,", "/batch/results/*, and never /predict*",
        "by a VPC origin to the load balancer's TCP \(serving.port)",
      ].map { .words($0) })
  }

  /// What the deployment leaves to others.
  var remark: String {
    serving == nil
      ? "What stands in the tiers is not made here: the network is ready for it"
      : "What runs on the model servers\(tiers.contains(.data) ? ", and what stands in data," : "") is yours"
  }

  /// How clients get in, as the beginning of a sentence.
  func wayIn(of clients: [IPv4CIDR]) -> String {
    let who = "Clients from \(clients.map(\.text).joined(separator: ", "))"
    guard let serving else {
      return
        "\(who) reach the load balancer's security group on TCP 443, that reaches app on TCP \(port.text)"
    }
    let balancer =
      serving.hasCDN
      ? "Clients call CloudFront on TCP 443, which calls the internal load balancer on TCP \(serving.port)"
      : "\(who) reach the load balancer on TCP \(serving.port)"
    return
      "\(balancer), that reaches the model servers (\(serving.count) × \(serving.type.text)) in app on TCP \(port.text)"
      + (serving.hasCanary ? ", stable and, from none on, canary" : "")
  }
}
