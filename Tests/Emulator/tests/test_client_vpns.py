from typing import Any

from .cloud import HERE, CloudTest
from .permissions import TAG, statement
from .vpn import tagged

CERTIFICATE = f"arn:aws:acm:{HERE}:123456789012:certificate/11111111-2222-3333-4444-555555555555"
OTHER_CERTIFICATE = f"arn:aws:acm:{HERE}:123456789012:certificate/66666666-7777-8888-9999-000000000000"
NOBODYS = "cvpn-endpoint-11111111111111111"


class ClientVpnTests(CloudTest):
    """https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.g = self.group(self.here, self.v)

    def make(self, **more: Any) -> str:
        asked = {
            "ClientCidrBlock": "10.100.0.0/22",
            "ServerCertificateArn": CERTIFICATE,
            "AuthenticationOptions": [
                {
                    "Type": "certificate-authentication",
                    "MutualAuthentication": {"ClientRootCertificateChainArn": CERTIFICATE},
                }
            ],
            "ConnectionLogOptions": {"Enabled": False},
            "VpcId": self.v,
            "SecurityGroupIds": [self.g],
        }
        return self.here.create_client_vpn_endpoint(**asked | more)["ClientVpnEndpointId"]

    def associate(self, endpoint: str, subnet: str) -> str:
        asked = {"ClientVpnEndpointId": endpoint, "SubnetId": subnet}
        return self.here.associate_client_vpn_target_network(**asked)["AssociationId"]

    def state(self, endpoint: str) -> str:
        shown = self.here.describe_client_vpn_endpoints(ClientVpnEndpointIds=[endpoint])["ClientVpnEndpoints"][0]
        return shown["Status"]["Code"]

    def networks(self, endpoint: str) -> list[str]:
        answer = self.here.describe_client_vpn_target_networks(ClientVpnEndpointId=endpoint)
        return [each["Status"]["Code"] for each in answer["ClientVpnTargetNetworks"]]

    def routes(self, endpoint: str) -> list[tuple[str, str]]:
        found = self.here.describe_client_vpn_routes(ClientVpnEndpointId=endpoint)["Routes"]
        return [(each["DestinationCidr"], each["Origin"]) for each in found]

    def test_it_is_available_once_a_subnet_is_associated(self) -> None:
        times = {"client_vpn_associated_seconds": 60, "client_vpn_disassociated_seconds": 60}
        self.post("settings", times | {"client_vpn_deleted_seconds": 30})
        made = self.make(TagSpecifications=tagged("client-vpn-endpoint"))
        self.assertEqual(self.state(made), "pending-associate")
        one = self.associate(made, self.a)
        self.assertEqual([self.state(made), self.networks(made)], ["pending-associate", ["associating"]])
        self.post("advance", {"seconds": 61})
        self.assertEqual([self.state(made), self.networks(made)], ["available", ["associated"]])
        self.assertEqual(self.routes(made), [("10.2.0.0/16", "associate")])
        self.refused("IncorrectState", self.here.delete_client_vpn_endpoint, ClientVpnEndpointId=made)
        both = {"ClientVpnEndpointId": made, "AssociationId": one}
        self.here.disassociate_client_vpn_target_network(**both)
        self.refused("IncorrectState", self.here.delete_client_vpn_endpoint, ClientVpnEndpointId=made)
        self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.a)
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=self.g)
        self.post("advance", {"seconds": 61})
        self.refused(
            "InvalidClientVpnAssociationId.NotFound", self.here.disassociate_client_vpn_target_network, **both
        )
        self.here.delete_client_vpn_endpoint(ClientVpnEndpointId=made)
        self.assertEqual(self.state(made), "deleting")
        self.assertEqual([each["tags"] for each in self.inventory("client-vpn-endpoint")], [{"Owner": "us"}])
        self.post("advance", {"seconds": 31})
        self.refused("InvalidClientVpnEndpointId.NotFound", lambda: self.state(made))
        self.assertEqual(self.inventory("client-vpn-endpoint") + self.here.describe_tags()["Tags"], [])
        self.here.delete_subnet(SubnetId=self.a)

    def test_one_subnet_a_zone(self) -> None:
        made = self.make()
        self.associate(made, self.a)
        second = self.subnet(self.here, self.v, "10.2.1.0/24", "a")
        self.refused("InvalidClientVpnDuplicateAssociationException", lambda: self.associate(made, self.a))
        self.refused("InvalidClientVpnSubnetId.DuplicateAz", lambda: self.associate(made, second))
        self.associate(made, self.subnet(self.here, self.v, "10.2.2.0/24", "b"))
        other = self.make(ClientCidrBlock="10.2.0.0/22")
        self.refused("InvalidClientVpnSubnetId.OverlappingCidr", lambda: self.associate(other, second))
        foreign = self.subnet(self.here, self.vpc(self.here, "10.3.0.0/16"), "10.3.0.0/24", "c")
        self.refused("InvalidParameterValue", lambda: self.associate(made, foreign))

    def test_who_may_go_where(self) -> None:
        made = self.make()
        rule = {"ClientVpnEndpointId": made, "TargetNetworkCidr": "10.2.0.0/16"}
        self.refused("InvalidParameterCombination", self.here.authorize_client_vpn_ingress, **rule)
        no_block = rule | {"TargetNetworkCidr": "10.2.0.1/16", "AuthorizeAllGroups": True}
        self.refused("InvalidParameterValue", self.here.authorize_client_vpn_ingress, **no_block)
        self.here.authorize_client_vpn_ingress(**rule, AuthorizeAllGroups=True)
        self.refused(
            "InvalidClientVpnDuplicateAuthorizationRule",
            self.here.authorize_client_vpn_ingress,
            **rule,
            AuthorizeAllGroups=True,
        )
        found = self.here.describe_client_vpn_authorization_rules(ClientVpnEndpointId=made)["AuthorizationRules"]
        self.assertEqual([(each["DestinationCidr"], each["AccessAll"]) for each in found], [("10.2.0.0/16", True)])
        self.here.revoke_client_vpn_ingress(**rule, RevokeAllGroups=True)
        self.refused(
            "InvalidClientVpnEndpointAuthorizationRuleNotFound",
            self.here.revoke_client_vpn_ingress,
            **rule,
            RevokeAllGroups=True,
        )

    def test_routes_go_by_subnets_that_are_associated(self) -> None:
        made = self.make()
        route = {"ClientVpnEndpointId": made, "DestinationCidrBlock": "10.9.0.0/16", "TargetVpcSubnetId": self.a}
        self.refused("InvalidClientVpnActiveAssociationNotFound", self.here.create_client_vpn_route, **route)
        self.associate(made, self.a)
        self.here.create_client_vpn_route(**route)
        self.refused("InvalidClientVpnDuplicateRoute", self.here.create_client_vpn_route, **route)
        self.assertEqual(self.routes(made), [("10.2.0.0/16", "associate"), ("10.9.0.0/16", "add-route")])
        self.here.delete_client_vpn_route(**route)
        self.refused("InvalidClientVpnRouteNotFound", self.here.delete_client_vpn_route, **route)

    def test_a_token_stands_for_one(self) -> None:
        self.assertEqual(self.make(ClientToken="token"), self.make(ClientToken="token"))
        self.here.create_tags(Resources=[self.make()], Tags=[{"Key": "Owner", "Value": "us"}])
        found = self.here.describe_client_vpn_endpoints(Filters=[{"Name": "tag:Owner", "Values": ["us"]}])
        self.assertEqual(len(found["ClientVpnEndpoints"]), 1)

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        elsewhere = CERTIFICATE.replace(HERE, "us-east-1")
        for wrong in (
            {"ClientCidrBlock": "10.100.0.0/23"},
            {"ClientCidrBlock": "10.0.0.0/8"},
            {"ClientCidrBlock": "10.100.0.1/22"},
            {"ServerCertificateArn": elsewhere},
            {"TagSpecifications": tagged("vpn-gateway")},
        ):
            self.refused("InvalidParameterValue", self.make, **wrong)
        self.refused("MissingParameter", self.make, AuthenticationOptions=[])
        self.refused("InvalidClientVpnEndpointId.NotFound", lambda: self.state(NOBODYS))
        self.refused("InvalidClientVpnEndpointId.NotFound", lambda: self.associate(NOBODYS, self.a))

    def test_what_can_be_changed_is_the_certificate_the_groups_and_the_tunnel(self) -> None:
        made, other = self.make(), self.group(self.here, self.v, "other")
        self.associate(made, self.a)
        changed = {"SplitTunnel": True, "ServerCertificateArn": OTHER_CERTIFICATE}
        groups = {"VpcId": self.v, "SecurityGroupIds": [other]}
        self.here.modify_client_vpn_endpoint(ClientVpnEndpointId=made, **changed, **groups)
        shown = self.here.describe_client_vpn_endpoints(ClientVpnEndpointIds=[made])["ClientVpnEndpoints"][0]
        self.assertEqual({name: shown[name] for name in changed | groups}, changed | groups)
        networks = self.here.describe_client_vpn_target_networks(ClientVpnEndpointId=made)
        self.assertEqual(networks["ClientVpnTargetNetworks"][0]["SecurityGroups"], [other])
        self.here.delete_security_group(GroupId=self.g)
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=other)
        way = shown["AuthenticationOptions"][0]
        self.assertEqual(way["MutualAuthentication"], {"ClientRootCertificateChain": CERTIFICATE})

    def test_groups_are_of_the_vpc_that_is_named(self) -> None:
        elsewhere = self.vpc(self.here, "10.3.0.0/16")
        for code, wrong in (
            ("InvalidParameterCombination", {"VpcId": None}),
            ("InvalidParameterValue", {"VpcId": elsewhere}),
            ("InvalidVpcID.NotFound", {"VpcId": "vpc-11111111111111111"}),
            ("InvalidGroup.NotFound", {"SecurityGroupIds": ["sg-11111111111111111"]}),
            ("InvalidParameterValue", {"SecurityGroupIds": [self.g] * 6}),
        ):
            asked = {"VpcId": self.v, "SecurityGroupIds": [self.g]} | wrong
            asked = {name: value for name, value in asked.items() if value}
            one = self.make()
            self.refused(code, self.here.modify_client_vpn_endpoint, ClientVpnEndpointId=one, **asked)
        made = self.make()
        self.associate(made, self.a)
        moved = {"ClientVpnEndpointId": made, "VpcId": elsewhere}
        self.refused("InvalidParameterValue", self.here.modify_client_vpn_endpoint, **moved)

    def test_certificates_are_there_and_issued(self) -> None:
        acm = self.client("acm", HERE)
        self.assertEqual(acm.describe_certificate(CertificateArn=CERTIFICATE)["Certificate"]["Status"], "ISSUED")
        for unknown in (
            CERTIFICATE.replace(HERE, "us-east-1"),
            CERTIFICATE.replace("123456789012", "210987654321"),
            CERTIFICATE.replace("1111", "ffff"),
        ):
            self.refused("ResourceNotFoundException", acm.describe_certificate, CertificateArn=unknown)
            self.refused("InvalidParameterValue", self.make, ServerCertificateArn=unknown)
        self.refused("InvalidArnException", acm.describe_certificate, CertificateArn=CERTIFICATE + ":1")
        self.post("settings", {"certificates": {CERTIFICATE.rpartition("/")[2]: "EXPIRED"}})
        self.assertEqual(acm.describe_certificate(CertificateArn=CERTIFICATE)["Certificate"]["Status"], "EXPIRED")
        self.refused("InvalidParameterValue", self.make)
        made = {"Statement": [], "Version": "2012-10-17"}
        self.post("policy", made)
        self.refused("AccessDenied", acm.describe_certificate, CertificateArn=CERTIFICATE)

    def test_what_fails_says_why(self) -> None:
        self.post("settings", {"client_vpn_association_failure": "no address", "client_vpn_rule_failure": "no room"})
        made = self.make()
        self.associate(made, self.a)
        found = self.here.describe_client_vpn_target_networks(ClientVpnEndpointId=made)["ClientVpnTargetNetworks"]
        self.assertEqual(found[0]["Status"], {"Code": "association-failed", "Message": "no address"})
        self.assertEqual(self.state(made), "pending-associate")
        rule = {"ClientVpnEndpointId": made, "TargetNetworkCidr": "10.2.0.0/16"}
        self.here.authorize_client_vpn_ingress(**rule, AuthorizeAllGroups=True)
        rules = self.here.describe_client_vpn_authorization_rules(ClientVpnEndpointId=made)["AuthorizationRules"]
        self.assertEqual(rules[0]["Status"], {"Code": "failed", "Message": "no room"})

    def test_rules_come_and_go_after_a_while(self) -> None:
        self.post("settings", {"client_vpn_rules_seconds": 30})
        made = self.make()
        rule = {"ClientVpnEndpointId": made, "TargetNetworkCidr": "10.2.0.0/16"}
        self.here.authorize_client_vpn_ingress(**rule, AuthorizeAllGroups=True)
        self.assertEqual(self.rules(made), ["authorizing"])
        self.post("advance", {"seconds": 31})
        self.assertEqual(self.rules(made), ["active"])
        self.refused("InvalidParameterCombination", self.here.revoke_client_vpn_ingress, **rule)
        self.here.revoke_client_vpn_ingress(**rule, RevokeAllGroups=True)
        self.assertEqual(self.rules(made), ["revoking"])
        self.post("advance", {"seconds": 31})
        self.assertEqual(self.rules(made), [])

    def rules(self, endpoint: str) -> list[str]:
        found = self.here.describe_client_vpn_authorization_rules(ClientVpnEndpointId=endpoint)["AuthorizationRules"]
        return [each["Status"]["Code"] for each in found]

    def test_iam_looks_at_the_role_of_the_service(self) -> None:
        named = statement("Make", ["ec2:CreateClientVpnEndpoint"], "*")
        self.post("policy", {"Version": "2012-10-17", "Statement": [named]})
        self.refused("UnauthorizedOperation", self.make)
        role = "arn:aws:iam::123456789012:role/aws-service-role/clientvpn.amazonaws.com/AWSServiceRoleForClientVPN"
        may = statement("Role", ["iam:CreateServiceLinkedRole"], role)
        self.post("policy", {"Version": "2012-10-17", "Statement": [named, may]})
        self.make()

    def test_iam_looks_at_the_endpoint_and_the_subnet(self) -> None:
        made = self.make(TagSpecifications=tagged("client-vpn-endpoint", TAG))
        mine, action = {f"aws:ResourceTag/{TAG}": "false"}, ["ec2:AssociateClientVpnTargetNetwork"]
        endpoint = statement("Endpoint", action, "arn:aws:ec2:*:*:client-vpn-endpoint/*", Null=mine)
        subnet = statement("Subnet", action, f"arn:aws:ec2:*:*:subnet/{self.a}")
        for allowed in ([endpoint], [subnet]):
            self.post("policy", {"Version": "2012-10-17", "Statement": allowed})
            self.refused("UnauthorizedOperation", lambda: self.associate(made, self.a))
        self.post("policy", {"Version": "2012-10-17", "Statement": [endpoint, subnet]})
        self.associate(made, self.a)
