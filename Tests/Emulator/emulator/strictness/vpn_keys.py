"""The pre-shared keys of VPN tunnels, each of which is kept, so that a test can look for it in files and logs.

https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
"""

import re
import string

from moto.moto_api._internal import mock_random

from ..world import world
from .registry import Refused

LEGAL = re.compile(r"(?!0)[A-Za-z0-9._]{8,64}")
LENGTH = 32


def make() -> str:
    """One as AWS makes it, that says what it is."""
    letters = string.ascii_letters + string.digits
    start = "SECRET.KEY."
    return keep(start + "".join(mock_random.choice(letters) for _ in range(LENGTH - len(start))))


def given(key: str) -> str:
    if not LEGAL.fullmatch(key):
        raise Refused(
            "InvalidParameterValue",
            "The pre-shared key must be 8 to 64 letters, digits, periods and underscores, and must not start with 0",
        )
    return keep(key)


def keep(key: str) -> str:
    world.secrets.append(key)
    return key
