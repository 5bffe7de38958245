import re

from .vpn import VpnTest, tagged

NOBODYS = "vpn-11111111111111111"
STATIC = {"StaticRoutesOnly": True}


class VpnConnectionTests(VpnTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html"""

    def setUp(self) -> None:
        super().setUp()
        self.c, self.g = self.customer(), self.attached()

    def test_it_takes_time_to_come_and_to_go(self) -> None:
        self.post("settings", {"vpn_connection_available_seconds": 60, "vpn_connection_deleted_seconds": 60})
        made = self.connect(self.c, self.g, TagSpecifications=tagged("vpn-connection"))["VpnConnectionId"]
        self.assertEqual(self.connection(made)["State"], "pending")
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.connection(made)["State"], "available")
        self.assertEqual([each["tags"] for each in self.inventory("vpn-connection")], [{"Owner": "us"}])
        self.refused("IncorrectState", self.here.delete_customer_gateway, CustomerGatewayId=self.c)
        self.here.delete_vpn_connection(VpnConnectionId=made)
        self.assertEqual(self.connection(made)["State"], "deleting")
        self.refused("IncorrectState", self.here.delete_customer_gateway, CustomerGatewayId=self.c)
        self.post("advance", {"seconds": 61})
        shown = self.connection(made)
        self.assertEqual(shown["State"], "deleted")
        self.assertNotIn("CustomerGatewayConfiguration", shown)
        self.assertEqual(self.inventory("vpn-connection"), [])
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.here.delete_customer_gateway(CustomerGatewayId=self.c)

    def test_the_same_gateways_have_one(self) -> None:
        one = self.connect(self.c, self.g)["VpnConnectionId"]
        self.assertEqual(self.connect(self.c, self.g)["VpnConnectionId"], one)
        self.here.delete_vpn_connection(VpnConnectionId=one)
        self.assertNotEqual(self.connect(self.c, self.g)["VpnConnectionId"], one)

    def test_one_device_is_not_connected_twice(self) -> None:
        self.connect(self.c, self.g)
        self.refused(
            "InvalidCustomerGateway.DuplicateIpAddress", lambda: self.connect(self.customer(BgpAsn=65009), self.g)
        )

    def test_keys_are_in_the_answers_and_known_to_tests(self) -> None:
        made = self.connect(self.c, self.g)
        keys = [each["PreSharedKey"] for each in made["Options"]["TunnelOptions"]]
        self.assertEqual(self.ask("GET", "secrets"), keys)
        for key in keys:
            self.assertRegex(key, r"^SECRET\.KEY\.[A-Za-z0-9]{21}$")
            self.assertIn(key, made["CustomerGatewayConfiguration"])
            self.assertIn(key, self.connection(made["VpnConnectionId"])["CustomerGatewayConfiguration"])
        self.assertNotIn("PreSharedKeyArn", made)

    def test_keys_in_secrets_manager_are_in_no_answer(self) -> None:
        made = self.connect(self.c, self.g, PreSharedKeyStorage="SecretsManager")
        self.assertRegex(made["PreSharedKeyArn"], r"^arn:aws:secretsmanager:ap-southeast-1:\d+:secret:s2svpn!vpn-")
        self.assertEqual(len(self.ask("GET", "secrets")), 2)
        for key in self.ask("GET", "secrets"):
            self.assertNotIn(key, str(made) + str(self.connection(made["VpnConnectionId"])))
        self.refused("InvalidParameterValue", lambda: self.connect(self.c, self.g, PreSharedKeyStorage="S3"))

    def test_keys_that_are_given_are_legal(self) -> None:
        for key in ("short.7", "0starts.with.zero", "has-a-hyphen", "a" * 65):
            options = {"TunnelOptions": [{"PreSharedKey": key}]}
            self.refused("InvalidParameterValue", lambda: self.connect(self.c, self.g, Options=options))  # noqa: B023
        options = {"TunnelOptions": [{"PreSharedKey": "Legal.key_1"}, {"PreSharedKey": "Legal.key_2"}]}
        self.connect(self.c, self.g, Options=options)
        self.assertEqual(self.ask("GET", "secrets"), ["Legal.key_1", "Legal.key_2"])

    def test_tunnel_options_are_kept_if_they_are_legal(self) -> None:
        tunnel = {
            "IKEVersions": [{"Value": "ikev2"}],
            "Phase1DHGroupNumbers": [{"Value": 20}],
            "Phase1EncryptionAlgorithms": [{"Value": "AES256-GCM-16"}],
            "Phase1IntegrityAlgorithms": [{"Value": "SHA2-256"}],
            "StartupAction": "start",
            "DPDTimeoutAction": "restart",
            "TunnelInsideCidr": "169.254.100.0/30",
        }
        made = self.connect(self.c, self.g, Options={"TunnelOptions": [tunnel, {}]})
        first, second = self.connection(made["VpnConnectionId"])["Options"]["TunnelOptions"]
        self.assertEqual([each["Value"] for each in first["IkeVersions"]], ["ikev2"])
        self.assertEqual([each["Value"] for each in first["Phase1DHGroupNumbers"]], [20])
        self.assertEqual([first["StartupAction"], first["DpdTimeoutAction"]], ["start", "restart"])
        self.assertEqual(first["TunnelInsideCidr"], "169.254.100.0/30")
        self.assertNotEqual(second["TunnelInsideCidr"], first["TunnelInsideCidr"])
        for wrong in (
            {"Phase2DHGroupNumbers": [{"Value": 1}]},
            {"StartupAction": "begin"},
            {"Phase1LifetimeSeconds": 100},
            {"TunnelInsideCidr": "169.254.0.0/30"},
            {"TunnelInsideCidr": "10.0.0.0/30"},
            {"TunnelInsideCidr": "169.254.100.1/30"},
        ):
            options = {"TunnelOptions": [wrong]}
            other = self.customer("203.0.113.9")
            self.refused("InvalidParameterValue", lambda: self.connect(other, self.g, Options=options))  # noqa: B023
        options = {"TunnelOptions": [{"StartupAction": "add"}] * 3}
        self.refused("InvalidParameterValue", lambda: self.connect(other, self.g, Options=options))
        options = {"TunnelOptions": [{"TunnelInsideCidr": "169.254.100.0/30"}]}
        self.refused("InvalidCidr.InUse", lambda: self.connect(self.customer("203.0.113.9"), self.g, Options=options))

    def test_tunnels_are_down_until_the_device_is_there(self) -> None:
        made = self.connect(self.c, self.g)["VpnConnectionId"]
        tunnels = self.connection(made)["VgwTelemetry"]
        self.assertEqual([each["Status"] for each in tunnels], ["DOWN", "DOWN"])
        self.assertEqual(len({each["OutsideIpAddress"] for each in tunnels}), 2)
        self.post("settings", {"vpn_tunnels_up": True})
        self.assertEqual([each["Status"] for each in self.connection(made)["VgwTelemetry"]], ["UP", "UP"])
        self.post("settings", {"vpn_second_tunnel_down": True})
        self.assertEqual([each["Status"] for each in self.connection(made)["VgwTelemetry"]], ["UP", "DOWN"])

    def test_static_routes_are_those_of_static_ones(self) -> None:
        self.post("settings", {"vpn_connection_available_seconds": 60})
        made = self.connect(self.c, self.g, Options=STATIC)["VpnConnectionId"]
        route = {"VpnConnectionId": made, "DestinationCidrBlock": "192.168.0.0/16"}
        self.refused("InvalidVpnConnection.InvalidState", self.here.create_vpn_connection_route, **route)
        self.post("advance", {"seconds": 61})
        self.here.create_vpn_connection_route(**route)
        self.here.create_vpn_connection_route(**route)
        self.assertEqual([each["DestinationCidrBlock"] for each in self.connection(made)["Routes"]], ["192.168.0.0/16"])
        self.here.delete_vpn_connection_route(**route)
        self.assertEqual(self.connection(made).get("Routes", []), [])
        self.refused("InvalidRoute.NotFound", self.here.delete_vpn_connection_route, **route)
        self.refused(
            "InvalidParameterValue", self.here.create_vpn_connection_route, **route | {"DestinationCidrBlock": "a"}
        )
        learning = self.connect(self.customer("203.0.113.8"), self.g)["VpnConnectionId"]
        self.refused(
            "InvalidVpnConnection.InvalidType",
            self.here.create_vpn_connection_route,
            **route | {"VpnConnectionId": learning},
        )

    def test_filters_are_obeyed(self) -> None:
        ours = self.connect(self.c, self.g, Options=STATIC, TagSpecifications=tagged("vpn-connection"))
        self.connect(self.customer("203.0.113.8"), self.g)
        for name, value in (
            ("tag:Owner", "us"),
            ("customer-gateway-id", self.c),
            ("option.static-routes-only", "true"),
        ):
            answer = self.here.describe_vpn_connections(Filters=[{"Name": name, "Values": [value]}])
            found = [each["VpnConnectionId"] for each in answer["VpnConnections"]]
            self.assertEqual(found, [ours["VpnConnectionId"]])

    def test_its_type_is_known_and_its_sides_are_two_autonomous_systems(self) -> None:
        self.refused("InvalidParameterValue", lambda: self.connect(self.c, self.g, Type="ipsec.2"))
        same = self.private_gateway(AmazonSideAsn=65000)
        self.assertIn("65000", self.refused("InvalidParameterValue", lambda: self.connect(self.c, same)))

    def test_what_is_unknown_is_refused(self) -> None:
        unknown = "InvalidVpnConnectionID.NotFound"
        self.refused(unknown, self.here.describe_vpn_connections, VpnConnectionIds=[NOBODYS])
        self.refused(unknown, self.here.delete_vpn_connection, VpnConnectionId=NOBODYS)
        self.refused("InvalidCustomerGatewayID.NotFound", lambda: self.connect("cgw-11111111", self.g))
        self.refused("InvalidVpnGatewayID.NotFound", lambda: self.connect(self.c, "vgw-11111111"))

    def test_a_sample_for_the_device_holds_the_keys(self) -> None:
        for storage in ("Standard", "SecretsManager"):
            with self.subTest(storage):
                customer = self.customer(f"203.0.113.{len(storage)}")
                made = self.connect(customer, self.g, PreSharedKeyStorage=storage)["VpnConnectionId"]
                keys = self.ask("GET", "secrets")[-2:]
                text = self.sample(made)
                self.assertEqual(re.findall(r"pre-shared-key (\S+)", text), keys)
                self.assertIn(made, text)
        self.post("settings", {"vpn_samples_without_keys": True})
        self.assertNotIn("SECRET", self.sample(made))
        self.refused("UnsupportedOperation", lambda: self.sample(made, InternetKeyExchangeVersion="ikev1"))
        self.refused("InvalidParameterValue", lambda: self.sample(made, VpnConnectionDeviceTypeId="00000000"))
        self.refused("InvalidParameterValue", lambda: self.sample(made, InternetKeyExchangeVersion="ikev3"))
        self.refused("InvalidParameterValue", lambda: self.sample(made, SampleType="best"))
        self.refused("InvalidVpnConnectionID.NotFound", lambda: self.sample(NOBODYS))

    def sample(self, connection: str, **more: str) -> str:
        kinds = self.here.get_paginator("get_vpn_connection_device_types").paginate().build_full_result()
        generic = [each for each in kinds["VpnConnectionDeviceTypes"] if each["Vendor"] == "Generic"]
        asked = {
            "VpnConnectionId": connection,
            "VpnConnectionDeviceTypeId": generic[0]["VpnConnectionDeviceTypeId"],
            "InternetKeyExchangeVersion": "ikev2",
            "SampleType": "recommended",
        }
        answer = self.here.get_vpn_connection_device_sample_configuration(**asked | more)
        return str(answer["VpnConnectionDeviceSampleConfiguration"])
