"""Two versions of a model behind a relay that plays an Application Load Balancer, all on loopback.

    python model_relay.py FOLDER [--stable MILLISECONDS] [--canary MILLISECONDS] [--weight PERCENT] [--failing N]
                          [--blocking N] [--reading PATH]

The versions are HTTP servers of their own, which take so long for an answer. The relay sends a request with the
header X-Model-Version: canary to the canary, and of the others so many of a hundred (--weight), the first ones; without
--canary it answers 503 in its place, as a load balancer does for a group without targets. The first N requests
(--failing) the stable version answers with 500. The relay itself answers 403 to the first N requests (--blocking), as a
web ACL does, and to a POST to what begins with a path (--reading), as a CDN does where a path takes none. It prints the
relay's URL when it is ready; ends when its standard input does.

FOLDER/passages gets a line for each request before its answer is sent: who answered (- is the relay itself), the code,
and the microseconds that passed from when the relay had the request. A client cannot have measured less.
"""

from __future__ import annotations

import argparse
import http.client
import http.server
import itertools
import pathlib
import sys
import threading
import time


def listen(handler: type[http.server.BaseHTTPRequestHandler]) -> int:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer()

    def do_GET(self) -> None:
        self.body = b""
        self.answer()

    def send(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def model(name: str, milliseconds: float, failing: int) -> int:
    """The port of a server that takes its time."""
    asked = itertools.count()

    class Model(Quiet):
        def answer(self) -> None:
            time.sleep(milliseconds / 1000)
            self.send(500 if next(asked) < failing else 200, f"{name} {self.path} {len(self.body)}\n".encode())

    return listen(Model)


def relay(folder: pathlib.Path, ports: dict[str, int], weight: int, blocking: int, reading: str | None) -> int:
    turn, place, writing = itertools.count(), itertools.count(), threading.Lock()

    class Relay(Quiet):
        def answer(self) -> None:
            received = time.monotonic()
            name, code, body = ("-", 403, b"blocked\n") if self.is_blocked() else self.dealt_out()
            seen = round((time.monotonic() - received) * 1_000_000)
            with writing, open(folder / "passages", "a") as passages:
                passages.write(f"{name} {code} {seen}\n")
            self.send(code, body)

        def is_blocked(self) -> bool:
            takes_no_post = reading is not None and self.path.startswith(reading)
            return next(place) < blocking or (takes_no_post and self.command == "POST")

        def dealt_out(self) -> tuple[str, int, bytes]:
            asked_for = self.headers.get("X-Model-Version")
            name = "canary" if asked_for == "canary" or (asked_for is None and next(turn) % 100 < weight) else "stable"
            return (name, *self.passed_on(name)) if name in ports else ("-", 503, b"no target\n")

        def passed_on(self, name: str) -> tuple[int, bytes]:
            connection = http.client.HTTPConnection("127.0.0.1", ports[name])
            connection.request(self.command, self.path, body=self.body or None)
            answer = connection.getresponse()
            found = answer.status, answer.read()
            connection.close()
            return found

    return listen(Relay)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--stable", type=float, default=1)
    parser.add_argument("--canary", type=float)
    parser.add_argument("--weight", type=int, default=0)
    parser.add_argument("--failing", type=int, default=0)
    parser.add_argument("--blocking", type=int, default=0)
    parser.add_argument("--reading")
    arguments = parser.parse_args()
    ports = {"stable": model("stable", arguments.stable, arguments.failing)}
    if arguments.canary is not None:
        ports["canary"] = model("canary", arguments.canary, 0)
    port = relay(arguments.folder, ports, arguments.weight, arguments.blocking, arguments.reading)
    print(f"http://127.0.0.1:{port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
