"""Becomes another program, after noting when: for programs that time themselves from their start.

    python timed_program.py FILE PROGRAM [ARGUMENT...]

FILE gets a line: the seconds of the monotonic clock, which network_clock.py and tls_relay.py use, too.
"""

import os
import sys
import time

file, *words = sys.argv[1:]
with open(file, "a") as starts:
    starts.write(f"{time.monotonic()}\n")
os.execv(words[0], words)
