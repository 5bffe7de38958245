"""Runs the generated scripts under the policies that accelgen prints: nothing is missing in them, nothing spare.

usage: Tests/permitted [--stack NAME] [--each-refusal] [--accelgen PATH]

IAM is emulated by action, resource and condition (Tests/Emulator/emulator/authorization.py). Under the policy
for each purpose its scripts are run through all that they can do: made, changed, adopted, gone. Each action of
each statement must have been needed by some call, one that no other statement would have allowed: without
it, that call is refused. That a refusal makes a script fail is tried on some.

Nothing here knows a stack: what a stack has of the keys, kinds and permissions that are named here is used.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import belongings
from .cloud import HURRIED, Cloud
from .drifts import KINDS, change_prefixes, deletion, entry, key_of
from .scripts import DEFAULT_STACK, REPOSITORY, PreforkedAWS, Scripts, stacks
from emulator.authorization import Policy, as_list
from emulator.world import world

POLICY_FILE = "policy.json"
CERTIFICATES = "arn:aws:acm:us-east-1:123456789012:certificate"
CLIENT_VPN = {
    "CLIENT_VPN_CIDR": "10.100.0.0/22",
    "CLIENT_VPN_CLIENT_CA_ARN": f"{CERTIFICATES}/11111111-2222-3333-4444-555555555555",
    "CLIENT_VPN_SERVER_CERTIFICATE_ARN": f"{CERTIFICATES}/11111111-2222-3333-4444-555555555555",
}
BEFORE = CLIENT_VPN | {
    "ALARM_EMAIL": "before@example.com",
    "CDN": "true",
    "CLOSED_PATHS": "/metrics*",
    "DENY_CIDRS": "192.0.2.0/24",
    "DX_CIDRS": "192.168.0.0/16",
    "DX_GATEWAY_ASN": "64520",
    "EXPOSE_CLIENT_CIDRS": "203.0.113.0/24",
    "FLOW_LOGS": "cloudwatch",
    "FLOW_LOG_DAYS": "30",
    "GATEWAY_SECURITY_GROUP": "true",
    "NETWORK_ACLS": "true",
    "S3_BUCKETS": "before,kept",
    "SERVER_TYPE": "t3.large",
    "TAGS": "Team=network",
    "TRAINING_TYPE": "p4d.24xlarge",
    "VPN_CIDRS": "192.168.0.0/16,172.20.0.0/16",
    "VPN_DEVICE_IP": "203.0.113.10",
}
AFTER = CLIENT_VPN | {
    "ALARM_EMAIL": "after@example.com",
    "CDN": "true",
    "CDN_CERTIFICATE_ARN": f"{CERTIFICATES}/11111111-2222-3333-4444-555555555555",
    "CERTIFICATE_ARN": f"{CERTIFICATES}/66666666-7777-8888-9999-000000000000",
    "CLIENT_VPN_SERVER_CERTIFICATE_ARN": f"{CERTIFICATES}/66666666-7777-8888-9999-000000000000",
    "CLOSED_PATHS": "/metrics*,/admin/*",
    "DENY_CIDRS": "192.0.2.0/24,203.0.113.0/24",
    "DOMAIN_NAME": "models.example.com",
    "DX_CIDRS": "192.168.0.0/16,10.200.0.0/16",
    "DX_GATEWAY_ASN": "64520",
    "DYNAMODB_TABLES": "after",
    "EXPOSE_CLIENT_CIDRS": "198.51.100.0/24",
    "EXPOSE_ENDPOINT_POLICY_FILE": POLICY_FILE,
    "EXPOSE_IDLE_TIMEOUT_SECONDS": "400",
    "FLOW_LOGS": "cloudwatch",
    "FLOW_LOGS_RETENTION_DAYS": "14",
    "FLOW_LOG_DAYS": "14",
    "GATEWAY_AWS_BUCKETS": "ecr",
    "GATEWAY_SECURITY_GROUP": "true",
    "HEALTH_PATH": "/ready",
    "IDLE_TIMEOUT_SECONDS": "120",
    "INTERFACE_ENDPOINTS": "ssm",
    "LOG_BUCKET": belongings.LOG_BUCKET,
    "MESH_HOST": "models.production.svc.cluster.local",
    "NETWORK_ACLS": "true",
    "RESOURCE_ENDPOINT_POLICY_FILE": POLICY_FILE,
    "S3_BUCKETS": "after,kept",
    "SERVER_TYPE": "t3.large",
    "TAGS": "Owner=operations",
    "TRAINING_COUNT": "2",
    "VPN_CIDRS": "192.168.0.0/16",
    "VPN_DEVICE_IP": "203.0.113.10",
    "TRAINING_TYPE": "p4d.24xlarge",
}
"""What can be changed of a deployment whose stack has the key, before and after."""
FEWER = {
    "CANARY": "false",
    "CERTIFICATE_ARN": "",
    "CLOSED_PATHS": "",
    "LOG_BUCKET": "",
    "SERVER_TYPE": "t3.xlarge",
    "WEB_ACL_ARN": "",
}
"""What a load balancer behind a CDN can do without, in one version that is another one."""
LESS = {
    "CANARY": "false",
    "CDN": "false",
    "CERTIFICATE_ARN": "",
    "CLIENT_CIDRS": "198.51.100.0/24",
    "CLIENT_VPN_SERVER_CERTIFICATE_ARN": "",
    "DENY_CIDRS": "",
    "DX_CIDRS": "",
    "DX_GATEWAY_ASN": "",
    "DYNAMODB_TABLES": "",
    "FLOW_LOGS": "none",
    "FLOW_LOG_DAYS": "",
    "GATEWAY_ENDPOINTS": "s3",
    "GATEWAY_SECURITY_GROUP": "false",
    "GATEWAY_SERVICES": "s3",
    "INTERFACE_ENDPOINTS": "",
    "LOG_BUCKET": "",
    "MESH_HOST": "",
    "NAT": "none",
    "NETWORK_ACLS": "false",
    "TRAINING_TYPE": "",
    "VPN_DEVICE_IP": "",
    "WEB_ACL_ARN": "",
}
"""What a deployment can do without: it goes, and comes back."""

REFUSED = (
    ("deploy", "Make", "ec2:CreateVpc"),
    ("deploy", "TagNew", "ec2:CreateTags"),
    ("deploy", "AccelgenLook", "ec2:DescribeAvailabilityZones"),
    ("deploy", "MakeInVpc", "ec2:CreateSubnet"),
    ("deploy", "UseOwn", "ec2:CreateSubnet"),
    ("deploy", "UseOwn", "ec2:AttachInternetGateway"),
    ("status", "AccelgenLook", "elasticloadbalancing:DescribeTargetHealth"),
    ("status", "AccelgenLook", "ec2:DescribeRouteTables"),
    ("cleanup", "UseOwn", "ec2:ReleaseAddress"),
    ("cleanup", "UseOwn", "ec2:DeleteVpc"),
)
"""Permissions (purpose, statement, action) whose absence is tried where a policy has them."""

ENDPOINT_POLICY = {
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}]
}
"""Another than the one that an endpoint has by itself."""

OTHER_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}

BUCKET = "logs-of-somebody"
FROM_DELIVERY = {"Effect": "Allow", "Principal": {"Service": "delivery.logs.amazonaws.com"}}
BUCKET_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        FROM_DELIVERY | {"Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"},
        FROM_DELIVERY | {"Action": "s3:GetBucketAcl", "Resource": f"arn:aws:s3:::{BUCKET}"},
    ],
}
"""What lets flow logs in."""


class Wrong(Exception):
    pass


class Project:
    """A folder with an env template, what accelgen makes of it, and an `env` that outlives changes."""

    def __init__(self, folder: Path, stack: str, accelgen: Path, cloud: Cloud, aws: PreforkedAWS) -> None:
        self.folder, self.stack, self.accelgen = folder, stack, accelgen
        (folder / POLICY_FILE).write_text(json.dumps(ENDPOINT_POLICY))
        self.shipped = (REPOSITORY / f"generated/{stack}/env.template").read_text()
        self.made: dict[str, str] = {}
        """Values of keys that AWS makes up, where they are asked for."""
        shown = json.loads(self._run("show", f"--stack={stack}", "--format=json"))
        self.keys = {each["key"] for each in shown["configuration"] if each["source"]["kind"] != "derived"}
        self.configure(BEFORE)
        # What alarms of errors watch is there only where its owner has turned it on.
        for bucket in ("before", "kept", "after"):
            cloud.tell("us-east-1", "AWS/S3", "5xxErrors", BucketName=bucket, FilterId="EntireBucket")
        self.scripts = Scripts(folder / "run", cloud, aws, self.generated)
        if "WEB_ACL_ARN" in self.keys:
            self.made = belongings.put(cloud)

    @property
    def generated(self) -> Path:
        return self.folder / "generated" / self.stack

    def configure(self, values: dict[str, str]) -> None:
        """Generates anew, with these values, where the stack has the keys, beside those of the shipped env template."""
        if "LOG_BUCKET" in values:
            values = self.made | values
        values = {key: value for key, value in values.items() if key in self.keys}
        others = re.sub(rf"^({'|'.join(values)})=.*\n", "", self.shipped, flags=re.MULTILINE)
        lines = [f'{key}="{value}"\n' for key, value in values.items()]
        (self.folder / "env.template").write_text(others + "".join(lines))
        self._run("generate", f"--stack={self.stack}")
        if (self.folder / "run").exists():
            shutil.copytree(self.generated, self.scripts.scripts, dirs_exist_ok=True)

    def policy(self, *purpose: str) -> Policy:
        purposes = [f"--for={each}" for each in purpose]
        return Policy(json.loads(self._run("policy", f"--stack={self.stack}", *purposes)))

    def _run(self, *arguments: str) -> str:
        run = subprocess.run([self.accelgen, *arguments], cwd=self.folder, capture_output=True, text=True)
        if run.returncode != 0:
            raise Wrong(run.stderr)
        return run.stdout


class Trial:
    def __init__(self, project: Project, cloud: Cloud) -> None:
        self.project, self.cloud, self.scripts = project, cloud, project.scripts
        self.needed: dict[str, set[tuple[str, str]]] = {}
        self.allowed: dict[str, set[tuple[str, str]]] = {}

    def run(self, purpose: str, script: str, *arguments: str, status: int = 0) -> str:
        """Runs a script under the policy for its purpose."""
        policy = self.project.policy(purpose)
        outcome = self.run_under(policy, script, *arguments)
        if outcome.status != status:
            raise Wrong(f"{script} under the policy for {purpose}: status {outcome.status}\n{outcome.output}")
        self.needed.setdefault(purpose, set()).update(policy.needed)
        self.allowed.setdefault(purpose, set()).update(pairs(policy))
        print(f"  {purpose}: {script} {' '.join(arguments)}, {outcome.seconds:.1f} s", flush=True)
        return outcome.output

    def run_freely(self, script: str, *arguments: str) -> None:
        """Runs a script with nothing forbidden, for what comes after."""
        outcome = self.scripts.run(script, *arguments)
        if outcome.status != 0:
            raise Wrong(f"{script}: status {outcome.status}\n{outcome.output}")
        print(f"  {script} {' '.join(arguments)}, {outcome.seconds:.1f} s", flush=True)

    def run_under(self, policy: Policy, script: str, *arguments: str) -> Any:
        world.policy = policy
        try:
            return self.scripts.run(script, *arguments)
        finally:
            world.policy = None

    def found(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.cloud.inventory() if each["type"] == kind]

    # What the scripts must be able to do.

    def all(self) -> None:
        env = self.scripts.scripts / "env"
        deploy = self.scripts.deploying("--no-verify")
        self.run("deploy", *deploy)
        self.disturb()
        self.exclude()
        self.project.configure(AFTER)
        self.run("deploy", *deploy)
        world.settings.block_public_access = "off"
        for region, table in self.foreign:
            self.cloud.client("ec2", region).delete_route_table(RouteTableId=table)
        for undo in self.led:
            undo()
        self.run("status", "status.sh")
        stale = env.read_text()
        for each in self.found("target-group"):
            if (key_of(each) or "").startswith("NETWORK_CANARY_"):
                deletion(each)(self.cloud)
        self.scripts.lose_env()
        self.run("deploy", *deploy)
        if "CANARY" in self.project.keys:
            self.fewer(deploy)
        if self.project.keys & set(LESS):
            self.project.configure(AFTER | LESS)
            self.disturb_defaults()
            self.run("deploy", *deploy)
            if "SERVER_TYPE" in self.project.keys:
                self.suspend()
                self.project.configure(AFTER | LESS | {"SERVER_TYPE": ""})
                self.run("deploy", *deploy)
            self.project.configure(AFTER)
            self.run("deploy", *deploy)
        if "TRAINING_TYPE" in self.project.keys:
            for command in (("up",), ("status",), ("down",), ("up", "2", "--hours", "1")):
                self.run("train", "train.sh", *command)
            self.reserved(deploy)
        if "DX_GATEWAY_ASN" in self.project.keys:
            self.order_port()
        if "CANARY" in self.project.keys:
            self.shifted(deploy)
        if "CDN" in self.project.keys:
            # The web ACL goes from the load balancer to the distribution, which is taken away with it.
            self.project.configure(AFTER | {"WEB_ACL_ARN": belongings.web_acl(self.cloud, "CLOUDFRONT")})
            self.run("deploy", *deploy)
        self.scripts.lose_env()
        # A subnet that is free and goes first takes along what associates it with its table.
        self.cloud.strike_no_more()
        self.cloud.strike(kind="refuse", action="DeleteSubnet", until="DeleteRouteTable", code="DependencyViolation")
        self.suspend()
        self.kept()
        self.cloud.strike_no_more()
        self.run("cleanup", "cleanup.sh", "--yes")
        self.expect_nothing_left()
        self.project.configure(AFTER)
        # What `env` knows and AWS does not is looked for one by one.
        for purpose, script, options, status in (
            ("status", "status.sh", (), 1),
            ("cleanup", "cleanup.sh", ("--yes",), 0),
            ("deploy", deploy[0], deploy[1:], 0),
        ):
            env.write_text(stale)
            self.run(purpose, script, *options, status=status)
        if "FLOW_LOGS" in self.project.keys:
            self.into_bucket(deploy)
        self.aimed_at()
        self.outlived()
        self.crowded(deploy)
        self.refused_zones(stale, self.scripts.deploying("--no-verify", "--sequential"))

    def reserved(self, deploy: tuple[str, ...]) -> None:
        """Has training use capacity that somebody has reserved in a placement group, and no longer."""
        # Model servers are in no placement group.
        training = next(each for each in self.found("instance") if each["placementGroup"])
        (zone,) = {each["zone"] for each in self.found("subnet") if each["id"] == training["subnet"]}
        ec2 = self.cloud.client("ec2", zone[:-1])
        group = ec2.create_placement_group(GroupName="somebodys", Strategy="cluster")["PlacementGroup"]
        self.cloud.pass_time(HURRIED["not_found_yet_seconds"])
        made = ec2.create_capacity_reservation(
            InstanceType=AFTER["TRAINING_TYPE"],
            InstancePlatform="Linux/UNIX",
            AvailabilityZone=zone,
            InstanceCount=2,
            PlacementGroupArn=group["GroupArn"],
        )["CapacityReservation"]["CapacityReservationId"]
        self.run("train", "train.sh", "down")
        self.project.configure(AFTER | {"TRAINING_RESERVATION_ID": made})
        self.run("deploy", *deploy)
        self.run("status", "status.sh")
        self.run("train", "train.sh", "up")
        self.run("train", "train.sh", "down")
        self.project.configure(AFTER)
        self.run("deploy", *deploy)
        ec2.cancel_capacity_reservation(CapacityReservationId=made)
        ec2.delete_placement_group(GroupName="somebodys")
        self.run("train", "train.sh", "up", "2", "--hours", "1")

    def suspend(self) -> None:
        """What is suspended goes on for the end of its group."""
        for group in self.found("auto-scaling-group"):
            scaling = self.cloud.client("autoscaling", group["region"])
            scaling.suspend_processes(AutoScalingGroupName=group["name"], ScalingProcesses=["AlarmNotification"])

    def fewer(self, deploy: tuple[str, ...]) -> None:
        """Has the servers replaced by those of another version, and what somebody begins to replace them by called off."""
        self.project.configure(AFTER | FEWER)
        self.run("deploy", *deploy)
        (group,) = self.found("auto-scaling-group")
        old = {"LaunchTemplateId": group["template"], "Version": "1"}
        scaling = self.cloud.client("autoscaling", group["region"])
        scaling.update_auto_scaling_group(AutoScalingGroupName=group["name"], LaunchTemplate=old)
        world.settings.refresh_begins_seconds = 600
        scaling.start_instance_refresh(AutoScalingGroupName=group["name"])
        self.run("deploy", *deploy)
        world.settings.refresh_begins_seconds = HURRIED["refresh_begins_seconds"]

    def shifted(self, deploy: tuple[str, ...]) -> None:
        """Has another version of the servers tried, which nobody asks anything, taken back, and made the stable one."""
        self.project.configure(AFTER | {"SERVER_TYPE": "t3.xlarge"})
        self.run_freely(*deploy)
        world.settings.requests_a_minute = 0
        self.run("shift", "shift.sh", "10", "--bake", "1", status=4)
        world.settings.requests_a_minute = HURRIED["requests_a_minute"]
        for options in (("status",), ("rollback",), ("100", "--bake", "0")):
            self.run("shift", "shift.sh", *options)
        # Somebody replaces the servers meanwhile, which is called off.
        (stable,) = [each for each in self.found("auto-scaling-group") if each["name"].endswith("-stable")]
        world.settings.refresh_begins_seconds = 600
        self.cloud.client("autoscaling", stable["region"]).start_instance_refresh(AutoScalingGroupName=stable["name"])
        world.settings.refresh_begins_seconds = HURRIED["refresh_begins_seconds"]
        self.run("shift", "shift.sh", "promote")
        self.project.configure(AFTER)
        self.run_freely(*deploy)

    def order_port(self) -> None:
        """Orders a port, has its letter of authorization, and cancels it."""
        at = ("--location", "EqDC2", "--speed", "1Gbps")
        for options in (("--list",), at, (*at, "--yes"), ("--status",)):
            self.run("dx-order", "dx_order.sh", *options)
        self.cloud.pass_time(world.settings.direct_connect_requested_seconds)
        for options in (("--loa",), ("--cancel",), ("--cancel", "--yes"), ("--forget",)):
            self.run("dx-order", "dx_order.sh", *options)

    def into_bucket(self, deploy: tuple[str, ...]) -> None:
        """Has flow logs go to a bucket, whose policy lets them in, and takes all away."""
        s3 = self.cloud.client("s3", "us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(BUCKET_POLICY))
        self.project.configure(AFTER | {"FLOW_LOGS": "s3", "FLOW_LOGS_BUCKET": BUCKET})
        for purpose, *script in (("deploy", *deploy), ("status", "status.sh"), ("cleanup", "cleanup.sh", "--yes")):
            self.run(purpose, *script)
        if json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"]) != BUCKET_POLICY:
            raise Wrong("the bucket's policy is another")
        s3.delete_bucket(Bucket=BUCKET)
        self.project.configure(AFTER)

    def kept(self) -> None:
        """Has all taken away but the VPCs, for in each there is something of somebody's: it is asked what keeps them."""
        made = []
        for vpc in self.found("vpc"):
            ec2 = self.cloud.client("ec2", vpc["region"])
            gateway = ec2.create_egress_only_internet_gateway(VpcId=vpc["id"])["EgressOnlyInternetGateway"]
            made.append((ec2, gateway["EgressOnlyInternetGatewayId"]))
        self.run("cleanup", "cleanup.sh", "--yes", status=1)
        for ec2, gateway in made:
            ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=gateway)

    def crowded(self, deploy: tuple[str, ...]) -> None:
        """Where more VPCs are in use than every account has room for, it is asked how many this one has."""
        made = []
        for region in sorted({each["region"] for each in self.found("target-group")} or {"us-east-1"}):
            ec2 = self.cloud.client("ec2", region)
            for _ in range(world.settings.vpc_limit - len(ec2.describe_vpcs()["Vpcs"])):
                made.append((ec2, ec2.create_vpc(CidrBlock="10.99.0.0/16")["Vpc"]["VpcId"]))
        if made:
            self.cloud.pass_time(HURRIED["not_found_yet_seconds"])
            self.run("deploy", *deploy, status=1)
        for ec2, vpc in made:
            ec2.delete_vpc(VpcId=vpc)

    def refused_zones(self, env: str, deploy: tuple[str, ...]) -> None:
        """Where a zone takes no load balancer, its subnet is left for another zone's."""
        if zones := re.findall(r"^EXPOSE_ZONE_1=(.+)$", env, re.MULTILINE):
            world.settings.zones_without_load_balancers = zones
            self.run("deploy", *deploy)
            world.settings.zones_without_load_balancers = []
            return
        self.run_freely(*deploy)
        subnet = min(self.found("subnet"), key=lambda each: each["zone"])
        if self.found("natgateway"):
            # One that takes no NAT gateway, which comes out when its subnets are there.
            self.run_freely("cleanup.sh", "--yes")
            world.settings.zones_without_nat = [subnet["zone"]]
            self.run("deploy", *deploy)
            world.settings.zones_without_nat = []
            return
        # One that takes no subnet any more, where somebody has taken away the one that was there.
        self.cloud.client("ec2", subnet["region"]).delete_subnet(SubnetId=subnet["id"])
        world.settings.zones_closed = [subnet["zone"]]
        self.run("deploy", *deploy)
        world.settings.zones_closed = []

    def aimed_at(self) -> None:
        """Where somebody's Network Load Balancer sends to the deployment's load balancer, that stays, and it is asked by
        what."""
        for balancer in (each for each in self.found("load-balancer") if each["kind"] == "application"):
            elbv2 = self.cloud.client("elbv2", balancer["region"])
            group = elbv2.create_target_group(
                Name="somebodys", Protocol="TCP", Port=80, VpcId=balancer["vpc"], TargetType="alb"
            )["TargetGroups"][0]["TargetGroupArn"]
            self.cloud.pass_time(HURRIED["not_found_yet_seconds"])
            target = {"TargetGroupArn": group, "Targets": [{"Id": balancer["id"]}]}
            elbv2.register_targets(**target)
            told = self.run("cleanup", "cleanup.sh", "--yes", status=1)
            if group not in told:
                raise Wrong(f"cleanup.sh does not name {group}")
            elbv2.deregister_targets(**target)
            elbv2.delete_target_group(TargetGroupArn=group)

    def outlived(self) -> None:
        """Has all taken away but target groups, which outlive their VPC: the next run makes others in the new one."""
        self.cloud.strike(kind="refuse", action="DeleteTargetGroup", times=1000)
        outcome = self.scripts.run("cleanup.sh", "--yes")
        self.cloud.strike_no_more()
        left = {each["type"] for each in self.left()}
        if outcome.status == 0 and left:
            raise Wrong(f"cleanup.sh left {left} and did not say so")

    def exclude(self) -> None:
        """The account blocks the internet gateways of all VPCs but those that are there: it is asked which these are."""
        world.settings.block_public_access = "block-bidirectional"
        excluded = {each["id"]: "allow-bidirectional" for each in self.found("vpc")}
        world.settings.block_public_access_exclusions = excluded

    def disturb(self) -> None:
        """Changes by hand what the next run puts right, and confirms the address that it takes off."""
        self.cloud.confirm(BEFORE["ALARM_EMAIL"])
        self.foreign: list[tuple[str, str]] = []
        peerings = {each["region"]: each["id"] for each in self.found("vpc-peering-connection")}
        # A VPC's main table is nobody's, and is there once it has a route.
        for table in (each for each in self.found("route-table") if not each.get("main")):
            ec2 = self.cloud.client("ec2", table["region"])
            for route in table["routes"]:
                # Somewhere else: through the peering, or to one of the endpoint's interfaces.
                if route["target"].startswith("igw-"):
                    other = {"VpcPeeringConnectionId": peerings.get(table["region"])}
                    if not peerings:
                        other = {"NetworkInterfaceId": self.interface(table["vpc"])}
                    ec2.replace_route(RouteTableId=table["id"], DestinationCidrBlock=route["destination"], **other)
            self.move_subnets(ec2, table["region"], table["id"])
        for group in self.found("security-group"):
            ranges = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "198.51.100.7/32"}]}]
            self.cloud.client("ec2", group["region"]).authorize_security_group_ingress(
                GroupId=group["id"], IpPermissions=ranges
            )
        for endpoint in self.found("client-vpn-endpoint"):
            everywhere = {"TargetNetworkCidr": "0.0.0.0/0", "AuthorizeAllGroups": True}
            ec2 = self.cloud.client("ec2", endpoint["region"])
            ec2.authorize_client_vpn_ingress(ClientVpnEndpointId=endpoint["id"], **everywhere)
        for acl in self.found("network-acl"):
            ec2 = self.cloud.client("ec2", acl["region"])
            ec2.create_network_acl_entry(**entry(acl["id"], 999, "allow"))
            if not acl["default"]:
                ec2.replace_network_acl_entry(**entry(acl["id"], 110, "deny"))
        for association in self.found("dx-association"):
            change_prefixes(association)(self.cloud)
        for role in self.found("role"):
            iam = self.cloud.client("iam", "us-east-1")
            iam.update_assume_role_policy(RoleName=role["name"], PolicyDocument=json.dumps(OTHER_TRUST))
        self.disturb_requests()
        for group in (each for each in self.found("target-group") if each["protocol"] == "TCP"):
            self.cloud.client("elbv2", group["region"]).register_targets(
                TargetGroupArn=group["id"], Targets=[self.stranger(group["targets"][0])]
            )
        inventory = self.cloud.inventory()
        listeners = (each for each in inventory if each["type"] == "listener" and each["protocol"] == "TCP")
        every = [drift for each in listeners for drift in KINDS["listener"](each, inventory)]
        self.led = [drift.make(self.cloud) for drift in every if drift.name.endswith("leads elsewhere")]

    def disturb_requests(self) -> None:
        """Where an Application Load Balancer stands, what of it sends requests where, and who answers them."""
        inventory = self.cloud.inventory()
        wanted = ("another group", "another subnet", "about something else", "another place", "algorithm.type")
        for end in (wanted, ("STABLE_SERVERS_ARN: max", "STABLE_SERVERS_ARN: out of its target group")):
            for each in inventory:
                if each["type"] in ("load-balancer", "listener-rule", "auto-scaling-group") or each.get("protocol") == "HTTP":
                    for drift in KINDS[each["type"]](each, inventory):
                        if drift.name.endswith(end):
                            drift.make(self.cloud)

    def disturb_defaults(self) -> None:
        """A VPC's own ACL, which has no rules where others are used, says something else than it shall say."""
        for acl in self.found("network-acl"):
            if acl["default"]:
                ec2 = self.cloud.client("ec2", acl["region"])
                ec2.create_network_acl_entry(**entry(acl["id"], 100, "deny"))

    def interface(self, vpc: str) -> str:
        return next(each["id"] for each in self.found("network-interface") if each["vpc"] == vpc)

    def stranger(self, target: dict[str, Any]) -> dict[str, Any]:
        """A target that is not the deployment's, at an address beside one that is."""
        zone = {"AvailabilityZone": target["zone"]} if target["zone"] == "all" else {}
        return {"Id": target["id"].rpartition(".")[0] + ".99", "Port": target["port"]} | zone

    def move_subnets(self, ec2: Any, region: str, table: str) -> None:
        """Puts the subnets of a route table on another one."""
        (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        other = ec2.create_route_table(VpcId=found["VpcId"])["RouteTable"]["RouteTableId"]
        self.foreign.append((region, other))
        self.cloud.pass_time(HURRIED["not_found_yet_seconds"])
        for each in found["Associations"]:
            ec2.replace_route_table_association(AssociationId=each["RouteTableAssociationId"], RouteTableId=other)

    def left(self) -> list[dict[str, Any]]:
        """What is there, but for what somebody has for logs."""
        return [each for each in self.cloud.inventory() if each.get("name") != AFTER["LOG_BUCKET"]]

    def expect_nothing_left(self) -> None:
        if left := [each["id"] for each in self.left()]:
            raise Wrong(f"left: {left}")

    def compare(self) -> None:
        for purpose, allowed in sorted(self.allowed.items()):
            spare = {pair for pair in allowed - self.needed[purpose] if not is_reached(purpose, pair[1])}
            print(f"{purpose}: {len(allowed)} permissions, {len(spare)} of them spare")
            if spare:
                raise Wrong(f"spare in the policy for {purpose}: {sorted(spare)}")

    def refusals(self, each: bool) -> None:
        """Takes away one permission, and expects that the script says so and fails: for each purpose once, or each."""
        scripts = {
            "deploy": self.scripts.deploying("--no-verify", "--skip-preflight"),
            "status": ("status.sh",),
            "cleanup": ("cleanup.sh", "--yes"),
        }
        tried: set[str] = set()
        for purpose, statement, action in REFUSED:
            policy = self.project.policy(purpose)
            if (statement, action) not in pairs(policy) or purpose in tried and not each:
                continue
            # What there is to look at or to take away; or nothing, not even choices of a run before.
            self.run_freely(*scripts["cleanup" if purpose == "deploy" else "deploy"])
            self.expect_refusal(statement, action, policy, scripts[purpose])
            tried.add(purpose)
        if tried != set(scripts):
            raise Wrong(f"no permission was tried of {set(scripts) - tried}")

    def expect_refusal(self, statement: str, action: str, policy: Policy, command: tuple[str, ...]) -> None:
        policy.document = without(policy.document, statement, action)
        outcome = self.run_under(policy, *command)
        if outcome.status == 0 or f"not authorized to perform {action}" not in outcome.output:
            raise Wrong(f"{command[0]} without {action} in {statement}: status {outcome.status}\n{outcome.output}")
        print(f"  without {statement} {action}: {command[0]} fails, {outcome.seconds:.1f} s", flush=True)

    def no_more_alarms(self) -> None:
        """Who asks for no more alarms takes away those of before, with the policy for everything."""
        deploy = self.scripts.deploying("--no-verify")
        self.run_freely(*deploy)
        self.project.configure(AFTER | {"ALARM_EMAIL": ""})
        policy = Policy(json.loads((self.scripts.scripts / "iam-policy.json").read_text()))
        for command in (deploy, ("status.sh",), ("cleanup.sh", "--yes")):
            outcome = self.run_under(policy, *command)
            if outcome.status != 0:
                raise Wrong(f"{command[0]} under iam-policy.json: status {outcome.status}\n{outcome.output}")
            if command is deploy and self.found("topic"):
                raise Wrong("the alarms' topic is left")
            print(f"  everything: {command[0]}, {outcome.seconds:.1f} s", flush=True)
        self.expect_nothing_left()


def is_reached(purpose: str, action: str) -> bool:
    """Whether a look is allowed because the looks of all kinds are called by name: only cleanup.sh finds servers' disks, by
    their tags, and shift.sh looks at a group of servers alone."""
    if purpose == "shift":
        return action.partition(":")[2].startswith(("Describe", "Get", "List"))
    return purpose in ("deploy", "status") and action == "ec2:DescribeVolumes"


def pairs(policy: Policy) -> set[tuple[str, str]]:
    """(statement, action) of all that a policy allows."""
    return {
        (statement["Sid"], action)
        for statement in policy.document["Statement"]
        for action in as_list(statement["Action"])
    }


def without(document: dict[str, Any], sid: str, action: str) -> dict[str, Any]:
    document = copy.deepcopy(document)
    (statement,) = [each for each in document["Statement"] if each["Sid"] == sid]
    actions = as_list(statement["Action"])
    actions.remove(action)
    statement["Action"] = actions
    return document


def main() -> int:
    parser = argparse.ArgumentParser(prog="permitted", description=__doc__.partition("\n")[0])
    parser.add_argument("--stack", choices=stacks(), default=DEFAULT_STACK, help="whose scripts (%(default)s)")
    parser.add_argument("--accelgen", type=Path, default=REPOSITORY / ".build/debug/accelgen")
    parser.add_argument("--each-refusal", action="store_true", help="try without each permission of some, not one a purpose")
    arguments = parser.parse_args()
    accelgen = arguments.accelgen.absolute()
    cloud, aws = Cloud(), PreforkedAWS()
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(Project(Path(folder), arguments.stack, accelgen, cloud, aws), cloud)
            trial.all()
            trial.compare()
            trial.refusals(arguments.each_refusal)
            trial.no_more_alarms()
    except Wrong as wrong:
        print(wrong)
        return 1
    finally:
        aws.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
