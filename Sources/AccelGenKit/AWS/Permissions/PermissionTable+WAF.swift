/// The web ACL of a load balancer is a matter of both services; that of a distribution is one of its settings.
/// https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
extension PermissionTable {
  static let webACLs: KeyValuePairs<String, [Permission]> = [
    "wafv2 associate-web-acl": [
      Permission("wafv2:AssociateWebACL", in: .useWebACL),
      Permission("elasticloadbalancing:CreateWebACLAssociation", in: .shieldBalancer),
    ],
    "wafv2 disassociate-web-acl": [
      Permission("wafv2:DisassociateWebACL", in: .takeOffWebACL),
      Permission("elasticloadbalancing:DeleteWebACLAssociation", in: .unshieldBalancer),
    ],
    "wafv2 get-web-acl": [Permission("wafv2:GetWebACL", in: .readWebACL), .readGlobalWebACL],
    "wafv2 get-web-acl-for-resource": [
      Permission("wafv2:GetWebACLForResource", in: .readWebACL),
      Permission("wafv2:GetWebACL", in: .readWebACL),
      Permission("elasticloadbalancing:GetLoadBalancerWebACL", in: .unshieldBalancer),
    ],
  ]
}

extension Permission {
  /// Also of who writes a distribution that has one: CloudFront refuses it where it is "unable to verify read permissions
  /// on Web ACL" (https://github.com/aws/aws-sdk-java/issues/2901). Unproven are which action that is, for AWS's references do
  /// not say (its own policies for CloudFront have this one:
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFrontReadOnlyAccess.html), and that a web ACL which
  /// stays as it was is looked at, too.
  static let readGlobalWebACL = Permission("wafv2:GetWebACL", in: .readGlobalWebACL)
}

extension StatementID {
  /// The web ACL that the env template names.
  static let useWebACL = StatementID("UseWebAcl")
  /// That, and another one which somebody may have put in its place.
  static let readWebACL = StatementID("ReadWebAcl")
  /// The same of a distribution.
  static let readGlobalWebACL = StatementID("ReadGlobalWebAcl")
  /// To take one off is limited by no web ACL.
  static let takeOffWebACL = StatementID("TakeOffWebAcl")
  /// The load balancer that it shall protect, by its name.
  static let shieldBalancer = StatementID("ShieldLoadBalancer")
  /// The same, to look what protects it, and to take that off.
  static let unshieldBalancer = StatementID("UnshieldLoadBalancer")
}
