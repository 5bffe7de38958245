/// Rules about which route tables get the routes, and about somebody else's endpoints there.
enum GatewayRouteTableRules {
  static let all: [Stack.Rule] = [
    RepetitionRules(list: Parameters.routeTables).shouldNotRepeat,
    RepetitionRules(list: Parameters.foreignEndpoints).shouldNotRepeat,
    allIsAll, choiceStandsAlone, newVPCHasItsOwn,
  ]

  private typealias Parameters = GatewayParameters

  private static let allIsAll: Stack.Rule = { configuration, _ in
    let elements = configuration.elements(of: Parameters.routeTables)
    guard Set(elements.map(\.value)).count > 1,
      let all = elements.first(where: { $0.value == .all })
    else { return [] }
    return [
      Diagnostic(
        .error, "route-tables-all", "all stands for every table, and others are named beside it",
        at: all.span, help: "leave out all, or the others")
    ]
  }

  private static let choiceStandsAlone: Stack.Rule = { configuration, _ in
    let elements = configuration.elements(of: Parameters.foreignEndpoints)
    let choice = elements.first { element in
      if case .adopt = element.value { false } else { true }
    }
    guard let choice, Set(elements.map(\.value)).count > 1 else { return [] }
    return [
      Diagnostic(
        .error, "foreign-endpoints-mixed",
        "\(choice.value.text) is for all of somebody else's endpoints, and more stands beside it",
        at: choice.span,
        help: "write refuse, or use, or the ids of those to adopt: others are then refused")
    ]
  }

  /// What is in a new VPC is not known before, and none of it is somebody else's.
  private static let newVPCHasItsOwn: Stack.Rule = { configuration, _ in
    guard GatewayVPCRules.isNew(configuration) == true else { return [] }
    let tables = configuration.elements(of: Parameters.routeTables).filter { $0.value != .all }
    let endpoints = configuration.elements(of: Parameters.foreignEndpoints).filter {
      $0.value != .refuse
    }
    return tables.map {
      Diagnostic(
        .error, "route-tables-new-vpc", "the new VPC has no \($0.value.text.shown)", at: $0.span,
        help: "delete the line, for the new VPC's one route table gets the routes; or name the VPC "
          + "that has it by \(Parameters.vpcID.key)")
    }
      + endpoints.map {
        Diagnostic(
          .warning, "foreign-endpoints-new-vpc", "nobody else has an endpoint in the new VPC",
          at: $0.span, help: "delete the line")
      }
  }
}
