/// What the scripts must be allowed to do for training.
enum MLNetworkTrainingPermissions {
  static func statements(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard let role = configuration[MLNetworkDerivations.trainingRole] else { return [] }
    let roleARN = scope.arn("iam", region: "", "role/\(role.text)")
    let profileARN = scope.arn("iam", region: "", "instance-profile/\(role.text)-profile")
    let image = configuration[MLNetworkTrainingParameters.image] ?? nil
    let ownParameters = [image?.ownParameter].compactMap { $0 }.map {
      scope.arn("ssm", region: region.text, "parameter\($0)")
    }
    return [
      StatementDeclaration(.useTrainingRole, on: [roleARN, profileARN]),
      StatementDeclaration(
        .passTrainingRole, on: [roleARN],
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
