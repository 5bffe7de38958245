/// Amazon EC2: networks and their parts.
extension PermissionTable {
  static let ec2: KeyValuePairs<String, [Permission]> = [
    "ec2 accept-vpc-peering-connection": [
      Permission("ec2:AcceptVpcPeeringConnection", in: .acceptPeering),
      .use("ec2:AcceptVpcPeeringConnection"),
    ],
    "ec2 allocate-address": [.make("ec2:AllocateAddress"), .tagNew],
    "ec2 associate-route-table": [.use("ec2:AssociateRouteTable")],
    "ec2 attach-internet-gateway": [.use("ec2:AttachInternetGateway")],
    "ec2 authorize-security-group-egress": [.use("ec2:AuthorizeSecurityGroupEgress")],
    "ec2 authorize-security-group-ingress": [.use("ec2:AuthorizeSecurityGroupIngress")],
    "ec2 create-internet-gateway": [.make("ec2:CreateInternetGateway"), .tagNew],
    "ec2 create-nat-gateway": Permission.allToMakeInVPC("ec2:CreateNatGateway"),
    "ec2 create-network-acl": Permission.allToMakeInVPC("ec2:CreateNetworkAcl"),
    "ec2 create-network-acl-entry": [
      .use("ec2:CreateNetworkAclEntry"), Permission("ec2:CreateNetworkAclEntry", in: .useDefaults),
    ],
    "ec2 create-network-insights-path": [
      Permission("ec2:CreateNetworkInsightsPath", in: .analysePaths), .tagNew,
    ],
    "ec2 create-route": [.use("ec2:CreateRoute")],
    "ec2 create-route-table": Permission.allToMakeInVPC("ec2:CreateRouteTable"),
    "ec2 create-security-group": Permission.allToMakeInVPC("ec2:CreateSecurityGroup") + [
      Permission("ec2:CreateSecurityGroup", in: .useGivenVPC)
    ],
    "ec2 create-subnet": Permission.allToMakeInVPC("ec2:CreateSubnet"),
    "ec2 create-tags": [
      .use("ec2:CreateTags"), Permission("ec2:CreateTags", in: .tagPeering),
      Permission("ec2:CreateTags", in: .adoptEndpoint),
    ],
    "ec2 create-vpc": [.make("ec2:CreateVpc"), .tagNew],
    "ec2 create-vpc-endpoint": [
      Permission("ec2:CreateVpcEndpoint", in: .makeInVPC), .use("ec2:CreateVpcEndpoint"), .tagNew,
      Permission("vpce:AllowMultiRegion", in: .reachOtherRegions),
      Permission("route53:AssociateVPCWithHostedZone", in: .joinZone),
      .look("ec2:DescribeSecurityGroups"), .look("ec2:DescribeSubnets"), .look("ec2:DescribeVpcs"),
    ],
    "ec2 create-vpc-peering-connection": [
      Permission("ec2:CreateVpcPeeringConnection", in: .makeInVPC),
      .use("ec2:CreateVpcPeeringConnection"), .tagNew,
    ],
    "ec2 delete-internet-gateway": [.use("ec2:DeleteInternetGateway")],
    "ec2 delete-nat-gateway": [.use("ec2:DeleteNatGateway")],
    "ec2 delete-network-acl": [.use("ec2:DeleteNetworkAcl")],
    "ec2 delete-network-acl-entry": [
      .use("ec2:DeleteNetworkAclEntry"), Permission("ec2:DeleteNetworkAclEntry", in: .useDefaults),
    ],
    "ec2 delete-network-insights-analysis": [
      Permission("ec2:DeleteNetworkInsightsAnalysis", in: .deleteAnalyses)
    ],
    "ec2 delete-network-insights-path": [
      Permission("ec2:DeleteNetworkInsightsPath", in: .deleteAnalyses)
    ],
    "ec2 delete-route": [.use("ec2:DeleteRoute")],
    "ec2 delete-route-table": [.use("ec2:DeleteRouteTable")],
    "ec2 delete-security-group": [.use("ec2:DeleteSecurityGroup")],
    "ec2 delete-subnet": [.use("ec2:DeleteSubnet")],
    "ec2 delete-tags": [.use("ec2:DeleteTags")],
    "ec2 delete-vpc": [.use("ec2:DeleteVpc")],
    "ec2 delete-vpc-endpoints": [
      .use("ec2:DeleteVpcEndpoints"), Permission("vpce:AllowMultiRegion", in: .reachOtherRegions),
    ],
    "ec2 delete-vpc-peering-connection": [.use("ec2:DeleteVpcPeeringConnection")],
    "ec2 describe-addresses": [.look("ec2:DescribeAddresses")],
    "ec2 describe-availability-zones": [.look("ec2:DescribeAvailabilityZones")],
    "ec2 describe-dhcp-options": [.look("ec2:DescribeDhcpOptions")],
    "ec2 describe-egress-only-internet-gateways": [.look("ec2:DescribeEgressOnlyInternetGateways")],
    "ec2 describe-internet-gateways": [.look("ec2:DescribeInternetGateways")],
    "ec2 describe-managed-prefix-lists": [.look("ec2:DescribeManagedPrefixLists")],
    "ec2 describe-nat-gateways": [.look("ec2:DescribeNatGateways")],
    "ec2 describe-network-acls": [.look("ec2:DescribeNetworkAcls")],
    "ec2 describe-network-insights-analyses": [.look("ec2:DescribeNetworkInsightsAnalyses")],
    "ec2 describe-network-interfaces": [.look("ec2:DescribeNetworkInterfaces")],
    "ec2 describe-prefix-lists": [.look("ec2:DescribePrefixLists")],
    "ec2 describe-route-tables": [.look("ec2:DescribeRouteTables")],
    "ec2 describe-security-group-rules": [.look("ec2:DescribeSecurityGroupRules")],
    "ec2 describe-security-groups": [.look("ec2:DescribeSecurityGroups")],
    "ec2 describe-subnets": [.look("ec2:DescribeSubnets")],
    "ec2 describe-tags": [.look("ec2:DescribeTags")],
    "ec2 describe-vpc-attribute": [.look("ec2:DescribeVpcAttribute")],
    "ec2 describe-vpc-block-public-access-exclusions": [
      .look("ec2:DescribeVpcBlockPublicAccessExclusions")
    ],
    "ec2 describe-vpc-block-public-access-options": [
      .look("ec2:DescribeVpcBlockPublicAccessOptions")
    ],
    "ec2 describe-vpc-endpoint-services": [.look("ec2:DescribeVpcEndpointServices")],
    "ec2 describe-vpc-endpoints": [.look("ec2:DescribeVpcEndpoints")],
    "ec2 describe-vpc-peering-connections": [.look("ec2:DescribeVpcPeeringConnections")],
    "ec2 describe-vpcs": [.look("ec2:DescribeVpcs")],
    "ec2 detach-internet-gateway": [.use("ec2:DetachInternetGateway")],
    "ec2 disassociate-route-table": [.use("ec2:DisassociateRouteTable")],
    "ec2 get-managed-prefix-list-entries": [.look("ec2:GetManagedPrefixListEntries")],
    "ec2 modify-vpc-attribute": [.use("ec2:ModifyVpcAttribute")],
    "ec2 modify-vpc-endpoint": [
      .use("ec2:ModifyVpcEndpoint"), Permission("ec2:ModifyVpcEndpoint", in: .useGivenTables),
      Permission("vpce:AllowMultiRegion", in: .reachOtherRegions),
    ],
    "ec2 release-address": [.use("ec2:ReleaseAddress")],
    "ec2 replace-network-acl-association": [
      .use("ec2:ReplaceNetworkAclAssociation"),
      Permission("ec2:ReplaceNetworkAclAssociation", in: .useDefaults),
    ],
    "ec2 replace-network-acl-entry": [
      .use("ec2:ReplaceNetworkAclEntry"),
      Permission("ec2:ReplaceNetworkAclEntry", in: .useDefaults),
    ],
    "ec2 replace-route": [.use("ec2:ReplaceRoute")],
    "ec2 replace-route-table-association": [.use("ec2:ReplaceRouteTableAssociation")],
    "ec2 revoke-security-group-egress": [
      .use("ec2:RevokeSecurityGroupEgress"),
      Permission("ec2:RevokeSecurityGroupEgress", in: .useDefaults),
    ],
    "ec2 revoke-security-group-ingress": [
      .use("ec2:RevokeSecurityGroupIngress"),
      Permission("ec2:RevokeSecurityGroupIngress", in: .useDefaults),
    ],
    // The analyzer looks at what may stand in the way, and asks a service that only AWS calls.
    "ec2 start-network-insights-analysis": [
      Permission("ec2:StartNetworkInsightsAnalysis", in: .analysePaths), .tagNew,
      Permission("tiros:CreateQuery", in: .analysePaths),
      Permission("tiros:GetQueryAnswer", in: .analysePaths),
      Permission("tiros:GetQueryExplanation", in: .analysePaths),
      .look("ec2:DescribeNetworkInterfaces"), .look("ec2:DescribeSecurityGroups"),
    ],
  ]
}
