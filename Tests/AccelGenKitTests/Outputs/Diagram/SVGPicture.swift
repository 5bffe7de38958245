import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import AccelGenKit

/// An SVG picture, read again: its boxes and its texts with the room that they may take.
final class SVGPicture: NSObject, XMLParserDelegate {
  static let known: Set<String> = [
    "svg", "title", "desc", "style", "rect", "path", "text", "g",
  ]

  struct Text {
    let text: String
    let left: Int
    let right: Int
    let y: Int
  }

  struct NotXML: Error { let reason: String }

  private(set) var elements: Set<String> = []
  private(set) var boxes: [SVGFrame] = []
  private(set) var texts: [Text] = []
  /// Those of texts that were cut.
  private(set) var titles: [String] = []
  /// That of the picture.
  private(set) var title = ""

  /// The font sizes of the classes.
  private var sizes: [String: Int] = [:]
  private var path: [(name: String, attributes: [String: String], text: String)] = []

  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw NotXML(reason: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
  }

  /// The last that is drawn there: what stands in a box is drawn after it.
  func innermostBox(around text: Text) -> SVGFrame? {
    boxes.last { box in
      (box.x...box.right).contains((text.left + text.right) / 2)
        && (box.y...box.bottom).contains(text.y)
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.insert(name)
    path.append((name, attributes, ""))
    guard name == "rect" else { return }
    boxes.append(
      SVGFrame(
        x: number(attributes["x"]), y: number(attributes["y"]),
        width: number(attributes["width"]), height: number(attributes["height"])))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = path.indices.last { path[last].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let element = path.popLast() else { return }
    switch name {
    case "title" where path.last?.name == "text": titles.append(element.text)
    case "title": title = element.text
    case "style":
      for match in element.text.matches(of: /\.([a-z-]+) \{ font-size: ([0-9]+)px/) {
        sizes[String(match.1)] = Int(match.2)
      }
    case "text": texts.append(text(element.text, element.attributes))
    default: break
    }
  }

  /// With the width that the widest font would give it: 0.602 of the size is DejaVu Sans Mono's, and 0.62
  /// more than words take in DejaVu Sans on average.
  private func text(_ text: String, _ attributes: [String: String]) -> Text {
    let classes = Set((attributes["class"] ?? "").split(separator: " ").map(String.init))
    let size = classes.compactMap { sizes[$0] }.first ?? 100
    let width = Int((Double(TextFit.picture.units(of: text)) * 0.602 * Double(size)).rounded(.up))
    let x = number(attributes["x"])
    let left =
      classes.contains("middle") ? x - width / 2 : classes.contains("end") ? x - width : x
    return Text(text: text, left: left, right: left + width, y: number(attributes["y"]))
  }

  private func number(_ text: String?) -> Int { text.flatMap { Int($0) } ?? -1 }
}

extension Topology {
  /// One in which every name is the same text, whatever it is.
  static func hostile(_ name: String) -> Topology {
    let network = Network(
      kind: "VPC", name: name, block: name,
      tiers: [
        Tier(
          title: nil,
          subnets: [
            Subnet(title: "subnet 1", block: name), Subnet(title: "subnet 2", block: name),
          ],
          hops: [
            Hop(
              kind: "gate", name: name, lines: [.value(name), .words(name)],
              addresses: [
                Address(text: name, remark: name), Address(text: name, remark: name),
              ])
          ])
      ],
      rules: [Rule(title: "routes", values: [name, name])],
      gates: [
        Gate(
          kind: "gate", name: name, lines: [.value(name), .words(name)],
          arms: [
            Arm(
              link: Link(title: name, remark: name),
              end: .end(End(title: "Site", lines: [.value(name)])), leadsIn: true)
          ])
      ])
    let region = Region(role: "REGION", code: name, name: name, network: network)
    return Topology(
      name: name, summary: name, description: name,
      clients: End(title: "Clients", lines: [.value(name)]),
      service: End(title: "Service", lines: [.value(name), .words(name)]),
      directWay: name, regions: [region, region], link: Link(title: name, remark: name),
      remark: name)
  }

  func with(regions count: Int) -> Topology {
    Topology(
      name: name, summary: summary, description: description, clients: clients, service: service,
      directWay: directWay, regions: Array(regions.prefix(count)), link: link, remark: remark)
  }
}
