/// What the scripts must be allowed to do for what is launched: instances that train, and model servers.
enum MLNetworkTrainingPermissions {
  static func statements(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    let roles = [
      configuration[MLNetworkDerivations.trainingRole],
      configuration[MLNetworkServerDerivations.role],
    ].compactMap { $0?.text }
    let roleARNs = roles.map { scope.arn("iam", region: "", "role/\($0)") }
    let profileARNs = roles.map { scope.arn("iam", region: "", "instance-profile/\($0)-profile") }
    let images = [
      configuration[MLNetworkTrainingParameters.image] ?? nil,
      configuration[MLNetworkServerParameters.image] ?? nil,
    ]
    let ownParameters = Set(images.compactMap { $0?.ownParameter }).sorted().map {
      scope.arn("ssm", region: region.text, "parameter\($0)")
    }
    return [
      StatementDeclaration(.useInstanceRoles, on: roleARNs + profileARNs),
      StatementDeclaration(
        .passInstanceRoles, on: roleARNs,
        if: [.equals("iam:PassedToService", ["ec2.amazonaws.com"])]),
      StatementDeclaration(
        .launchParts,
        on: ["network-interface/*", "volume/*"].map { scope.arn("ec2", region: region.text, $0) }
          + ["arn:\(scope.partition):ec2:\(region.text)::image/*"]),
      StatementDeclaration(
        .readImages,
        on: ["arn:\(scope.partition):ssm:\(region.text)::parameter/aws/service/*"] + ownParameters),
    ] + reserved(configuration, in: region, scope)
  }

  /// In which group, if in any, capacity was reserved, only AWS knows.
  private static func reserved(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard let id = configuration[MLNetworkTrainingParameters.reservation] ?? nil else { return [] }
    return [
      StatementDeclaration(
        .useReservation,
        on: ["capacity-reservation/\(id.text)", "placement-group/*"].map {
          scope.arn("ec2", region: region.text, $0)
        })
    ]
  }
}
