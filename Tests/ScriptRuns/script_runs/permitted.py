"""Runs the generated scripts under the policies that accelgen prints: nothing is missing in them, nothing spare.

usage: Tests/permitted [--accelgen PATH]

IAM is emulated by action, resource and condition (Tests/Emulator/emulator/authorization.py). Under the policy
for each purpose its scripts are run through all that they can do: made, changed, adopted, gone. Each action of
each statement must have been needed by some call, one that no other statement would have allowed: without
it, that call is refused. That a refusal makes a script fail is tried on some.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .cloud import HURRIED, Cloud
from .scripts import REPOSITORY, PreforkedAWS, Scripts
from emulator.authorization import Policy, as_list
from emulator.strictness import topics
from emulator.world import world

HERE, THERE = "ap-southeast-1", "ap-southeast-3"

BEFORE = {
    "ALARM_EMAIL": "before@example.com",
    "EXPOSE_CLIENT_CIDRS": "203.0.113.0/24",
    "TAGS": "Team=network",
}
AFTER = {
    "ALARM_EMAIL": "after@example.com",
    "EXPOSE_CLIENT_CIDRS": "198.51.100.0/24",
    "EXPOSE_IDLE_TIMEOUT_SECONDS": "400",
    "RESOURCE_ENDPOINT_POLICY_FILE": "policy.json",
    "TAGS": "Owner=operations",
}
"""What can be changed of a deployment, before and after."""

ENDPOINT_POLICY = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}


class Wrong(Exception):
    pass


class Project:
    """A folder with an env template, what accelgen makes of it, and an `env` that outlives changes."""

    def __init__(self, folder: Path, accelgen: Path, cloud: Cloud, aws: PreforkedAWS) -> None:
        self.folder, self.accelgen = folder, accelgen
        (folder / "policy.json").write_text(json.dumps(ENDPOINT_POLICY))
        self.configure(BEFORE)
        self.scripts = Scripts(folder / "run", cloud, aws, folder / "generated/acceleration")

    def configure(self, values: dict[str, str]) -> None:
        """Generates anew, with these values beside those of the built-in env template."""
        text = (REPOSITORY / "generated/acceleration/env.template").read_text()
        lines = [f'{key}="{value}"\n' for key, value in values.items()]
        (self.folder / "env.template").write_text(text + "".join(lines))
        self._run()
        if (self.folder / "run").exists():
            shutil.copytree(self.folder / "generated/acceleration", self.scripts.scripts, dirs_exist_ok=True)

    def policy(self, *purpose: str) -> Policy:
        return Policy(json.loads(self._run("policy", *(f"--for={each}" for each in purpose))))

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
        self.run("deploy", "deploy_all.sh", "--no-verify")
        self.disturb()
        self.project.configure(AFTER)
        self.run("deploy", "deploy_all.sh", "--no-verify")
        self.cloud.client("ec2", HERE).delete_route_table(RouteTableId=self.foreign)
        self.run("status", "status.sh")
        stale = env.read_text()
        self.scripts.lose_env()
        self.run("deploy", "deploy_all.sh", "--no-verify")
        self.scripts.lose_env()
        self.run("cleanup", "cleanup.sh", "--yes")
        self.expect_nothing_left()
        # What `env` knows and AWS does not is looked for one by one.
        for purpose, script, options, status in (
            ("status", "status.sh", (), 1),
            ("cleanup", "cleanup.sh", ("--yes",), 0),
            ("deploy", "deploy_all.sh", ("--no-verify",), 0),
        ):
            env.write_text(stale)
            self.run(purpose, script, *options, status=status)

    def disturb(self) -> None:
        """Changes by hand what the next run puts right, and confirms the address that it takes off."""
        topics.confirm(BEFORE["ALARM_EMAIL"])
        ec2, balancing = self.cloud.client("ec2", HERE), self.cloud.client("elbv2", HERE)
        (peering, *_) = self.found("vpc-peering-connection")
        (table,) = [each for each in self.found("route-table") if each["region"] == HERE]
        ec2.replace_route(
            RouteTableId=table["id"], DestinationCidrBlock="0.0.0.0/0", VpcPeeringConnectionId=peering["id"]
        )
        self.move_subnets(ec2, table["id"])
        (group,) = self.found("target-group")
        balancing.register_targets(
            TargetGroupArn=group["id"], Targets=[{"Id": "10.1.128.99", "Port": 443, "AvailabilityZone": "all"}]
        )

    def move_subnets(self, ec2: Any, table: str) -> None:
        """Puts the subnets of a route table on another one."""
        (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        self.foreign = ec2.create_route_table(VpcId=found["VpcId"])["RouteTable"]["RouteTableId"]
        time.sleep(HURRIED["not_found_yet_seconds"])
        for each in found["Associations"]:
            ec2.replace_route_table_association(
                AssociationId=each["RouteTableAssociationId"], RouteTableId=self.foreign
            )

    def expect_nothing_left(self) -> None:
        if left := [each["id"] for each in self.cloud.inventory()]:
            raise Wrong(f"left: {left}")

    def compare(self) -> None:
        for purpose, allowed in sorted(self.allowed.items()):
            spare = allowed - self.needed[purpose]
            print(f"{purpose}: {len(allowed)} permissions, {len(spare)} of them spare")
            if spare:
                raise Wrong(f"spare in the policy for {purpose}: {sorted(spare)}")

    def refusals(self) -> None:
        """Takes away one permission, and expects that the script says so and fails; then the whole policy."""
        self.run_freely("cleanup.sh", "--yes")
        for statement, action, script in (
            ("Make", "ec2:CreateVpc", "1.resource_vpc_deploy.sh"),
            ("TagNew", "ec2:CreateTags", "1.resource_vpc_deploy.sh"),
            ("AccelgenLook", "ec2:DescribeAvailabilityZones", "1.resource_vpc_deploy.sh"),
            ("MakeInVpc", "ec2:CreateSubnet", "1.resource_vpc_deploy.sh"),
            ("UseOwn", "ec2:CreateSubnet", "1.resource_vpc_deploy.sh"),
            ("UseOwn", "ec2:AttachInternetGateway", "3.expose_vpc_deploy.sh"),
        ):
            self.expect_refusal(self.project.policy("deploy"), statement, action, script)
        self.run_freely("deploy_all.sh", "--no-verify")
        for purpose, statement, action, script in (
            ("status", "AccelgenLook", "elasticloadbalancing:DescribeTargetHealth", "status.sh"),
            ("cleanup", "UseOwn", "ec2:ReleaseAddress", "cleanup.sh"),
        ):
            self.expect_refusal(self.project.policy(purpose), statement, action, script)

    def expect_refusal(self, policy: Policy, statement: str, action: str, script: str) -> None:
        policy.document = without(policy.document, statement, action)
        options = ["--yes"] if script == "cleanup.sh" else []
        outcome = self.run_under(policy, script, *options)
        if outcome.status == 0 or f"not authorized to perform {action}" not in outcome.output:
            raise Wrong(f"{script} without {action} in {statement}: status {outcome.status}\n{outcome.output}")
        print(f"  without {statement} {action}: {script} fails, {outcome.seconds:.1f} s", flush=True)

    def no_more_alarms(self) -> None:
        """Who asks for no more alarms takes away those of before, with the policy for everything."""
        self.run_freely("deploy_all.sh", "--no-verify")
        self.project.configure({key: value for key, value in AFTER.items() if key != "ALARM_EMAIL"})
        policy = Policy(json.loads((self.scripts.scripts / "iam-policy.json").read_text()))
        for script, option in (("deploy_all.sh", "--no-verify"), ("status.sh", ""), ("cleanup.sh", "--yes")):
            outcome = self.run_under(policy, script, *filter(None, [option]))
            if outcome.status != 0:
                raise Wrong(f"{script} under iam-policy.json: status {outcome.status}\n{outcome.output}")
            if script == "deploy_all.sh" and self.cloud.client("sns", HERE).list_topics()["Topics"]:
                raise Wrong("the alarms' topic is left")
            print(f"  everything: {script}, {outcome.seconds:.1f} s", flush=True)
        self.expect_nothing_left()


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
    parser.add_argument("--accelgen", type=Path, default=REPOSITORY / ".build/debug/accelgen")
    accelgen = parser.parse_args().accelgen.absolute()
    cloud, aws = Cloud(), PreforkedAWS()
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(Project(Path(folder), accelgen, cloud, aws), cloud)
            trial.all()
            trial.compare()
            trial.refusals()
            trial.no_more_alarms()
    except Wrong as wrong:
        print(wrong)
        return 1
    finally:
        aws.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
