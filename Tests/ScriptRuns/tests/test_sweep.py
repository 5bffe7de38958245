import argparse
import contextlib
import io
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from script_runs import killed, sweep

OPTIONS = {"only": None, "sample": None, "list": False, "stack": "acceleration", "in_use": False, "largest": None, "go_on": False}
CALL = {"action": "DisassociateRouteTable", "region": "ap-southeast-1", "mutating": True, "error": None}


class Workers:
    """Those for which a call comes in some runs only."""

    def __init__(self, met: dict[int, int]) -> None:
        self.met = met
        """The nth call → the round in which it is met, from 0."""
        self.rounds = 0

    def do(self, trials):
        for trial in trials:
            arguments = trial["arguments"]
            met = self.met.get(arguments["call"]["nth"], 1000) <= self.rounds
            problem = None if met else {"problem": killed.UNMET, "log": ""}
            yield trial, {"result": dict.fromkeys(arguments["envs"], problem)}
        self.rounds += 1


class UnmetTests(unittest.TestCase):
    """Not every run comes to a second call of the same action; to the first one it does."""

    def setUp(self) -> None:
        self.scripts = Path(self.enterContext(tempfile.TemporaryDirectory()))
        logs = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(unittest.mock.patch.object(sweep, "LOGS", logs))

    def sweep(self, met: dict[int, int], **options: bool) -> tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            reference = {"deploy": [], "cleanup": [CALL, CALL], "ground": None, "inventory": {}, "env": [], "after": {}}
            status = sweep.sweep(Workers(met), reference, argparse.Namespace(**OPTIONS | options), sweep.Passed(self.scripts, ""))
        return status, said.getvalue()

    def test_a_second_call_is_waited_for(self) -> None:
        status, said = self.sweep({1: 0, 2: 2})
        self.assertEqual(status, 0)
        self.assertIn("8 of 8 points passed: 100 % (", said)

    def test_a_second_call_that_never_comes_is_counted_and_said(self) -> None:
        status, said = self.sweep({1: 0})
        self.assertEqual(status, 0)
        self.assertIn("100 %, 4 of them never met (", said)

    def test_a_first_call_that_does_not_come_is_a_failure(self) -> None:
        status, said = self.sweep({2: 0})
        self.assertEqual(status, 1)
        self.assertIn("FAILED acceleration/cleanup/DisassociateRouteTable/1/", said)

    def test_what_has_passed_is_left_out_where_a_sweep_goes_on(self) -> None:
        self.assertEqual(self.sweep({2: 0})[0], 1)
        # Only the second call has passed; now only the first one is met.
        status, said = self.sweep({1: 0}, go_on=True)
        self.assertEqual(status, 0)
        self.assertIn("8 of 8 points passed: 100 %, 4 of them before (", said)

    def test_what_was_never_met_has_not_passed(self) -> None:
        self.sweep({1: 0})
        self.assertIn("100 %, 4 of them never met, 4 of them before (", self.sweep({}, go_on=True)[1])

    def test_other_scripts_begin_anew(self) -> None:
        self.sweep({1: 0, 2: 0})
        (self.scripts / "lib.sh").write_text("#")
        self.assertEqual(self.sweep({2: 0}, go_on=True)[0], 1)


if __name__ == "__main__":
    unittest.main()
