/// Instances for training, what they are launched with, and the role that they have.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
extension PermissionTable {
  static let training: KeyValuePairs<String, [Permission]> = [
    "ec2 create-launch-template": [.make("ec2:CreateLaunchTemplate"), .tagNew],
    "ec2 create-launch-template-version": [.use("ec2:CreateLaunchTemplateVersion")],
    "ec2 create-placement-group": [.make("ec2:CreatePlacementGroup"), .tagNew],
    "ec2 delete-launch-template": [.use("ec2:DeleteLaunchTemplate")],
    "ec2 delete-placement-group": [.use("ec2:DeletePlacementGroup")],
    "ec2 describe-capacity-reservations": [.look("ec2:DescribeCapacityReservations")],
    "ec2 describe-instance-type-offerings": [.look("ec2:DescribeInstanceTypeOfferings")],
    "ec2 describe-instance-types": [.look("ec2:DescribeInstanceTypes")],
    "ec2 describe-instances": [.look("ec2:DescribeInstances")],
    "ec2 describe-launch-templates": [.look("ec2:DescribeLaunchTemplates")],
    "ec2 describe-placement-groups": [.look("ec2:DescribePlacementGroups")],
    "ec2 modify-launch-template": [.use("ec2:ModifyLaunchTemplate")],
    // Each part of a launch is checked: what is new and tagged, what is the deployment's, what is anybody's.
    "ec2 run-instances": [
      .make("ec2:RunInstances"), .use("ec2:RunInstances"), .tagNew,
      Permission("ec2:RunInstances", in: .launchParts),
      Permission("ec2:RunInstances", in: .useReservation),
      Permission("iam:PassRole", in: .passTrainingRole),
      Permission("ssm:GetParameters", in: .readImages),
    ],
    "ec2 terminate-instances": [.use("ec2:TerminateInstances")],
    "iam add-role-to-instance-profile": [
      .ofTraining("AddRoleToInstanceProfile"), Permission("iam:PassRole", in: .passTrainingRole),
    ],
    "iam attach-role-policy": [.ofTraining("AttachRolePolicy")],
    "iam create-instance-profile": [
      .ofTraining("CreateInstanceProfile"), .ofTraining("TagInstanceProfile"),
    ],
    "iam delete-instance-profile": [.ofTraining("DeleteInstanceProfile")],
    "iam detach-role-policy": [.ofTraining("DetachRolePolicy")],
    "iam get-instance-profile": [.ofTraining("GetInstanceProfile")],
    "iam list-attached-role-policies": [
      Permission("iam:ListAttachedRolePolicies", in: .useRole)
    ],
    "iam list-instance-profile-tags": [.ofTraining("ListInstanceProfileTags")],
    "iam remove-role-from-instance-profile": [.ofTraining("RemoveRoleFromInstanceProfile")],
    "iam tag-instance-profile": [.ofTraining("TagInstanceProfile")],
    "iam untag-instance-profile": [.ofTraining("UntagInstanceProfile")],
  ]
}

extension Permission {
  fileprivate static func ofTraining(_ action: String) -> Permission {
    Permission("iam:\(action)", in: .useTrainingRole)
  }
}

extension StatementID {
  /// What a launch brings along without tags, and what it starts from.
  static let launchParts = StatementID("LaunchParts")
  /// What was reserved for a launch, by its id, and the group that it was reserved in: both are the user's.
  static let useReservation = StatementID("UseReservation")
  /// The newest image of a kind, by a parameter of AWS's own.
  static let readImages = StatementID("ReadImageParameters")
  /// The role of training, and its instance profile, by their names. IAM has no Regions.
  static let useTrainingRole = StatementID("UseTrainingRole")
  /// To hand that role to instances, and to nothing else.
  static let passTrainingRole = StatementID("PassTrainingRole")
}
