/// Topologies as a Mermaid flowchart, which code hosts draw in Markdown.
///
/// Source: https://mermaid.js.org/syntax/flowchart.html.
public enum MermaidDiagram {
  /// How wide a node's label can be before it is broken, in pixels and in units of `TextFit`. Mermaid's own
  /// 200 pixels would break most names. A subgraph's title keeps to those, and hides its second line behind
  /// what is in the box: it must be short.
  private static let labelWidth = 480
  private static let labelRoom = 48

  /// One flowchart; of several topologies, each stands in a box of its own.
  public static func text(_ topologies: [Topology]) -> String {
    let names = topologies.map(\.name).joined(separator: ", ")
    let description = topologies.map(\.description).joined(separator: " ")
    var lines = [
      "%%{init: {\"flowchart\": {\"wrappingWidth\": \(labelWidth)}}}%%",
      "flowchart LR", "  accTitle: \(plain("Topology of " + names))",
      "  accDescr: \(plain(description))",
    ]
    if let topology = topologies.first, topologies.count == 1 {
      lines += chart(topology, prefix: "").map { "  " + $0 }
    } else {
      for (index, topology) in topologies.enumerated() {
        let prefix = "d\(index + 1)_"
        lines += [
          "  subgraph \(prefix)deployment[\(label([topology.name]))]", "    direction LR",
        ]
        lines += chart(topology, prefix: prefix).map { "    " + $0 } + ["  end"]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// - Parameter prefix: what the nodes' ids begin with, so that those of several charts differ.
  private static func chart(_ topology: Topology, prefix: String) -> [String] {
    let (clients, service) = ("\(prefix)clients", "\(prefix)service")
    var lines = [
      "\(clients)[\(label([topology.clients.title] + topology.clients.lines.map(\.text)))]",
      "\(service)[\(label([topology.service.title] + topology.service.lines.map(\.text)))]",
    ]
    // The hops' ids, by Region: those of the way, then those beside it.
    var hops: [[String]] = []
    for (index, region) in (topology.regions + topology.farRegions).enumerated() {
      let before = hops.joined().count
      hops.append((0..<region.network.hops.count).map { "\(prefix)gate\(before + $0 + 1)" })
      lines += boxes(region, hops: hops[index], prefix: regionPrefix(index, in: prefix))
    }
    if let directWay = topology.directWay {
      lines.append("\(clients) -.->|\(label([directWay]))| \(service)")
    }
    var last = clients
    if let front = topology.front {
      last = "\(prefix)front"
      lines.append("\(last)[\(label([front.title] + front.lines.map(\.text)))]")
      lines.append("\(clients) ==> \(last)")
    }
    for (index, (ids, region)) in zip(hops, topology.regions).enumerated() {
      let way = zip(ids, region.network.hops).filter { !$0.1.isAside }.map { $0.0 }
      for (place, id) in way.enumerated() {
        let link = index > 0 && place == 0 ? topology.link : nil
        lines.append("\(last) ==>\(link.map { "|\(label([$0.title, $0.remark]))|" } ?? "") \(id)")
        last = id
      }
    }
    lines.append("\(last) ==> \(service)")
    return lines + arms(of: topology, hops: hops, prefix: prefix)
  }

  private static func regionPrefix(_ index: Int, in prefix: String) -> String {
    "\(prefix)r\(index + 1)_"
  }

  /// What is connected beside the way, by the Regions' gates.
  private static func arms(
    of topology: Topology, hops: [[String]], prefix: String
  ) -> [String] {
    var lines: [String] = []
    var ends = 0
    var regions = topology.regions.count
    for (index, region) in topology.regions.enumerated() {
      for (place, gate) in region.network.gates.enumerated() {
        let id = "\(regionPrefix(index, in: prefix))way\(place + 1)"
        for arm in gate.arms {
          let far: String
          switch arm.end {
          case .end(let end):
            ends += 1
            far = "\(prefix)far\(ends)"
            lines.append("\(far)[\(label([end.title] + end.lines.map(\.text)))]")
          case .region:
            far = hops[regions].first ?? "\(regionPrefix(regions, in: prefix))rules"
            regions += 1
          }
          let link = "|\(label([arm.link.title, arm.link.remark]))|"
          let (from, to) = arm.leadsIn ? (far, id) : (id, far)
          lines.append("\(from) ==>\(link) \(to)")
        }
      }
    }
    return lines
  }

  /// A Region, the network in it, and in that the hops and, without an arrow, what else there is.
  private static func boxes(
    _ region: Topology.Region, hops ids: [String], prefix: String
  ) -> [String] {
    let network = region.network
    let rules = network.rules.flatMap { rule in rule.values.map { "\(rule.title): \($0)" } }
    var rest = ids[...]
    let tiers = network.tiers.enumerated().flatMap { index, tier -> [String] in
      let title = tier.title.map { [$0] } ?? []
      if tier.hops.isEmpty {
        let subnets = tier.subnets.map { "\($0.title) \($0.block)" }
        return [
          "\(prefix)tier\(index + 1)[\(label(title + subnets))]",
          "style \(prefix)tier\(index + 1) fill:none,stroke-dasharray:4",
        ]
      }
      return tier.hops.map { hop in
        let subnets = zip(tier.subnets, hop.addresses).map {
          "\($0.title) \($0.block): \($1.text)"
        }
        let lines = [hop.kind, hop.name] + hop.lines.map(\.text) + title + subnets
        return "\(rest.popFirst() ?? "")[\(label(lines))]"
      }
    }
    let gates = network.gates.enumerated().map { index, gate in
      "\(prefix)way\(index + 1)[\(label([gate.kind, gate.name] + gate.lines.map(\.text)))]"
    }
    return [
      "subgraph \(prefix)region[\(label([region.code]))]",
      "  subgraph \(prefix)network[\(label(["\(network.kind) \(network.block)"]))]",
    ] + (tiers + gates).map { "    " + $0 } + [
      "    \(prefix)rules[\(label([region.name, "\(network.kind) \(network.name)"] + rules))]",
      "    style \(prefix)rules fill:none,stroke-dasharray:4",
      "  end",
      "end",
    ]
  }

  /// Lines of text as one quoted label. In it nothing is special but the quote, what HTML knows, `#`, which
  /// begins a character's code, a backtick, which begins Markdown, and `%%{`, which is looked for before the
  /// text is parsed.
  static func label(_ lines: [String]) -> String {
    let lines = lines.map { escaped(TextFit.picture.shortened($0, to: labelRoom)) }
    return "\"" + lines.joined(separator: "<br>") + "\""
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.visible().unicodeScalars {
      switch scalar {
      case "\"", "#", "&", "<", ">", "`", "\\", ";", "%", "{", "}", "\t":
        result += "#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text for a statement that ends with its line and has no quotes.
  private static func plain(_ text: String) -> String {
    let scalars = text.visible().unicodeScalars.map { scalar in
      isSpecial(scalar) ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// What would end such a statement, or begin a comment, a directive or a character's code.
  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ";", "#", "%", "{", "}", "<", ">", "\t": true
    default: false
    }
  }
}
