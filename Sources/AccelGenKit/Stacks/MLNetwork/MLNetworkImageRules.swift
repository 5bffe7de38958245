/// Rules about what it takes to pull container images from Amazon ECR without going out by NAT
/// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
enum MLNetworkImageRules {
  static let all: [Stack.Rule] = [needBothEndpoints, needS3]

  private typealias Parameters = MLNetworkParameters

  private static let registry = ["ecr.api", "ecr.dkr"]

  /// With one of them alone, the other half of each pull goes round.
  private static let needBothEndpoints: Stack.Rule = { configuration, _ in
    let found = endpoints(in: configuration)
    guard let one = found.first, found.count == 1,
      let other = registry.first(where: { $0 != one.value.text })
    else { return [] }
    return [
      Diagnostic(
        .warning, "half-of-a-registry",
        "images come through \(registry.joined(separator: " and ")): "
          + without(other, configuration),
        at: one.span, help: "write \(registry.joined(separator: ",")), or neither")
    ]
  }

  private static let needS3: Stack.Rule = { configuration, _ in
    guard let one = endpoints(in: configuration).first,
      configuration[Parameters.gatewayEndpoints]?.contains(.s3) == false
    else { return [] }
    return [
      Diagnostic(
        .warning, "images-without-s3",
        "images' layers come from S3: " + without("its gateway endpoint", configuration),
        at: one.span,
        help: "write s3 in \(Parameters.gatewayEndpoints.key), which costs nothing")
    ]
  }

  private static func endpoints(
    in configuration: Configuration
  ) -> [(value: EndpointServiceSuffix, span: SourceSpan)] {
    registry.compactMap { suffix in
      configuration.elements(of: Parameters.interfaceEndpoints).first { $0.value.text == suffix }
    }
  }

  private static func without(_ endpoint: String, _ configuration: Configuration) -> String {
    configuration[Parameters.nat] == .nowhere
      ? "without \(endpoint) and without NAT no image is pulled"
      : "without \(endpoint) that part goes by NAT, paid by the gigabyte"
  }
}
