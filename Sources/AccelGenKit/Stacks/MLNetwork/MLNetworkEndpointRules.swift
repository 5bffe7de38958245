/// Rules about the services that get endpoints.
enum MLNetworkEndpointRules {
  static let all: [Stack.Rule] = [
    RepetitionRules(list: Parameters.gatewayEndpoints).mustNotRepeat, hasNoneForS3Express,
    RepetitionRules(list: Parameters.interfaceEndpoints).mustNotRepeat, mustBeKnown,
    mustListenOnHTTPS, mustHavePrivateNames, isForOldAgents,
  ]

  private typealias Parameters = MLNetworkParameters
  private static let key = Parameters.interfaceEndpoints.key

  private static let hasNoneForS3Express: Stack.Rule = { configuration, _ in
    configuration.elements(of: Parameters.gatewayEndpoints).filter { $0.value == .s3express }.map {
      Diagnostic(
        .error, "gateway-endpoint-elsewhere",
        "this stack makes no endpoint for \($0.value.title), which needs a policy of its own",
        at: $0.span,
        help:
          "leave it out here; the stack \(Stack.gatewayEndpoints.name) makes one in a VPC that is there"
      )
    }
  }

  /// What is not in the catalogue cannot be told from a mistake, and would be asked of AWS in vain.
  private static let mustBeKnown: Stack.Rule = { configuration, _ in
    configuration.elements(of: Parameters.interfaceEndpoints)
      .filter { InterfaceServices.find($0.value) == nil }.map { suffix, span in
        if let gateway = GatewayService(rawValue: suffix.text) {
          return Diagnostic(
            .error, "gateway-only", "\(gateway.title) has a gateway endpoint only", at: span,
            help: "leave it out; the stack \(Stack.gatewayEndpoints.name) makes one")
        }
        if let global = globalService(suffix) {
          return Diagnostic(
            .error, "global-service",
            "\(global.nameTemplate) is one for all Regions: it has no endpoint service in each",
            at: span, help: "leave it out")
        }
        let names = InterfaceServices.near(suffix)
        return Diagnostic(
          .error, "unknown-endpoint-service",
          "accelgen knows no endpoint service that ends with \(suffix.text.shown)", at: span,
          help: Suggestion.question(of: names)
            ?? "write what comes after the Region in a service's name; accelgen services lists them"
        )
      }
  }

  private static func globalService(_ suffix: EndpointServiceSuffix) -> ServiceFacts? {
    ServiceCatalogue.all.first { !$0.isRegional && $0.suffix == suffix.text }
  }

  /// The endpoints' security group is for 443 alone.
  private static let mustListenOnHTTPS: Stack.Rule = { configuration, _ in
    configuration.elements(of: Parameters.interfaceEndpoints).compactMap { suffix, span in
      guard let port = InterfaceServices.find(suffix)?.port, port != Port.https.number else {
        return nil
      }
      return Diagnostic(
        .error, "service-port",
        "\(suffix.text) listens on port \(port), and the endpoints' security group lets 443 in",
        at: span, help: "leave it out: its endpoint would answer nobody")
    }
  }

  /// The endpoints have private DNS. That of DynamoDB cannot
  /// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html);
  /// that of S3 is by default for what asks from outside of the VPC, and cannot be made without the gateway
  /// endpoint (https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html).
  private static let mustHavePrivateNames: Stack.Rule = { configuration, _ in
    configuration.elements(of: Parameters.interfaceEndpoints).compactMap { suffix, span in
      switch suffix.text {
      case GatewayService.dynamodb.text:
        Diagnostic(
          .error, "no-private-dns",
          "DynamoDB's interface endpoint cannot have its public name, by which clients call it",
          at: span,
          help:
            "leave it out, and have it in \(Parameters.gatewayEndpoints.key), which costs nothing")
      case GatewayService.s3.text: interfaceOfS3(configuration, at: span)
      default: nil
      }
    }
  }

  private static func interfaceOfS3(
    _ configuration: Configuration, at span: SourceSpan
  ) -> Diagnostic? {
    guard let gateways = configuration[Parameters.gatewayEndpoints] else { return nil }
    guard gateways.contains(.s3) else {
      return Diagnostic(
        .error, "s3-without-gateway",
        "S3's interface endpoint cannot have its public name without S3's gateway endpoint",
        at: span,
        help:
          "write s3 in \(Parameters.gatewayEndpoints.key), which costs nothing, and leave it out here"
      )
    }
    return Diagnostic(
      .warning, "s3-twice",
      "only what is outside of the VPC would use S3's interface endpoint: inside, S3's name leads to the "
        + "gateway endpoint",
      at: span, help: "leave it out, unless a network that is connected to the VPC needs it")
  }

  /// https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
  private static let isForOldAgents: Stack.Rule = { configuration, _ in
    configuration.elements(of: Parameters.interfaceEndpoints)
      .filter { $0.value.text == "ec2messages" }.map {
        Diagnostic(
          .note, "endpoint-for-old-agents",
          "SSM Agent 3.3.40.0 and later do with ssmmessages, and need no endpoint for ec2messages",
          at: $0.span, help: "leave it out of \(key), unless older agents run")
      }
  }
}
