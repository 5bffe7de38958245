"""Tests of the emulator: each fails against plain moto."""
