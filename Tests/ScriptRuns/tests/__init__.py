"""Tests of the harness: what it cannot find, no sweep finds."""
