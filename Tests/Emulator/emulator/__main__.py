"""Runs the emulator until it is told to stop, or whoever started it is gone."""

import argparse
import os
import signal
import sys
import threading
import time

# moto reads these when it is imported. Its own region list lacks new regions; its images are not needed.
os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=1, help="for the ids")
    arguments = parser.parse_args()
    stop_with_parent(os.getppid())
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

    from . import server
    from .application import Application

    application = Application()
    application.world.reset(arguments.seed)
    running = server.make(arguments.port, application)
    print(f"http://127.0.0.1:{running.server_port}", flush=True)
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
