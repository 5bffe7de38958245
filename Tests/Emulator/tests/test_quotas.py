from .cloud import HERE, CloudTest


class QuotaTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""

    def quota(self, code: str, service: str = "vpc") -> float:
        found = self.client("service-quotas", HERE).get_service_quota(ServiceCode=service, QuotaCode=code)
        return found["Quota"]["Value"]

    def test_they_are_those_that_hold(self) -> None:
        codes = ("L-1B52E74A", "L-93826ACB", "L-0EA8095F", "L-F678F1CE")
        self.assertEqual([self.quota(each) for each in codes], [20, 500, 60, 5])
        self.assertEqual(self.quota("L-0263D0A3", "ec2"), 5)
        self.post("settings", {"gateway_endpoint_limit": 3, "routes_per_table_limit": 7})
        self.assertEqual([self.quota(each) for each in codes[:2]], [3, 7])
        self.refused("NoSuchResourceException", lambda: self.quota("L-00000000"))
        self.refused("NoSuchResourceException", lambda: self.quota("L-00000000", "ec2"))

    def test_gateways_and_vcpus_have_theirs(self) -> None:
        """https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html"""
        self.assertEqual([self.quota("L-A4707A72"), self.quota("L-FE5A380F")], [5, 5])
        self.assertEqual([self.quota(each, "ec2") for each in ("L-7029FAB6", "L-4FB7FF5D")], [5, 50])
        self.post("settings", {"vcpu_limits": {"L-417A185B": 96}, "internet_gateway_limit": 1})
        self.assertEqual(self.quota("L-417A185B", "ec2"), 96)
        self.here.create_internet_gateway()
        self.refused("InternetGatewayLimitExceeded", self.here.create_internet_gateway)
        self.post("settings", {"customer_gateway_limit": 0})
        asked = {"Type": "ipsec.1", "IpAddress": "203.0.113.7"}
        self.refused("CustomerGatewayLimitExceeded", self.here.create_customer_gateway, **asked)
