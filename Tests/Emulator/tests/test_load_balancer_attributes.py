import json
from typing import Any

from .balancing import BalancingTest
from .cloud import HERE, THERE

DELIVERY = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}


class AttributeTest(BalancingTest):
    def modify(self, arn: str, **attributes: str) -> None:
        given = [{"Key": key.replace("__", "."), "Value": value} for key, value in attributes.items()]
        self.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=given)

    def shown(self, arn: str) -> dict[str, str]:
        found = self.elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
        return {each["Key"]: each["Value"] for each in found}


class LoadBalancerAttributeTests(AttributeTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html"""

    def test_all_are_shown_with_their_defaults(self) -> None:
        found = self.shown(self.balancer())
        self.assertEqual(found["idle_timeout.timeout_seconds"], "60")
        self.assertEqual(found["load_balancing.cross_zone.enabled"], "true")
        self.assertEqual(found["routing.http.drop_invalid_header_fields.enabled"], "false")
        self.assertEqual(found["access_logs.s3.enabled"], "false")

    def test_what_is_not_known_or_not_legal_is_refused_with_all_beside_it(self) -> None:
        arn = self.balancer()
        for key, value in (
            ("idle_timeout.timeout_seconds", "0"),
            ("idle_timeout.timeout_seconds", "4001"),
            ("idle_timeout.timeout_seconds", "x"),
            ("client_keep_alive.seconds", "59"),
            ("routing.http.desync_mitigation_mode", "strict"),
            ("routing.http.drop_invalid_header_fields.enabled", "yes"),
            ("load_balancing.cross_zone.enabled", "false"),
            ("dns_record.client_routing_policy", "any_availability_zone"),
            ("idle_timeout", "60"),
        ):
            with self.subTest(f"{key}={value}"):
                legal = {"Key": "deletion_protection.enabled", "Value": "true"}
                given = [legal, {"Key": key, "Value": value}]
                modify = self.elb.modify_load_balancer_attributes
                self.refused("ValidationError", modify, LoadBalancerArn=arn, Attributes=given)
        self.assertEqual(self.shown(arn)["deletion_protection.enabled"], "false")
        self.modify(arn, idle_timeout__timeout_seconds="4000", routing__http__drop_invalid_header_fields__enabled="true")
        self.assertEqual(self.inventory("load-balancer")[0]["attributes"]["idle_timeout.timeout_seconds"], "4000")

    def test_deletion_protection_protects_until_it_is_off(self) -> None:
        arn = self.balancer()
        self.modify(arn, deletion_protection__enabled="true")
        self.refused("OperationNotPermitted", self.elb.delete_load_balancer, LoadBalancerArn=arn)
        self.modify(arn, deletion_protection__enabled="false")
        self.elb.delete_load_balancer(LoadBalancerArn=arn)


class AccessLogTests(AttributeTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"""

    def setUp(self) -> None:
        super().setUp()
        self.s3 = self.client("s3", HERE)
        self.arn = self.balancer()

    def bucket(self, name: str = "logs", region: str = HERE) -> None:
        self.client("s3", region).create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": region}
        )

    def let_in(self, resource: str, principal: Any = None, **more: Any) -> None:
        statement = {"Effect": "Allow", "Principal": principal or DELIVERY, "Action": "s3:PutObject"}
        document = {"Version": "2012-10-17", "Statement": [statement | {"Resource": resource} | more]}
        self.s3.put_bucket_policy(Bucket="logs", Policy=json.dumps(document))

    def log(self, **more: str) -> None:
        attributes = {"access_logs__s3__enabled": "true", "access_logs__s3__bucket": "logs"} | more
        self.modify(self.arn, **attributes)

    def refused_log(self, code: str = "InvalidConfigurationRequest", **more: str) -> str:
        return self.refused(code, lambda: self.log(**more))

    def test_a_bucket_is_named_exists_and_lets_the_logs_in(self) -> None:
        self.refused_log("ValidationError", access_logs__s3__bucket="")
        self.refused_log()
        self.bucket()
        self.assertIn("Please check S3bucket permission", self.refused_log())
        for resource, principal in (
            ("arn:aws:s3:::logs/AWSLogs/210987654321/*", DELIVERY),
            ("arn:aws:s3:::logs/AWSLogs/123456789012/*", {"Service": "delivery.logs.amazonaws.com"}),
            ("arn:aws:s3:::logs/AWSLogs/123456789012/*", {"AWS": "arn:aws:iam::127311923021:root"}),
        ):
            with self.subTest(resource):
                self.let_in(resource, principal)
                self.refused_log()
        self.assertEqual(self.shown(self.arn)["access_logs.s3.enabled"], "false")
        self.let_in("arn:aws:s3:::logs/AWSLogs/123456789012/*")
        self.log()
        self.assertEqual(self.shown(self.arn)["access_logs.s3.enabled"], "true")

    def test_it_writes_a_test_file_at_once(self) -> None:
        self.bucket()
        self.let_in("arn:aws:s3:::logs/api/AWSLogs/123456789012/*")
        self.refused_log()
        self.refused_log("ValidationError", access_logs__s3__prefix="api/AWSLogs")
        self.log(access_logs__s3__prefix="api")
        self.assertEqual(
            self.inventory("bucket")[0]["objects"], ["api/AWSLogs/123456789012/ELBAccessLogTestFile"]
        )

    def test_a_policy_may_name_load_balancers_or_the_regions_account(self) -> None:
        self.bucket()
        resource = "arn:aws:s3:::logs/AWSLogs/123456789012/*"
        source = {"ArnLike": {"aws:SourceArn": f"arn:aws:elasticloadbalancing:{THERE}:123456789012:loadbalancer/*"}}
        self.let_in(resource, Condition=source)
        self.refused_log()
        source = {"ArnLike": {"aws:SourceArn": f"arn:aws:elasticloadbalancing:{HERE}:123456789012:loadbalancer/*"}}
        self.let_in(resource, Condition=source)
        self.log()
        self.let_in(resource, {"AWS": "arn:aws:iam::114774131450:root"})
        self.log()

    def test_the_bucket_is_of_the_region_and_has_no_key_of_its_own(self) -> None:
        self.bucket("far", THERE)
        message = self.refused_log(access_logs__s3__bucket="far")
        self.assertIn("not located in the same region", message)
        self.bucket()
        self.let_in("arn:aws:s3:::logs/AWSLogs/123456789012/*")
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
        self.s3.put_bucket_encryption(Bucket="logs", ServerSideEncryptionConfiguration={"Rules": [rule]})
        self.refused_log()
