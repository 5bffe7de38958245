"""An AWS service behind TLS, alone: what stands behind a load balancer that does not open TLS.

    python tls_service.py FOLDER NAME [ADDRESS [PORT]]

The service has a certificate for NAME, signed by an authority of its own (FOLDER/authority.pem, and for
Java FOLDER/authority.p12 with the password "password"), and answers every request with an empty JSON object. Each request becomes a line of JSON in FOLDER/requests:
the address that it came to, the name that TLS asked for, the Host header, and what became of its
signature when it has one (the secret key is "secret"). Prints its port when it is ready; ends when its
standard input does.
"""

import hashlib
import hmac
import json
import pathlib
import re
import socket
import ssl
import sys
import threading

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from tls_relay import write_certificates

SECRET = b"secret"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    b"Connection: close\r\n\r\n{}"
)


def read_request(connection: socket.socket) -> tuple[str, str, dict[str, str], bytes]:
    """The method, the target, the headers by lower-case name, and the body."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            raise ConnectionError("the client hung up")
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    method, target, _ = first.split(" ")
    return method, target, headers, body


def check_signature(method: str, target: str, headers: dict[str, str], body: bytes) -> dict | None:
    """The scope of the request's AWS Signature Version 4, the headers that it covers, and whether it is
    right; None when there is none.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    """
    found = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=[^/]+/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)",
        headers.get("authorization", ""),
    )
    if not found:
        return None
    scope, names, signature = found.groups()
    path, _, query = target.partition("?")
    request = [method, path, "&".join(sorted(query.split("&")))]
    request += [f"{name}:{' '.join(headers.get(name, '').split())}" for name in names.split(";")]
    request += ["", names, hashlib.sha256(body).hexdigest()]
    digest = hashlib.sha256("\n".join(request).encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", headers.get("x-amz-date", ""), scope, digest])
    key = b"AWS4" + SECRET
    for part in [*scope.split("/"), text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    date, region, service, _ = scope.split("/")
    return {
        "region": region,
        "service": service,
        "headers": names.split(";"),
        "isRight": hmac.compare_digest(key.hex(), signature),
    }


def write_java_trust_store(folder: pathlib.Path) -> None:
    authority = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    store = pkcs12.serialize_java_truststore(
        [pkcs12.PKCS12Certificate(authority, b"authority")], BestAvailableEncryption(b"password")
    )
    (folder / "authority.p12").write_bytes(store)


def main() -> None:
    folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    address = sys.argv[3] if len(sys.argv) > 3 else "127.0.0.1"
    port = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    write_certificates(folder, name)
    write_java_trust_store(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "service.pem")

    def note_name(connection: ssl.SSLSocket, asked: str | None, _: ssl.SSLContext) -> None:
        connection.asked_name = asked

    context.sni_callback = note_name
    requests = open(folder / "requests", "a", buffering=1)

    def serve(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as tls:
                request = read_request(tls)
                line = {
                    "address": tls.getsockname()[0],
                    "serverName": getattr(tls, "asked_name", None),
                    "host": request[2].get("host"),
                    "signature": check_signature(*request),
                }
                requests.write(json.dumps(line) + "\n")
                tls.sendall(ANSWER)
        except OSError:
            connection.close()  # A client that does not trust the certificate hangs up.

    server = socket.create_server((address, port))

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    print(server.getsockname()[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
