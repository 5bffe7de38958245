"""The WSGI application: every call is settled, struck by a fault or answered by moto, and logged."""

import os
import socket
import struct
import time
import traceback
from typing import Any
from xml.sax.saxutils import escape

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import control, strictness
from .calls import WireCall, error_code
from .faults import Fault
from .world import world


class Application:
    def __init__(self) -> None:
        self.world = world
        self._moto = DomainDispatcherApplication(create_backend_app)
        strictness.install()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ.get("PATH_INFO", "").startswith("/emulator/"):
            with world.lock:
                return control.respond(environ, start_response)
        call = WireCall.of(environ)
        fault = self._fault(call)
        if fault and fault.kind == "delay":
            time.sleep(fault.seconds)
        elif fault and fault.kind == "reset-before":
            self._log(call, None, "reset-before")
            return reset_connection(environ)
        elif fault and fault.kind != "reset-after":
            return self._refuse(call, world.faults.answer(fault), start_response)

        status, headers, body = self._ask_moto(environ, call)
        if fault and fault.kind == "reset-after":
            self._log(call, int(status.split()[0]), "reset-after")
            return reset_connection(environ)
        self._log(call, int(status.split()[0]), error_code(body) if status >= "400" else None)
        start_response(status, headers)
        return [body]

    def _fault(self, call: WireCall) -> Fault | None:
        with world.lock:
            return world.faults.striking(call.action, call.region, call.mutating)

    def _ask_moto(self, environ: dict[str, Any], call: WireCall) -> tuple[str, list[Any], bytes]:
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[Any], *_: Any) -> None:
            answer.update(status=status, headers=headers)

        with world.lock:
            world.settle()
            try:
                body = b"".join(self._moto(environ, start))
                return answer["status"], answer["headers"], body
            except Exception as problem:
                # What moto does not implement, or a mistake in here. Said at once and plainly: moto's own
                # answer is a 500, which every client would retry.
                if not isinstance(problem, NotImplementedError):
                    traceback.print_exc()
                return error_answer(call, 400, "EmulatorCannot", f"{type(problem).__name__}: {problem}")

    def _refuse(
        self, call: WireCall, answer: tuple[int, str, str], start_response: Any
    ) -> list[bytes]:
        status, headers, body = error_answer(call, *answer)
        self._log(call, answer[0], answer[1])
        start_response(status, headers)
        return [body]

    def _log(self, call: WireCall, status: int | None, error: str | None) -> None:
        with world.lock:
            world.calls.append(
                {
                    "number": len(world.calls) + 1,
                    "service": call.service,
                    "region": call.region,
                    "action": call.action,
                    "parameters": call.parameters,
                    "mutating": call.mutating,
                    "status": status,
                    "error": error,
                }
            )


def error_answer(
    call: WireCall, status: int, code: str, message: str
) -> tuple[str, list[tuple[str, str]], bytes]:
    """An error in the form of the service's protocol: EC2's own, or the query protocol's."""
    error = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if call.service == "ec2":
        text = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>0</RequestID></Response>"
    else:
        text = f"<ErrorResponse><Error>{error}</Error><RequestId>0</RequestId></ErrorResponse>"
    body = text.encode()
    headers = [("Content-Type", "text/xml"), ("Content-Length", str(len(body)))]
    return f"{status} Emulated", headers, body


def reset_connection(environ: dict[str, Any]) -> list[bytes]:
    """Breaks the connection with a TCP reset, as a network does."""
    connection = environ["werkzeug.socket"]
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # The server still holds the socket, so closing the object alone would close nothing.
    os.close(connection.detach())
    raise ConnectionAbortedError
