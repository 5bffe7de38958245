/// The web ACL of a load balancer is a matter of both services.
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
    "wafv2 get-web-acl": [Permission("wafv2:GetWebACL", in: .readWebACL)],
    "wafv2 get-web-acl-for-resource": [
      Permission("wafv2:GetWebACLForResource", in: .readWebACL),
      Permission("wafv2:GetWebACL", in: .readWebACL),
      Permission("elasticloadbalancing:GetLoadBalancerWebACL", in: .unshieldBalancer),
    ],
  ]
}

extension StatementID {
  /// The web ACL that the env template names.
  static let useWebACL = StatementID("UseWebAcl")
  /// That, and another one which somebody may have put in its place.
  static let readWebACL = StatementID("ReadWebAcl")
  /// To take one off is limited by no web ACL.
  static let takeOffWebACL = StatementID("TakeOffWebAcl")
  /// The load balancer that it shall protect, by its name.
  static let shieldBalancer = StatementID("ShieldLoadBalancer")
  /// The same, to look what protects it, and to take that off.
  static let unshieldBalancer = StatementID("UnshieldLoadBalancer")
}
