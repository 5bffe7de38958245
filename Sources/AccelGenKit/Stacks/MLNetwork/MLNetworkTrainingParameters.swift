/// The keys of training: what ./train.sh launches, and where.
enum MLNetworkTrainingParameters {
  static let all: [AnyParameter] = [
    AnyParameter(type), AnyParameter(count), AnyParameter(zone), AnyParameter(image),
    AnyParameter(reservation),
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
        "An image's id (ami-…), or the path of a parameter of Systems Manager that stands for one: of a Linux with "
        + "cloud-init and systemd, by which train.sh has the instances end by themselves",
      example: "ami-0123456789abcdef0",
      source: AWSPage.at("AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI")))

  static let reservation = Parameter<CapacityReservationID?>(
    "TRAINING_RESERVATION_ID", default: "",
    ParameterDocumentation(
      summary:
        "Capacity that was reserved for the instances, on demand or as a Capacity Block; no other is used then, and "
        + "no placement group is made: they stand where it was reserved. Empty for none",
      rule:
        "The id of a capacity reservation (cr-…) of TRAINING_TYPE in the zone TRAINING_ZONE; only with TRAINING_TYPE",
      example: "cr-0123456789abcdef0",
      source: AWSPage.at("AWSEC2/latest/UserGuide/capacity-reservation-overview")))
}
