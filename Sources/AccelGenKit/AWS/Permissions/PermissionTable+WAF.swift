/// The web ACL of a load balancer is a matter of both services.
/// https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
extension PermissionTable {
  static let webACLs: KeyValuePairs<String, [Permission]> = [
    "wafv2 associate-web-acl": [
      Permission("wafv2:AssociateWebACL", in: .useWebACL),
      Permission("elasticloadbalancing:CreateWebACLAssociation", in: .protectBalancer),
    ],
    "wafv2 disassociate-web-acl": [
      Permission("wafv2:DisassociateWebACL", in: .takeOffWebACL),
      Permission("elasticloadbalancing:DeleteWebACLAssociation", in: .protectBalancer),
    ],
    "wafv2 get-web-acl": [Permission("wafv2:GetWebACL", in: .readWebACL)],
    "wafv2 get-web-acl-for-resource": [
      Permission("wafv2:GetWebACLForResource", in: .readWebACL),
      Permission("wafv2:GetWebACL", in: .readWebACL),
      Permission("elasticloadbalancing:GetLoadBalancerWebACL", in: .protectBalancer),
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
  /// The load balancer, as AWS WAF asks for it: by its name.
  static let protectBalancer = StatementID("ProtectLoadBalancer")
}
