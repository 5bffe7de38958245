/// What an account may have, whose it is, and what AWS says of its policies.
extension PermissionTable {
  static let accounts: KeyValuePairs<String, [Permission]> = [
    "accessanalyzer validate-policy": [.look("access-analyzer:ValidatePolicy")],
    "ce get-cost-and-usage": [Permission("ce:GetCostAndUsage", in: .lookAtCosts)],
    "service-quotas get-service-quota": [.look("servicequotas:GetServiceQuota")],
    // "No permissions are required to perform this operation."
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    "sts get-caller-identity": [],
  ]
}
