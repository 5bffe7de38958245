"""Runs the emulator until it is told to stop, or whoever started it is gone.

It says where it is found in one line: PROCESS URL. With --for-each-line it stays ready itself, and begins another
emulator, in a forked child, for each empty line that it reads: moto's imports and models cost each process of its own more
than a second of processor time. SIGTERM ends a child by its process.
"""

import argparse
import os
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .application import Application

# moto reads these when it is imported. Its own region list lacks new regions; its images are not needed.
os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=1, help="for the ids")
    parser.add_argument("--for-each-line", action="store_true", help="one for each line of standard input")
    arguments = parser.parse_args()

    from .application import Application
    from .warming import warm_up

    application = Application()
    if arguments.for_each_line:
        warm_up(application)
        # Nobody waits for the children.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        if not is_child_for_a_line(os.getppid()):
            return
        # Its parent's, of which the next line is not for it.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    run(application, arguments.port, arguments.seed)


def is_child_for_a_line(parent: int) -> bool:
    """Forks a child for each line, until there are no more or nobody is there to write any."""
    while os.getppid() == parent:
        if select.select([0], [], [], 1)[0]:
            if not os.read(0, 1):
                return False
            if os.fork() == 0:
                return True
    return False


def run(application: "Application", port: int, seed: int) -> None:
    from . import server

    stop_with_parent(os.getppid())
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    application.world.reset(seed)
    running = server.make(port, application)
    print(f"{os.getpid()} http://127.0.0.1:{running.server_port}", flush=True)
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        sys.exit(130)


def stop_with_parent(parent: int) -> None:
    """A test that is killed must not leave a server behind."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
