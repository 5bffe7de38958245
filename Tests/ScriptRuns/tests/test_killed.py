import dataclasses
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from collections import Counter
from pathlib import Path

from script_runs import comparison, killed, processes
from script_runs.cloud import BranchFailed, Cloud
from script_runs.scripts import DEFAULT_STACK, LeftRunning, PreforkedAWS, Scripts, generated

HERE = "ap-southeast-1"


def plan(scripts: Scripts, deployed: Counter[str]) -> killed.Plan:
    """Of a deployment into an empty cloud."""
    return killed.Plan(scripts.deploying(*killed.NOT_TRIED), [], deployed, deployed, Counter())


class KilledTests(unittest.TestCase):
    """The harness finds what is wrong: scripts that are no good fail in it."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.aws, cls.cloud = PreforkedAWS(), Cloud()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.aws.stop()

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.source = self.folder / "source"
        self.source.mkdir()

    def scripts(self, deploy: str, cleanup: str = "echo nothing left") -> Scripts:
        for name, text in (("deploy_all.sh", deploy), ("cleanup.sh", cleanup)):
            path = self.source / name
            path.write_text(f"#!/usr/bin/env bash\nset -e\ncd {self.folder}\n{text}\n")
            path.chmod(0o755)
        return Scripts(self.folder / "run", self.cloud, self.aws, self.source)

    CREATE = (
        f"aws ec2 create-vpc --cidr-block 10.2.0.0/16 --region {HERE} --query Vpc.VpcId --output text --tag-specifications "
        "'ResourceType=vpc,Tags=[{Key=accelgen:a,Value=VPC_ID}]'"
    )

    def found(self, scripts: Scripts, moment: str) -> str:
        """What is found wrong when the run is killed at its first VPC, where one is expected in the end."""
        self.cloud.reset()
        scripts.run("deploy_all.sh")
        once = comparison.described(self.cloud.inventory())
        self.cloud.reset()
        scripts.lose_env()
        call = {"script": "deploy", "action": "CreateVpc", "nth": 1, "region": HERE, "moment": moment}
        return killed.trial(scripts, call, ["kept"], plan(scripts, once))["kept"]["problem"]

    def test_a_vpc_made_twice_is_found(self) -> None:
        self.assertIn("too much", self.found(self.scripts(self.CREATE), "after"))

    def test_a_vpc_left_is_found(self) -> None:
        self.assertIn("cleanup.sh ended well, but:\ntoo much: ", self.found(self.scripts(self.CREATE), "before"))

    def test_what_env_holds_besides_is_taken_away_too(self) -> None:
        """Where the second run ends as the reference did, cleanup.sh is known; where `env` is another, it is run."""
        find = f"aws ec2 describe-vpcs --region {HERE} --filters Name=tag-key,Values=accelgen:a --query Vpcs[].VpcId --output text"
        # What was just made is unknown for a moment.
        deploy = f'sleep {killed.UNKNOWN_AFTERWARDS + 0.2}\nid=$({find})\n[ -n "$id" ] || id=$({self.CREATE})\necho "VPC_ID=$id" >"${{0%/*}}/env"'
        for known, problem in (["VPC_ID=<VPC_ID>"], None), (["VPC_ID=<VPC_ID>", "MORE=1"], "cleanup.sh ended well, but:"):
            scripts = self.scripts(deploy)
            self.cloud.reset()
            scripts.run("deploy_all.sh")
            once = comparison.described(self.cloud.inventory())
            self.cloud.reset()
            scripts.lose_env()
            call = {"script": "deploy", "action": "CreateVpc", "nth": 1, "region": HERE, "moment": "after"}
            planned = dataclasses.replace(plan(scripts, once), taken_away=known)
            found = killed.trial(scripts, call, ["kept"], planned)["kept"]
            with self.subTest(known=known):
                self.assertEqual(found and found["problem"].splitlines()[0], problem)
            for name in ("run", "run-kept"):
                shutil.rmtree(self.folder / name)

    def test_what_calls_a_function_that_is_not_there_is_found(self) -> None:
        outcome = self.scripts("if is_gone; then exit 3; fi").run("deploy_all.sh")
        self.assertEqual(outcome.status, 0)
        self.assertRaises(killed.Failed, killed.succeeded, outcome)

    def test_a_point_that_is_never_met_is_a_failure(self) -> None:
        call = {"script": "deploy", "action": "CreateVpc", "nth": 1, "region": HERE, "moment": "before"}
        self.cloud.reset()
        scripts = self.scripts("echo done")
        found = killed.trial(scripts, call, ["kept", "lost"], plan(scripts, Counter()))
        self.assertEqual(list(found), ["kept", "lost"])
        self.assertIn("without the call", found["lost"]["problem"])

    def test_nothing_of_a_killed_run_takes_effect_later(self) -> None:
        # Some of it in the background, in process groups of its own, and ready to start more.
        scripts = self.scripts(f"set -m\nfor i in 1 2 3; do (while true; do {self.CREATE} || true; done) & done\nwait")
        self.cloud.reset()
        self.cloud.strike(kind="halt-before", action="CreateVpc", region=HERE, nth=2)
        outcome = scripts.run("deploy_all.sh")
        self.assertTrue(outcome.killed)
        self.cloud.strike_no_more()
        time.sleep(1)
        self.assertEqual(len(self.cloud.inventory()), 1)

    def test_a_call_under_way_is_waited_for(self) -> None:
        scripts = self.scripts("echo done")
        self.cloud.reset()
        self.cloud.strike(kind="halt-before", action="CreateVpc", region=HERE, nth=1)
        command = f"cd {self.folder}\n{self.CREATE}"
        run = subprocess.Popen(["bash", "-c", command], env=scripts.environment(), start_new_session=True)
        self.assertTrue(self.cloud.halted(processes.PATIENCE))
        waiting = threading.Thread(target=processes.await_no_call, args=[self.aws.under_way])
        waiting.start()
        # One that did not wait would most likely have ended by then.
        waiting.join(0.2)
        self.assertTrue(waiting.is_alive())
        processes.kill_session(run.pid)
        run.wait()
        waiting.join(processes.PATIENCE)
        self.assertFalse(waiting.is_alive())
        self.cloud.go_on()
        self.cloud.strike_no_more()

    def test_what_outlives_its_script_is_found(self) -> None:
        scripts = self.scripts("sleep 100000 &")
        scripts.seconds_to_end = 0
        with self.assertRaises(LeftRunning):
            scripts.run("deploy_all.sh")

    def test_a_branch_changes_nothing_here(self) -> None:
        scripts = self.scripts(self.CREATE)
        self.cloud.reset()
        scripts.run("deploy_all.sh")

        def work() -> int:
            scripts.run("deploy_all.sh")
            return len(self.cloud.inventory())

        self.assertEqual(self.cloud.branch(work), 2)
        self.assertEqual(len(self.cloud.inventory()), 1)
        with self.assertRaises(BranchFailed):
            self.cloud.branch(lambda: 1 / 0)

    def test_a_session_is_killed_whole(self) -> None:
        command = "set -m; sleep 100000 & (sleep 100001 &); sleep 100002; true"
        run = subprocess.Popen(["bash", "-c", command], start_new_session=True)
        while len(processes.of_session(run.pid)) < 4:
            time.sleep(0.05)
        processes.kill_session(run.pid)
        run.wait()
        self.assertEqual(processes.of_session(run.pid), [])


class PlantedMistakeTests(unittest.TestCase):
    """The generated scripts with a mistake put into them."""

    def test_ids_not_saved_and_not_looked_for_are_found(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            source = Path(name, "source")
            shutil.copytree(generated(DEFAULT_STACK), source, ignore=shutil.ignore_patterns("env"))
            library = source / "lib.sh"
            text = library.read_text()
            self.assertIn("\nfind_by_tag() {\n", text)
            library.write_text(text.replace("\nfind_by_tag() {\n", "\nfind_by_tag() {\n  return 0\n"))
            aws, cloud = PreforkedAWS(), Cloud()
            try:
                scripts = Scripts(Path(name, "run"), cloud, aws, source)
                call = {"script": "deploy", "action": "CreateVpc", "nth": 1, "region": HERE, "moment": "after"}
                found = killed.trial(scripts, call, ["lost"], plan(scripts, Counter()))["lost"]
            finally:
                aws.stop()
        vpcs = [line for line in found["problem"].splitlines() if '"type": "vpc"' in line]
        self.assertGreater(len(vpcs), 2, found["problem"])
