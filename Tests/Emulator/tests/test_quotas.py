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
