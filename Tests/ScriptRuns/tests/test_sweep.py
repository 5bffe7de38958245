import argparse
import contextlib
import io
import unittest

from script_runs import killed, sweep

OPTIONS = {"only": None, "sample": None, "list": False, "stack": "acceleration", "in_use": False, "largest": None}
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

    def sweep(self, met: dict[int, int]) -> tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            reference = {"deploy": [], "cleanup": [CALL, CALL], "ground": None, "inventory": {}, "env": [], "after": {}}
            status = sweep.sweep(Workers(met), reference, argparse.Namespace(**OPTIONS))
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


if __name__ == "__main__":
    unittest.main()
