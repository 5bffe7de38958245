"""A service behind TLS, and the only way to it: a proxy that notes where clients wanted to go.

    python tls_relay.py FOLDER NAME [HOST=MILLISECONDS...]

The service has a certificate for NAME, signed by an authority of its own (FOLDER/authority.pem), and
answers every request. The proxy takes CONNECT for any host, notes it in FOLDER/asked, and passes the bytes on
to the service: so scripts can be watched reaching a load balancer that does not exist, with certificate
checking on. The first byte of an answer comes no sooner than so many milliseconds after the client connected
as are given for the host. Prints the proxy's URL when it is ready; ends when its standard input does. Listens
on loopback only.

FOLDER/passages gets an object of JSON for each connection when the client has ended it: the host, and by this
machine's monotonic clock when it was accepted, when the answer was sent (null if there was none), and when the
end was seen. A client that times itself must have measured what lies between these.
"""

import datetime
import functools
import json
import pathlib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def write_certificates(folder: pathlib.Path, name: str) -> None:
    """An authority (authority.pem) and a certificate for the name with its key (service.pem)."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(subject: str, key, issuer: str, signing_key, extension: x509.ExtensionType):
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(extension, critical=True)
            .sign(signing_key, hashes.SHA256())
            .public_bytes(serialization.Encoding.PEM)
        )

    authority_key = ec.generate_private_key(ec.SECP256R1())
    service_key = ec.generate_private_key(ec.SECP256R1())
    authority = x509.BasicConstraints(ca=True, path_length=None)
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    (folder / "authority.pem").write_bytes(
        certificate("test authority", authority_key, "test authority", authority_key, authority)
    )
    (folder / "service.pem").write_bytes(
        certificate("test service", service_key, "test authority", authority_key, names)
        + service_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def listen(handle) -> int:
    """Hands each connection to a thread of its own; the port."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            threading.Thread(target=handle, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(4096)
        if not part:
            break
        head += part
    return head


@dataclass
class Answered:
    """When the service got a request, and when it answers it."""

    arrived: float
    sent: float


def answer(
    connection: socket.socket, context: ssl.SSLContext, note: Callable[[Answered], None], not_before: float = 0
) -> bool:
    """The service: refuses whatever is asked, as AWS refuses what is not signed. Whether there was a request.

    It answers no sooner than at the time that is given, by the monotonic clock, and notes when before it does.
    """
    try:
        with context.wrap_socket(connection, server_side=True) as tls:
            if not read_head(tls):
                return False
            arrived = time.monotonic()
            time.sleep(max(0, not_before - time.monotonic()))
            note(Answered(arrived, time.monotonic()))
            tls.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return True
    except OSError:
        connection.close()  # A client that does not trust the certificate hangs up.
        return False


def main() -> None:
    folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    delays = {host: float(ms) / 1000 for host, ms in (word.split("=") for word in sys.argv[3:])}
    write_certificates(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "service.pem")
    asked = open(folder / "asked", "a", buffering=1)

    passages = open(folder / "passages", "a", buffering=1)

    not_before: dict[int, float] = {}
    answers: dict[int, Answered] = {}

    def serve(connection: socket.socket) -> None:
        port = connection.getpeername()[1]
        answer(connection, context, functools.partial(answers.__setitem__, port), not_before[port])

    service = listen(serve)

    def copy(source: socket.socket, target: socket.socket) -> None:
        try:
            while part := source.recv(65536):
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # The other direction has ended the connection.

    def relay(connection: socket.socket) -> None:
        accepted = time.monotonic()
        method, target, _ = read_head(connection).split(b"\r\n")[0].decode().split(" ")
        asked.write(f"{method} {target}\n")
        host = target.rpartition(":")[0]
        onward = socket.socket()
        onward.bind(("127.0.0.1", 0))
        port = onward.getsockname()[1]
        not_before[port] = accepted + delays.get(host, 0)
        onward.connect(("127.0.0.1", service))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        threading.Thread(target=copy, args=(onward, connection), daemon=True).start()
        copy(connection, onward)
        answered = answers.get(port)
        line = {"host": host, "accepted": accepted, "sent": answered and answered.sent, "ended": time.monotonic()}
        passages.write(json.dumps(line) + "\n")

    print(f"http://127.0.0.1:{listen(relay)}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
