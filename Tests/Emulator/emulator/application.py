"""The WSGI application: every call is settled, struck by a fault or answered by moto, and logged."""

import io
import json
import os
import socket
import struct
import time
import traceback
from typing import Any
from xml.sax.saxutils import escape

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import control, credentials, proxies, served, strictness
from .calls import WireCall, error_code, unsettled
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
        time.sleep(world.settings.latency_seconds)
        with world.lock:
            fault = world.faults.striking(call.action, call.region, call.mutating)
        if fault and fault.kind == "hold":
            world.wait_for(fault.over)
            fault = None
        with world.lock:
            kind, answer = self._settled(environ, call, fault)
        if kind.startswith("halt"):
            world.wait_for(world.going)
        if kind.startswith(("halt", "reset")):
            return reset_connection(environ)
        status, headers, body = answer
        start_response(status, headers)
        return [body]

    def _settled(self, environ: dict[str, Any], call: WireCall, fault: Fault | None) -> tuple[str, Any]:
        """What becomes of the call: the kind of fault that struck it, or nothing, and its answer."""
        if world.halted.is_set():
            return "halted", None
        kind = fault.kind if fault else ""
        if kind == "halt-before":
            world.halt()
        if kind in ("halt-before", "reset-before"):
            self._log(call, None, kind)
            return kind, None
        if kind == "page-before":
            self._log(call, proxies.PAGES[fault.page][0], kind)
            return kind, proxies.answer(fault.page)
        if fault and kind not in ("halt-after", "reset-after", "page-after"):
            status, code, message = world.faults.answer(fault, call.service, call.action)
            self._log(call, status, code)
            return kind, error_answer(call, status, code, message)

        answer = self._ask_moto(environ, call)
        status, _, body = answer
        failed = error_code(body) or status if status >= "400" else None
        if kind == "halt-after" and failed and fault.nth:
            kind = ""
        if kind == "halt-after":
            world.halt()
        if not failed:
            world.faults.successes[call.action, call.region] += 1
        struck = kind if kind in ("halt-after", "reset-after", "page-after") else None
        if kind == "page-after":
            answer = proxies.answer(fault.page)
        self._log(call, int(answer[0].split()[0]), struck or failed, unsettled(body))
        return kind, answer

    def _ask_moto(self, environ: dict[str, Any], call: WireCall) -> tuple[str, list[Any], bytes]:
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[Any], *_: Any) -> None:
            answer.update(status=status, headers=headers)

        world.settle()
        try:
            if unknown := credentials.refusal(call, environ):
                return error_answer(call, *unknown)
            if world.policy and (refused := world.policy.refuses(call)):
                code = "UnauthorizedOperation" if call.service == "ec2" else "AccessDenied"
                return error_answer(call, 403, code, f"You are not authorized to perform {refused}.")
            if found := self._serve(environ, call):
                return found
            strictness.install_for(call.service)
            body = b"".join(self._moto(environ, start))
            return answer["status"], answer["headers"], body
        except Exception as problem:
            # What moto does not implement, or a mistake in here. Said at once and plainly: moto's own
            # answer is a 500, which every client would retry.
            if not isinstance(problem, NotImplementedError):
                traceback.print_exc()
            return error_answer(call, 400, "EmulatorCannot", f"{type(problem).__name__}: {problem}")

    def _serve(self, environ: dict[str, Any], call: WireCall) -> tuple[str, list[Any], bytes] | None:
        """What is answered without moto."""
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        try:
            found = served.answer(call, body)
        except served.Refusal as refusal:
            return error_answer(call, refusal.status, refusal.code, refusal.message)
        if found is None:
            return None
        text = json.dumps(found).encode()
        return "200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(text)))], text

    def _log(
        self, call: WireCall, status: int | None, error: str | None, unsettled: bool = False
    ) -> None:
        world.calls.append(
            {
                "number": len(world.calls) + 1,
                "seconds": world.now(),
                "service": call.service,
                "region": call.region,
                "action": call.action,
                "parameters": call.parameters,
                "mutating": call.mutating,
                "status": status,
                "error": error,
                "unsettled": unsettled,
            }
        )


def error_answer(
    call: WireCall, status: int, code: str, message: str
) -> tuple[str, list[tuple[str, str]], bytes]:
    """An error in the form of the service's protocol: JSON, EC2's own, or the query protocol's."""
    if call.json:
        body = json.dumps({"__type": code, "message": message}).encode()
        headers = [
            ("Content-Type", "application/x-amz-json-1.1"),
            ("Content-Length", str(len(body))),
            # Where the protocol that has paths looks for the code.
            ("x-amzn-errortype", code),
        ]
        return f"{status} Emulated", headers, body
    error = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if call.service == "s3":
        text = f"<Error>{error}</Error>"
    elif call.service == "ec2":
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
