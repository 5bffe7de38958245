from datetime import datetime, timezone
from typing import Any

from .balancing import CERTIFICATE, POLICY, BalancingTest, answer, forward, redirect
from .cloud import HERE, THERE

SECURE = {"Protocol": "HTTPS", "Port": 443, "SslPolicy": POLICY, "Certificates": [{"CertificateArn": CERTIFICATE}]}


class HTTPListenerTests(BalancingTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"""

    def setUp(self) -> None:
        super().setUp()
        self.arn = self.balancer()
        self.stable, self.canary = self.http_group(), self.http_group("canary")

    def refused_listener(self, code: str, *actions: dict[str, Any], **more: Any) -> str:
        return self.refused(code, lambda: self.listener(self.arn, *(actions or [answer()]), **more))

    def shown(self, listener: str) -> dict[str, Any]:
        return self.elb.describe_listeners(ListenerArns=[listener])["Listeners"][0]

    def modify(self, listener: str, **more: Any) -> dict[str, Any]:
        return self.elb.modify_listener(ListenerArn=listener, **more)["Listeners"][0]

    # Ports, protocols, certificates.

    def test_ports_and_protocols_are_those_of_http(self) -> None:
        self.refused_listener("ValidationError", Protocol="TCP")
        for port in (0, 65536):
            self.refused_listener("ValidationError", Port=port)

    def test_a_port_has_one_listener_and_the_same_again_is_the_same(self) -> None:
        first = self.listener(self.arn, answer())
        self.assertEqual(first, self.listener(self.arn, answer()))
        self.refused_listener("DuplicateListener", answer("403"))
        second = self.listener(self.arn, answer(), Port=81)
        self.refused("DuplicateListener", lambda: self.modify(second, Port=80))
        # What counts is how it is now.
        self.modify(first, DefaultActions=[answer("403")])
        self.assertEqual(first, self.listener(self.arn, answer("403")))
        self.refused_listener("DuplicateListener", answer())

    def test_a_load_balancer_has_at_most_fifty(self) -> None:
        for port in range(1, 51):
            self.listener(self.arn, answer(), Port=port)
        self.refused_listener("TooManyListeners", Port=51)

    def test_https_has_a_certificate_of_the_region_that_is_issued(self) -> None:
        self.refused_listener("ValidationError", **(SECURE | {"Certificates": []}))
        self.refused_listener("ValidationError", **(SECURE | {"Certificates": [{"CertificateArn": CERTIFICATE}] * 2}))
        self.refused_listener("ValidationError", Certificates=[{"CertificateArn": CERTIFICATE}])
        far = CERTIFICATE.replace(self.here.meta.region_name, THERE)
        for other in (far, CERTIFICATE.replace("11111111", "22222222")):
            self.refused_listener("CertificateNotFound", **(SECURE | {"Certificates": [{"CertificateArn": other}]}))
        self.post("settings", {"certificates": {CERTIFICATE.rpartition("/")[2]: "PENDING_VALIDATION"}})
        self.refused_listener("UnsupportedCertificate", **SECURE)
        self.post("settings", {"certificates": {CERTIFICATE.rpartition("/")[2]: "ISSUED"}})
        shown = self.shown(self.listener(self.arn, answer(), **SECURE))
        self.assertEqual(shown["Certificates"], [{"CertificateArn": CERTIFICATE}])
        self.assertEqual([shown["Protocol"], shown["Port"], shown["SslPolicy"]], ["HTTPS", 443, POLICY])

    def test_more_certificates_than_one_are_not_emulated(self) -> None:
        listener = self.listener(self.arn, answer(), **SECURE)
        for function in (self.elb.add_listener_certificates, self.elb.remove_listener_certificates):
            certificates = [{"CertificateArn": CERTIFICATE}]
            self.refused("EmulatorCannot", function, ListenerArn=listener, Certificates=certificates)

    def test_https_has_a_policy_that_there_is(self) -> None:
        self.refused_listener("SSLPolicyNotFound", **(SECURE | {"SslPolicy": "ELBSecurityPolicy-TLS13-1-4-2030-01"}))
        self.refused_listener("ValidationError", SslPolicy=POLICY)
        without = {key: value for key, value in SECURE.items() if key != "SslPolicy"}
        shown = self.shown(self.listener(self.arn, answer(), **without))
        self.assertEqual(shown["SslPolicy"], "ELBSecurityPolicy-2016-08")
        describe = self.elb.describe_ssl_policies
        self.assertEqual([each["Name"] for each in describe(Names=[POLICY])["SslPolicies"]], [POLICY])
        self.refused("SSLPolicyNotFound", describe, Names=[POLICY, "ELBSecurityPolicy-None"])

    def test_a_listener_becomes_secure_and_plain_again(self) -> None:
        listener = self.listener(self.arn, answer())
        self.refused("ValidationError", lambda: self.modify(listener, Protocol="HTTPS", SslPolicy=POLICY))
        certificates = {"Certificates": SECURE["Certificates"]}
        self.refused("ValidationError", lambda: self.modify(listener, Protocol="HTTPS", **certificates))
        self.modify(listener, **SECURE)
        self.refused("SSLPolicyNotFound", lambda: self.modify(listener, SslPolicy="none"))
        self.assertEqual(self.modify(listener, DefaultActions=[answer("403")])["SslPolicy"], POLICY)
        shown = self.modify(listener, Protocol="HTTP", Port=80)
        self.assertNotIn("SslPolicy", shown)
        self.assertNotIn("Certificates", shown)
        self.assertEqual(self.inventory("listener")[0]["certificates"], [])

    def test_it_has_attributes_of_its_own_kind(self) -> None:
        listener, modify = self.listener(self.arn, answer()), self.elb.modify_listener_attributes
        for key in ("tcp.idle_timeout.seconds", "routing.http.response.server"):
            self.refused("ValidationError", modify, ListenerArn=listener, Attributes=[{"Key": key, "Value": "60"}])
        off = [{"Key": "routing.http.response.server.enabled", "Value": "false"}]
        modify(ListenerArn=listener, Attributes=off)
        self.assertIn(off[0], self.elb.describe_listener_attributes(ListenerArn=listener)["Attributes"])

    # What it does.

    def test_it_forwards_to_one_group_as_it_shows_it(self) -> None:
        listener = self.listener(self.arn, {"Type": "forward", "TargetGroupArn": self.stable})
        [action] = self.shown(listener)["DefaultActions"]
        self.assertEqual(action["TargetGroupArn"], self.stable)
        self.assertEqual(
            action["ForwardConfig"],
            {
                "TargetGroups": [{"TargetGroupArn": self.stable, "Weight": 1}],
                "TargetGroupStickinessConfig": {"Enabled": False},
            },
        )

    def test_weights_have_a_range_and_several_groups_need_them(self) -> None:
        for weight in (-1, 1000):
            self.refused_listener("ValidationError", forward((self.stable, 1), (self.canary, weight)))
        without = {"TargetGroups": [{"TargetGroupArn": self.stable}, {"TargetGroupArn": self.canary}]}
        self.refused_listener("ValidationError", {"Type": "forward", "ForwardConfig": without})
        listener = self.listener(self.arn, forward((self.stable, 999), (self.canary, 0)))
        [action] = self.shown(listener)["DefaultActions"]
        self.assertNotIn("TargetGroupArn", action)
        self.assertEqual([each["Weight"] for each in action["ForwardConfig"]["TargetGroups"]], [999, 0])

    def test_there_are_at_most_five_groups(self) -> None:
        groups = [self.http_group(f"g{number}") for number in range(6)]
        self.refused_listener("InvalidLoadBalancerAction", forward(*((each, 1) for each in groups)))
        self.listener(self.arn, forward(*((each, 1) for each in groups[:5])))

    def test_one_group_is_named_twice_only_when_it_is_the_same(self) -> None:
        both = forward((self.stable, 1)) | {"TargetGroupArn": self.canary}
        self.refused_listener("InvalidLoadBalancerAction", both)
        self.listener(self.arn, both | {"TargetGroupArn": self.stable})

    def test_stickiness_has_a_duration_and_groups_that_stick_need_it(self) -> None:
        pair = [(self.stable, 9), (self.canary, 1)]
        for seconds in (0, 604801):
            self.refused_listener("ValidationError", forward(*pair, sticky=seconds))
        for config in ({"Enabled": True}, {"Enabled": False, "DurationSeconds": 0}):
            action = forward(*pair)
            action["ForwardConfig"]["TargetGroupStickinessConfig"] = config
            self.refused_listener("ValidationError", action)
        self.attribute(self.canary, stickiness__enabled="true")
        message = self.refused_listener("InvalidConfigurationRequest", forward(*pair))
        self.assertIn("must enable group stickiness", message)
        listener = self.listener(self.arn, forward(*pair, sticky=604800))
        self.refused(
            "InvalidConfigurationRequest", lambda: self.modify(listener, DefaultActions=[forward(*pair)])
        )
        [action] = self.modify(listener, DefaultActions=[forward((self.canary, 1))])["DefaultActions"]
        self.assertEqual(action["ForwardConfig"]["TargetGroupStickinessConfig"], {"Enabled": False})

    def test_a_modification_replaces_the_whole_list(self) -> None:
        listener = self.listener(self.arn, forward((self.stable, 90), (self.canary, 10), sticky=3600))
        self.modify(listener, DefaultActions=[forward((self.stable, 50), (self.canary, 50))])
        [action] = self.shown(listener)["DefaultActions"]
        self.assertEqual(action["ForwardConfig"]["TargetGroupStickinessConfig"], {"Enabled": False})
        self.modify(listener, Port=8080)
        self.assertEqual(self.shown(listener)["DefaultActions"], [action])

    def test_groups_are_https_and_of_the_vpc(self) -> None:
        gone = self.stable[:-1] + "0"
        self.refused_listener("TargetGroupNotFound", forward((gone, 1)))
        self.refused_listener("ValidationError", {"Type": "forward"})
        plain = self.elb.create_target_group(Name="tcp", Protocol="TCP", Port=1, TargetType="ip", VpcId=self.v)
        self.refused_listener("IncompatibleProtocols", forward((plain["TargetGroups"][0]["TargetGroupArn"], 1)))
        other = self.http_group("other", VpcId=self.vpc(self.here, "10.3.0.0/16"))
        self.refused_listener("InvalidConfigurationRequest", forward((other, 1)))
        grpc = self.http_group("grpc", ProtocolVersion="GRPC")
        self.refused_listener("InvalidLoadBalancerAction", forward((grpc, 1)))
        self.listener(self.arn, forward((grpc, 1)), **SECURE)

    def test_redirections_change_something_and_never_to_plain(self) -> None:
        to_https = redirect(Protocol="HTTPS", Port="443")
        for config in (
            {},
            {"Query": "x=1"},
            {"Protocol": "HTTP", "Port": "80", "Host": "#{host}"},
            {"Protocol": "HTTPS", "Path": "new"},
            {"Protocol": "HTTPS", "Port": "0"},
        ):
            with self.subTest(config):
                self.refused_listener("InvalidLoadBalancerAction", redirect(**config))
        self.refused_listener("ValidationError", redirect(Protocol="HTTPS", StatusCode="HTTP_307"))
        self.refused_listener("ValidationError", redirect(Protocol="FTP"))
        for long in ({"Host": "h" * 129}, {"Path": "/" + "p" * 128}, {"Query": "q" * 129}, {"Host": ""}):
            self.refused_listener("ValidationError", redirect(Protocol="HTTPS", **long))
        self.refused_listener("InvalidLoadBalancerAction", redirect(Protocol="HTTP", Port="80"), **SECURE)
        self.refused_listener("InvalidLoadBalancerAction", to_https, **SECURE)
        listener = self.listener(self.arn, to_https)
        [action] = self.shown(listener)["DefaultActions"]
        kept = {"Host": "#{host}", "Path": "/#{path}", "Query": "#{query}"}
        self.assertEqual(
            action["RedirectConfig"], {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"} | kept
        )
        self.refused("InvalidLoadBalancerAction", lambda: self.modify(listener, **SECURE))

    def test_fixed_responses_are_legal(self) -> None:
        self.refused_listener("ValidationError", answer("301"))
        self.refused_listener("ValidationError", answer("404", MessageBody="x" * 1025))
        self.refused_listener("InvalidLoadBalancerAction", answer("404", ContentType="text/xml"))
        self.listener(self.arn, answer("404", ContentType="application/json", MessageBody="{}"))

    def test_there_is_one_routing_action(self) -> None:
        self.refused("ValidationError", lambda: self.listener(self.arn))
        self.refused_listener("TooManyActions", answer(), answer())
        self.refused_listener("ValidationError", {"Type": "drop"})

    def test_a_modification_that_is_refused_changes_nothing(self) -> None:
        listener = self.listener(self.arn, answer())
        self.refused(
            "ValidationError",
            lambda: self.modify(listener, Port=8080, DefaultActions=[forward((self.stable, 1000))]),
        )
        self.assertEqual([each["port"] for each in self.inventory("listener")], [80])

    def test_what_is_gone_is_not_found(self) -> None:
        listener = self.listener(self.arn, answer())
        self.elb.delete_listener(ListenerArn=listener)
        for function in (self.elb.delete_listener, self.elb.modify_listener):
            self.refused("ListenerNotFound", function, ListenerArn=listener)

    def test_what_clients_send_is_counted_where_it_goes(self) -> None:
        """A setting of the emulator's; without it nobody sends anything."""
        self.listener(self.arn, forward((self.stable, 100), (self.canary, 0), sticky=3600))

        def requests(group: str) -> list[float]:
            dimensions = [
                {"Name": "LoadBalancer", "Value": self.arn.partition("loadbalancer/")[2]},
                {"Name": "TargetGroup", "Value": group.rpartition(":")[2]},
            ]
            which = {"Namespace": "AWS/ApplicationELB", "MetricName": "RequestCount", "Dimensions": dimensions}
            query = {"Id": "m", "MetricStat": {"Metric": which, "Period": 60, "Stat": "Sum"}}
            answer = self.client("cloudwatch", HERE).get_metric_data(
                MetricDataQueries=[query],
                StartTime=datetime(2026, 11, 29, 10, 0, tzinfo=timezone.utc),
                EndTime=datetime(2026, 11, 29, 10, 2, tzinfo=timezone.utc),
            )
            return answer["MetricDataResults"][0]["Values"]

        self.assertEqual(requests(self.stable), [])
        self.post("settings", {"requests_a_minute": 60})
        self.assertEqual(requests(self.stable), [60, 60])
        self.assertEqual(requests(self.canary), [])

    def test_it_is_unknown_for_a_while(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        self.wait(6)
        listener = self.listener(self.arn, answer())
        self.refused("ListenerNotFound", lambda: self.modify(listener, Port=81))
        self.wait(6)
        self.modify(listener, Port=81)
