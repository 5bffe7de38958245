/// Rules about who may connect to the load balancer.
struct ClientRules: Sendable {
  let blocks: Parameter<[IPv4CIDR]>
  /// What stands between a client and what is behind the load balancer, as a sentence without a full stop.
  let protection: String

  init(
    blocks: Parameter<[IPv4CIDR]>,
    protection: String = "the service itself still asks for credentials"
  ) {
    self.blocks = blocks
    self.protection = protection
  }

  var all: [Stack.Rule] {
    [shouldNotBeEverybody, mustFitIntoASecurityGroup, shouldNotRepeat, shouldBeOnTheInternet]
  }

  /// How many inbound rules a security group has by default
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html). Each block takes one.
  static let mostBlocks = 60

  /// Blocks shorter than this are as good as everybody. (As many as a security group takes, of this size,
  /// are less than a quarter of the Internet: to have all of it, a list needs a shorter one.)
  static let shortestPrefix = 8

  private func shouldNotBeEverybody(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    let isInFile = configuration.isInFile(blocks)
    let elements = configuration.elements(of: blocks)
      .filter { $0.value.prefix < Self.shortestPrefix }
    let needless = Set(Self.covered(elements).map(\.element.span))
    return elements.filter { !needless.contains($0.span) }.map { element in
      let who =
        element.value == IPv4CIDR.everything
        ? "everybody on the Internet"
        : "one in \(1 << element.value.prefix) of all addresses on the Internet"
      return Diagnostic(
        .warning, "open-to-the-world",
        (isInFile ? element.value.text : "\(blocks.key) is 0.0.0.0/0 by default, which")
          + " lets \(who) connect to the load balancer, at your cost",
        at: element.span,
        help:
          "name your clients' blocks, for example \(blocks.key)=\"203.0.113.0/24\"; \(protection)")
    }
  }

  private func mustFitIntoASecurityGroup(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    let elements = configuration.elements(of: blocks)
    guard elements.count > Self.mostBlocks else { return [] }
    let needless = Self.covered(elements).count
    return [
      Diagnostic(
        .error, "too-many-client-cidrs",
        "a security group has room for \(Self.mostBlocks) client blocks, these are \(elements.count)",
        at: configuration.span(of: blocks),
        help: needless == 0
          ? "join neighbouring blocks into larger ones"
          : "\(needless) of them can go: others cover them")
    ]
  }

  private func shouldNotRepeat(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    let elements = configuration.elements(of: blocks)
    guard elements.count <= Self.mostBlocks else { return [] }
    return Self.covered(elements).map { element, cover in
      let related = [Diagnostic.Related("\(cover.value.text) is here", at: cover.span)]
      guard element.value == cover.value else {
        return Diagnostic(
          .warning, "client-cidr-covered",
          "\(element.value.text) is a part of \(cover.value.text), which is in the list, too",
          at: element.span, help: "leave it out", related: related)
      }
      return Diagnostic(
        .warning, "client-cidr-repeated", "\(element.value.text) is in the list twice",
        at: element.span, help: "leave it out", related: related)
    }
  }

  /// The load balancer is internet-facing: it sees addresses of the Internet only.
  private func shouldBeOnTheInternet(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    let elements = configuration.elements(of: blocks)
    guard elements.count <= Self.mostBlocks else { return [] }
    return elements.filter { element in
      IPv4CIDR.targetable.contains { $0.contains(element.value) }
    }.map { element in
      Diagnostic(
        .warning, "client-cidr-private",
        "no client on the Internet has an address of \(element.value.text): it is a private block",
        at: element.span, help: "name the public addresses that the clients' network has outside")
    }
  }

  private typealias Element = (value: IPv4CIDR, span: SourceSpan)

  /// The blocks that another of the list contains, each with that one; of equal ones, the later ones.
  private static func covered(_ elements: [Element]) -> [(element: Element, cover: Element)] {
    // Sorted like this, a block comes after those that contain it; blocks never overlap in part.
    let order = elements.indices.sorted { left, right in
      let (first, second) = (elements[left].value, elements[right].value)
      return (first.base, first.prefix, left) < (second.base, second.prefix, right)
    }
    var covers: [(element: Int, cover: Int)] = []
    var outermost: Int?
    for index in order {
      if let cover = outermost, elements[cover].value.contains(elements[index].value) {
        covers.append((index, cover))
      } else {
        outermost = index
      }
    }
    return covers.sorted { $0.element < $1.element }.map {
      (elements[$0.element], elements[$0.cover])
    }
  }
}
