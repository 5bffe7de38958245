/// What a configuration of the gateway-endpoints stack must satisfy.
enum GatewayRules {
  static let all: [Stack.Rule] = tags.all

  private typealias Parameters = GatewayParameters

  private static let tags = TagRules(tags: Parameters.tags)

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] { [] }
}
