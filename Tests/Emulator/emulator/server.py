"""The HTTP server: loopback only, a thread a connection, quiet."""

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .application import Application


class Handler(WSGIRequestHandler):
    # Connections are kept, as AWS keeps them: one client makes many calls.
    protocol_version = "HTTP/1.1"

    def connection_dropped(self, error: BaseException, environ: object = None) -> None:
        # One that a fault has broken: there is nothing more to read from it.
        self.close_connection = True

    def log(self, type: str, message: str, *arguments: object) -> None:
        if type == "error":
            super().log(type, message, *arguments)


def make(port: int, application: Application) -> BaseWSGIServer:
    return make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)
