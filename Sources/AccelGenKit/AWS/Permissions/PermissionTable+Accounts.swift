/// What an account may have, and whose it is.
extension PermissionTable {
  static let accounts: KeyValuePairs<String, [Permission]> = [
    "ce get-cost-and-usage": [Permission("ce:GetCostAndUsage", in: .lookAtCosts)],
    "service-quotas get-service-quota": [.look("servicequotas:GetServiceQuota")],
    // "No permissions are required to perform this operation."
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    "sts get-caller-identity": [],
  ]
}
