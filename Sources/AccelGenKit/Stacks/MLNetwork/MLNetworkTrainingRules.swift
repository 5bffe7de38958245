/// What training must satisfy.
enum MLNetworkTrainingRules {
  static let all: [Stack.Rule] = [
    typeMustSuitAGroup, zoneMustBeThere, tierMustBeThere, reservationMustHaveAType,
  ]

  private typealias Parameters = MLNetworkParameters
  private typealias Training = MLNetworkTrainingParameters

  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
  private static let typeMustSuitAGroup: Stack.Rule = { configuration, _ in
    guard case .some(.some(let type)) = configuration[Training.type] else { return [] }
    let isBurstable = ["t1", "t2", "t3", "t3a", "t4g"].contains(type.family)
    guard isBurstable || type.family.hasPrefix("mac") || type.family.hasSuffix("-flex") else {
      return []
    }
    return [
      Diagnostic(
        .error, "training-type", "\(type.text) cannot be in a cluster placement group",
        at: configuration.span(of: Training.type),
        help: "choose a type for training, for example g6.12xlarge")
    ]
  }

  private static let zoneMustBeThere: Stack.Rule = { configuration, _ in
    guard let zone = configuration[Training.zone], let zones = configuration[Parameters.zoneCount],
      zone.number > zones.number
    else { return [] }
    return [
      Diagnostic(
        .error, "training-zone",
        "the network has \(zones.number) zones, and this is the zone \(zone.number)",
        at: configuration.span(of: Training.zone),
        help: "write a number from 1 to \(zones.number), or a larger \(Parameters.zoneCount.key)")
    ]
  }

  private static let tierMustBeThere: Stack.Rule = { configuration, _ in
    guard case .some(.some(let type)) = configuration[Training.type],
      let tiers = configuration[Parameters.tiers], !tiers.contains(.training)
    else { return [] }
    return [
      Diagnostic(
        .error, "training-tier", "\(type.text) has no tier to stand in",
        at: configuration.span(of: Training.type),
        help: "add training to \(Parameters.tiers.key)")
    ]
  }

  private static let reservationMustHaveAType: Stack.Rule = { configuration, _ in
    guard configuration[Training.reservation]?.isSet == true,
      configuration[Training.type]?.isSet == false
    else { return [] }
    return [
      Diagnostic(
        .error, "training-reservation-unused",
        "what is reserved is of one type of instances, and no type is named",
        at: configuration.span(of: Training.reservation),
        help: "set \(Training.type.key) to the type that is reserved, or delete the line")
    ]
  }
}
