/// What an endpoint's policy can be about, as far as it is known: a statement about anything else never
/// matches.
struct EndpointPolicyScope: Sendable {
  /// What the actions that go through the endpoint begin with, for example `s3`; nil where it is not known.
  let services: [String]?
  /// The partition of the resources; nil where it is not known.
  let partition: String?
  /// Of a gateway endpoint, whose statements are for everybody
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html, "Endpoint policies").
  let isGateway: Bool

  /// That of an interface endpoint.
  static let interface = EndpointPolicyScope(services: nil, partition: nil, isGateway: false)

  /// That of a gateway endpoint.
  static func gateway(_ service: GatewayService, in region: Region?) -> EndpointPolicyScope {
    EndpointPolicyScope(
      services: service.actionPrefixes, partition: region?.facts.partition, isGateway: true)
  }

  /// Whether an action of the endpoint's services can be meant.
  func canMean(action pattern: String) -> Bool {
    guard let services, pattern != "*" else { return true }
    let service = pattern.prefix { $0 != ":" }.lowercased()
    return services.contains(service)
  }

  /// Whether a resource of theirs can be meant.
  func canMean(resource pattern: String) -> Bool {
    guard pattern != "*" else { return true }
    let parts = PolicyPattern.parts(of: pattern)
    guard parts.count == 6, parts[0] == "arn" else { return false }
    let isThere = partition.map { PolicyPattern.matches(parts[1], $0) } ?? true
    let isTheirs = services?.contains { PolicyPattern.matches(parts[2], $0) } ?? true
    return isThere && isTheirs
  }
}

extension GatewayService {
  /// What the actions that go through its endpoint begin with.
  var actionPrefixes: [String] {
    switch self {
    // Access points of Object Lambda have names of S3.
    case .s3: ["s3", "s3-object-lambda"]
    case .dynamodb: ["dynamodb"]
    case .s3express: ["s3express"]
    }
  }

  /// The one whose endpoint an action goes through.
  static func carrying(action: String) -> GatewayService? {
    let service = action.prefix { $0 != ":" }.lowercased()
    return allCases.first { $0.actionPrefixes.contains(service) }
  }
}
