/// Instances, what they are launched with, and the roles that they have.
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
    "ec2 describe-images": [.look("ec2:DescribeImages")],
    "ec2 describe-instance-type-offerings": [.look("ec2:DescribeInstanceTypeOfferings")],
    "ec2 describe-instance-types": [.look("ec2:DescribeInstanceTypes")],
    "ec2 describe-instances": [.look("ec2:DescribeInstances")],
    "ec2 describe-launch-template-versions": [.look("ec2:DescribeLaunchTemplateVersions")],
    "ec2 describe-launch-templates": [.look("ec2:DescribeLaunchTemplates")],
    "ec2 describe-placement-groups": [.look("ec2:DescribePlacementGroups")],
    "ec2 describe-volumes": [.look("ec2:DescribeVolumes")],
    "ec2 modify-launch-template": [.use("ec2:ModifyLaunchTemplate")],
    // Each part of a launch is checked: what is new and tagged, what is the deployment's, what is anybody's.
    "ec2 run-instances": Permission.launch + [
      Permission("ec2:RunInstances", in: .useReservation),
      Permission("ssm:GetParameters", in: .readImages),
    ],
    "ec2 terminate-instances": [.use("ec2:TerminateInstances")],
    "iam add-role-to-instance-profile": [
      .ofInstances("AddRoleToInstanceProfile"), Permission("iam:PassRole", in: .passInstanceRoles),
    ],
    "iam attach-role-policy": [.ofInstances("AttachRolePolicy")],
    "iam create-instance-profile": [
      .ofInstances("CreateInstanceProfile"), .ofInstances("TagInstanceProfile"),
    ],
    "iam delete-instance-profile": [.ofInstances("DeleteInstanceProfile")],
    "iam detach-role-policy": [.ofInstances("DetachRolePolicy")],
    "iam get-instance-profile": [.ofInstances("GetInstanceProfile")],
    "iam list-attached-role-policies": [
      Permission("iam:ListAttachedRolePolicies", in: .useRole)
    ],
    "iam list-instance-profile-tags": [.ofInstances("ListInstanceProfileTags")],
    "iam remove-role-from-instance-profile": [.ofInstances("RemoveRoleFromInstanceProfile")],
    "iam tag-instance-profile": [.ofInstances("TagInstanceProfile")],
    "iam untag-instance-profile": [.ofInstances("UntagInstanceProfile")],
  ]
}

extension Permission {
  /// What a launch takes, whoever carries it out.
  static let launch = [
    make("ec2:RunInstances"), use("ec2:RunInstances"), tagNew,
    Permission("ec2:RunInstances", in: .launchParts),
    Permission("iam:PassRole", in: .passInstanceRoles),
  ]

  fileprivate static func ofInstances(_ action: String) -> Permission {
    Permission("iam:\(action)", in: .useInstanceRoles)
  }
}

extension StatementID {
  /// What a launch brings along without tags, and what it starts from.
  static let launchParts = StatementID("LaunchParts")
  /// What was reserved for a launch, by its id, and the group that it was reserved in: both are the user's.
  static let useReservation = StatementID("UseReservation")
  /// The newest image of a kind, by a parameter of AWS's own.
  static let readImages = StatementID("ReadImageParameters")
  /// The roles of instances, and their profiles, by their names. IAM has no Regions.
  static let useInstanceRoles = StatementID("UseInstanceRoles")
  /// To hand these roles to instances, and to nothing else.
  static let passInstanceRoles = StatementID("PassInstanceRoles")
}
