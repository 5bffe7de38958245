"""An emulator for a test case, and the resources that its tests start from."""

import atexit
import functools
import json
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

HERE, THERE = "ap-southeast-1", "ap-southeast-3"
"""The regions that the load balancer and the endpoint are in."""


COMPLAINTS: int | None = None
"""Where the emulator writes what goes wrong in it."""


@functools.cache
def emulator() -> str:
    """The URL of the one emulator that all tests of a run share."""
    process = subprocess.Popen(
        [sys.executable, "-m", "emulator"],
        stdout=subprocess.PIPE,
        stderr=COMPLAINTS,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    atexit.register(stop, process)
    return process.stdout.readline().split()[1]


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait()
    process.stdout.close()


@functools.cache
def client(service: str, region: str) -> Any:
    return boto3.client(
        service,
        region,
        endpoint_url=emulator(),
        aws_access_key_id="test",
        aws_secret_access_key="test",
        # The emulator is to refuse what is wrong, not the client; and at the first time.
        config=Config(retries={"max_attempts": 0}, parameter_validation=False, read_timeout=1800),
    )


class CloudTest(unittest.TestCase):
    """An empty cloud a test."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.url = emulator()
        cls.here, cls.there = cls.client("ec2", HERE), cls.client("ec2", THERE)
        cls.elb = cls.client("elbv2", HERE)

    def setUp(self) -> None:
        self.post("reset", {"seed": 1})

    @classmethod
    def client(cls, service: str, region: str) -> Any:
        return client(service, region)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/emulator/{path}", data, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def post(self, path: str, body: Any) -> Any:
        return self.ask("POST", path, body)

    def inventory(self, kind: str | None = None) -> list[dict[str, Any]]:
        return [each for each in self.ask("GET", "inventory") if kind in (None, each["type"])]

    def refused(self, code: str, function: Any, **parameters: Any) -> str:
        """Checks that the call is refused with the code; gives the message."""
        with self.assertRaises(ClientError) as caught:
            function(**parameters)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response["Error"]["Message"]

    # What most tests start from.

    def vpc(self, client: Any, block: str) -> str:
        return client.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]

    def subnet(self, client: Any, vpc: str, block: str, letter: str) -> str:
        zone = client.meta.region_name + letter
        return client.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]

    def group(self, client: Any, vpc: str, name: str = "group") -> str:
        return client.create_security_group(VpcId=vpc, GroupName=name, Description=name)["GroupId"]

    def gateway(self, client: Any, vpc: str) -> str:
        gateway = client.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        client.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        return gateway

    def peering(self, requester: str, accepter: str) -> dict[str, Any]:
        return self.here.create_vpc_peering_connection(
            VpcId=requester, PeerVpcId=accepter, PeerRegion=THERE
        )["VpcPeeringConnection"]

    def endpoint(self, vpc: str, subnets: dict[str, str], **more: Any) -> dict[str, Any]:
        """An endpoint with a fixed address in each subnet."""
        parameters = {
            "VpcEndpointType": "Interface",
            "ServiceName": f"com.amazonaws.{THERE}.sagemaker.runtime",
            "PrivateDnsEnabled": False,
            "SubnetIds": list(subnets),
            "SubnetConfigurations": [{"SubnetId": key, "Ipv4": value} for key, value in subnets.items()],
        }
        return self.there.create_vpc_endpoint(VpcId=vpc, **(parameters | more))["VpcEndpoint"]

    def load_balancer(self, subnets: list[str], **more: Any) -> dict[str, Any]:
        parameters = {"Name": "nlb", "Type": "network", "Subnets": subnets} | more
        return self.elb.create_load_balancer(**parameters)["LoadBalancers"][0]
