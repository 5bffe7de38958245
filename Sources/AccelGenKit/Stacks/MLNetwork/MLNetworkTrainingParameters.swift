/// The keys of training: what ./train.sh launches, and where.
enum MLNetworkTrainingParameters {
  static let all: [AnyParameter] = [
    AnyParameter(type), AnyParameter(count), AnyParameter(zone), AnyParameter(image),
  ]

  static let type = Parameter<InstanceType?>(
    "TRAINING_TYPE", default: "",
    ParameterDocumentation(
      summary:
        "The type of the instances that train.sh launches, with EFA where the type has it; deploy_all.sh "
        + "launches none; empty for no training",
      rule:
        "A type that can be in a cluster placement group: not of a T, Mac or flex family; with the tier training",
      example: "g6.12xlarge", source: AWSPage.at("AWSEC2/latest/UserGuide/placement-strategies")))

  static let count = Parameter<InstanceCount>(
    "TRAINING_COUNT", default: "4",
    ParameterDocumentation(
      summary: "How many instances train.sh up launches when it is not told",
      rule: "1 to 999; the account's quotas are far below", example: "2",
      source: AWSPage.at("AWSEC2/latest/APIReference/API_RunInstances")))

  static let zone = Parameter<ZoneNumber>(
    "TRAINING_ZONE", default: "1",
    ParameterDocumentation(
      summary:
        "In which of the network's zones training stands: a cluster placement group, and EFA's traffic, stay in one",
      rule: "1 to ZONE_COUNT", example: "2", source: AWSPage.at("AWSEC2/latest/UserGuide/efa")))

  static let image = Parameter<InstanceImage?>(
    "TRAINING_IMAGE", default: "",
    ParameterDocumentation(
      summary: "What the instances start from; empty for the newest Amazon Linux 2023",
      rule:
        "An image's id (ami-…), or the path of a parameter of Systems Manager that stands for one",
      example: "ami-0123456789abcdef0",
      source: AWSPage.at("AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI")))
}

/// What training must satisfy.
enum MLNetworkTrainingRules {
  static let all: [Stack.Rule] = [typeMustSuitAGroup, zoneMustBeThere, tierMustBeThere]

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
}
