/// The keys that every stack has: what a deployment is called, its tags, who is told of its health.
enum DeploymentParameters {
  /// - Parameters:
  ///   - defaultName: another one for each stack, so that two with their defaults do not collide.
  ///   - limit: how many characters it may have, 28 at most, so that what is named after it fits.
  ///   - consequence: what is named after it.
  static func name(
    default defaultName: String, limit: Int = DeploymentName.mostCharacters,
    consequence: String = "the load balancer becomes <name>-nlb",
    example: String = "sagemaker-jakarta", source: String = AWSPage.networkLoadBalancers
  ) -> Parameter<DeploymentName> {
    Parameter(
      "DEPLOYMENT_NAME", default: defaultName,
      ParameterDocumentation(
        summary: "What this deployment is called; \(consequence)",
        rule:
          "1 to \(limit) letters, digits and hyphens, no hyphen first or last, and no other deployment in "
          + "the account and Region has it",
        example: example, source: source))
  }

  static let tags = Parameter<[Tag]>(
    "TAGS", default: "",
    ParameterDocumentation(
      summary:
        "Tags for every resource that is made, besides Name and accelgen's own; empty for none",
      rule:
        "Up to 48 of Key=Value with commas between them: letters, digits, spaces and + - = . _ : / @",
      example: "Team=search,CostCenter=4711", source: AWSPage.tags))

  /// - Parameters:
  ///   - suggestion: what env.template sets it to at first, as bash source.
  ///   - remark: what a reader must know of this stack's alarms.
  static func alarmEmail(
    suggestion: String? = nil, remark: String = ""
  ) -> Parameter<EmailAddress?> {
    Parameter(
      "ALARM_EMAIL", default: "", initially: suggestion, isSuggestion: suggestion != nil,
      ParameterDocumentation(
        summary:
          "Who will be told when the deployment is unhealthy; empty for nobody, and no alarms"
          + remark,
        rule: "One e-mail address", example: "operations@example.com",
        source: AWSPage.at("sns/latest/dg/sns-email-notifications")))
  }

  /// The zones of a Region that get no subnet.
  static func excludedZones(
    _ key: String, in region: Parameter<Region>, example: String
  ) -> Parameter<[AvailabilityZoneID]> {
    Parameter(
      key, default: "",
      ParameterDocumentation(
        summary:
          "Availability Zones of \(region.key) that get no subnet, where one is short of capacity or "
          + "not to be used; empty for none",
        rule:
          "IDs of zones, with commas between them, which mean the same in every account; names such as "
          + "ap-southeast-1a do not. aws ec2 describe-availability-zones --region <\(region.key)> prints "
          + "both",
        example: example, source: AWSPage.zones))
  }

  /// The AWS CLI profile of one side of a deployment.
  ///
  /// - Parameters:
  ///   - region: the key of the Region that it is for.
  ///   - condition: when it is needed, after "The AWS CLI profile for EXPOSE_REGION".
  static func profile(
    _ key: String, for region: String, condition: String = "", example: String
  ) -> Parameter<ProfileName?> {
    Parameter(
      key, default: "",
      ParameterDocumentation(
        summary:
          "The AWS CLI profile for \(region)\(condition); empty for the one of the shell that "
          + "runs the scripts",
        rule: "The name of a profile: letters, digits and _ - . @ + / : =", example: example,
        source: AWSPage.profiles))
  }

  /// A resource's Name tag.
  static func resourceName(
    _ key: String, initially name: String, _ summary: String
  ) -> Parameter<ResourceName> {
    Parameter(
      key, default: nil, initially: "\"\(name)\"",
      ParameterDocumentation(
        summary: summary, rule: "1 to 254 letters, digits, spaces and + - = . _ : / @",
        example: name, source: AWSPage.tags))
  }
}
